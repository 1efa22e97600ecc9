"""Networks, opened so that they neither spin nor take more than the core they were given.

Two phrases may be sung on two threads at once: a session is safe to run from several. One thread inside each and no
spinning: on a busy two-core machine two spinning threads were up to four times slower (research, docs/singing.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from backend.studio.voice import stopping
from backend.studio.voice.runtime import onnx

# Only errors: what the networks' exporter left behind is warned about at each start.
ERRORS = 3


class Network:
    """A network of ONNX, from a file or from its bytes, which may be made when they are needed.

    It is opened in the process that runs it first, and once, however many threads ask for it at the same time.
    """

    def __init__(self, model: Path | bytes | Callable[[], bytes]) -> None:
        self._model, self._guard = model, Lock()
        self._opened: Any = None

    @property
    def _session(self) -> Any:
        with self._guard:
            self._opened = self._opened or self._open()
        return self._opened

    def _open(self) -> Any:
        options = onnx().SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = ERRORS
        model = self._model() if callable(self._model) else self._model
        source = str(model) if isinstance(model, Path) else model
        return onnx().InferenceSession(source, options, providers=["CPUExecutionProvider"])

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The names of what it takes."""
        return tuple(one.name for one in self._session.get_inputs())

    def run(self, **feeds: np.ndarray) -> Sequence[Any]:
        """Run once: all outputs, in their order.

        Raises
        ------
        Cancelled
            if the work that it is for was called off
        """
        return stopping.run(self._session, feeds)
