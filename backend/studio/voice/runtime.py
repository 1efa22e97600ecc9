"""ONNX Runtime, loaded by the process that sings and not before.

It starts threads as it is imported. A process that was forked after that, and so has none of them, breaks down when it
ends; and every process that never sings would carry its memory.
"""

from __future__ import annotations

from types import ModuleType


def onnx() -> ModuleType:
    """The library, imported by whoever asks first."""
    import onnxruntime  # noqa: PLC0415 - see above

    module: ModuleType = onnxruntime
    return module
