"""Networks of banks: opened where they are run, fed by what they ask for, and not believed.

Libraries with operators of a bank's own are never loaded, so a network that needs one cannot be opened. CUDA counts as
there only where a session really runs on it; the installed library alone says nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from backend.studio.errors import BadBank, Cancelled
from backend.studio.voice import stopping
from backend.studio.voice.diffsinger import noise
from backend.studio.voice.runtime import onnx

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
AUTO = "auto"
NUMBER = re.compile(r"^\[ONNXRuntimeError\] : \d+ : \w+ : ")
# What goes wrong is told by the exception; the library need not print it, too.
FATAL = 4
# Exhaustive search would tune anew for each length of a phrase, seconds each.
CUDA_OPTIONS = {"cudnn_conv_algo_search": "HEURISTIC", "arena_extend_strategy": "kSameAsRequested"}
# Two large banks (300 MB of weights each) stay open; what was not used for the longest time is closed.
CAPACITY_BYTES = 768 * 2**20
TYPES: Mapping[str, type[np.generic]] = {
    "tensor(float)": np.float32,
    "tensor(double)": np.float64,
    "tensor(float16)": np.float16,
    "tensor(int64)": np.int64,
    "tensor(int32)": np.int32,
    "tensor(bool)": np.bool_,
}

Tensors = dict[str, np.ndarray]


class Network:
    """A network that is open; safe to run from several threads."""

    def __init__(self, path: Path, *, device: str = "cpu", threads: int = 1) -> None:
        self.path, self.digest = path, digest(path)
        self._session = _session(path, device, threads)
        self.inputs = {each.name: each for each in self._session.get_inputs()}
        self.outputs = tuple(each.name for each in self._session.get_outputs())

    @property
    def provider(self) -> str:
        """What it really runs on: ``CUDA`` or ``CPU``."""
        return "CUDA" if self._session.get_providers()[0] == CUDA else "CPU"

    def feeds(self, supplies: Mapping[str, Any]) -> Tensors:
        """What the network asks for, of what there is, in the types and ranks that it declares.

        Raises
        ------
        BadBank
            if it asks for something that nobody supplies
        """
        if unknown := [name for name in self.inputs if name not in supplies]:
            known = ", ".join(sorted(supplies))
            raise BadBank(f"{self.path.name} of the bank wants an input {unknown[0][:80]!r}; known are {known}.")
        return {name: _as_declared(supplies[name], each) for name, each in self.inputs.items()}

    def run(self, feeds: Tensors) -> Tensors:
        """Run once.

        Raises
        ------
        BadBank
            if the network breaks down, or an output is no number
        Cancelled
            if the work that it is for was called off
        """
        try:
            found = dict(zip(self.outputs, stopping.run(self._session, dict(feeds)), strict=True))
        except Cancelled:
            raise
        except Exception as wrong:  # the library raises errors of its own that share no class
            raise BadBank(f"{self.path.name} of the bank cannot be run: {_told(wrong, self.path)}.") from wrong
        for name, values in found.items():
            if not isinstance(values, np.ndarray) or (values.dtype.kind == "f" and not np.isfinite(values).all()):
                raise BadBank(f"{self.path.name} of the bank gave values of {name!r} that are no numbers.")
        return found


class Stable:
    """Networks that are open; those used longest ago are closed when there are too many bytes of them."""

    def __init__(self, *, device: str = AUTO, threads: int = 1, capacity_bytes: int = CAPACITY_BYTES) -> None:
        self.device, self._threads, self._capacity = device, threads, capacity_bytes
        self._open: OrderedDict[tuple[str, str], tuple[int, Network]] = OrderedDict()
        self._guard = Lock()

    def provider(self, path: Path) -> str:
        """What large networks run on here: ``CUDA`` only where the one in a file really does, else ``CPU``."""
        if self.device == "cpu" or CUDA not in onnx().get_available_providers():
            return "CPU"
        return self.network(path).provider

    def network(self, path: Path, *, on_cpu: bool = False) -> Network:
        """The network of a file, open.

        Raises
        ------
        BadBank
            if the file is no network that can be run here
        """
        device = "cpu" if on_cpu else self.device
        key = (str(path), device)
        with self._guard:
            if key not in self._open:
                self._open[key] = (path.stat().st_size, Network(path, device=device, threads=self._threads))
            self._open.move_to_end(key)
            while len(self._open) > 1 and sum(size for size, _ in self._open.values()) > self._capacity:
                self._open.popitem(last=False)
            return self._open[key][1]


def digest(path: Path) -> str:
    """The name of a file's content."""
    about = path.stat()
    return _digest(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _session(path: Path, device: str, threads: int) -> Any:
    options = onnx().SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.use_deterministic_compute = True
    options.log_severity_level = FATAL
    has_cuda = device != "cpu" and CUDA in onnx().get_available_providers()
    providers: list[Any] = [(CUDA, CUDA_OPTIONS), CPU] if has_cuda else [CPU]
    try:
        session = onnx().InferenceSession(noise.seeded(path) or str(path), options, providers=providers)
    except BadBank:
        raise
    except Exception as wrong:  # the library raises errors of its own that share no class
        raise BadBank(f"{path.name} of the bank is no network that can be run here: {_told(wrong, path)}.") from wrong
    if device == "cuda" and session.get_providers()[0] != CUDA:
        raise BadBank("This process cannot use CUDA; let the device be `auto` or `cpu`.")
    # An error on the graphics card shall be one, and not a silent slow run.
    session.disable_fallback()
    return session


def _as_declared(value: Any, declared: Any) -> np.ndarray:
    """An array in the type and rank of an input; numbers without a shape take the one that is declared."""
    kind = TYPES.get(declared.type)
    if kind is None:
        raise BadBank(f"The bank wants {declared.name[:80]!r} as {declared.type}, which is none of its kinds.")
    found = np.asarray(value, kind)
    return found.reshape((1,) * len(declared.shape)) if found.size == 1 and found.ndim < 2 else found


def _told(wrong: Exception, path: Path) -> str:
    """What the library says, without its number and where on this machine the file lies."""
    text = " ".join(str(wrong).split())
    for told in (NUMBER, re.compile(rf"(Load model from )?{re.escape(str(path.parent))}\S* (failed:)?")):
        text = told.sub("", text)
    return text[:300].rstrip(". ")
