"""Networks, opened so that they neither spin nor take more than the core they were given.

Two phrases may be sung on two threads at once: a session is safe to run from several. One thread inside each and no
spinning: on a busy two-core machine two spinning threads were up to four times slower (research, docs/singing.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from backend.studio.voice import stopping
from backend.studio.voice.runtime import onnx

# Only errors: what the networks' exporter left behind is warned about at each start.
ERRORS = 3


class Network:
    """A network of ONNX, from a file or from its bytes. It is opened in the process that runs it."""

    def __init__(self, model: Path | bytes) -> None:
        options = onnx().SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = ERRORS
        source = str(model) if isinstance(model, Path) else model
        self._session = onnx().InferenceSession(source, options, providers=["CPUExecutionProvider"])

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
