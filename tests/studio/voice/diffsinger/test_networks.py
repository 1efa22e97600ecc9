"""Networks are opened when they are needed, closed when there are too many, and run on what is really there."""

from __future__ import annotations

import onnxruntime
import pytest
from synthetic_banks import make

from backend.studio.errors import BadBank
from backend.studio.voice.diffsinger import networks
from backend.studio.voice.diffsinger.networks import CPU, CUDA, Network, Stable


@pytest.fixture
def paths(tmp_path):
    make(tmp_path)
    return sorted(tmp_path.rglob("*.onnx"))


def test_those_used_longest_ago_are_closed(paths):
    stable = Stable(device="cpu", capacity_bytes=sum(path.stat().st_size for path in paths[:3]))
    first, second, _ = (stable.network(path) for path in paths[:3])
    assert stable.network(paths[0]) is first
    stable.network(paths[3])
    assert stable.network(paths[0]) is first
    assert stable.network(paths[1]) is not second


def test_a_library_that_lists_cuda_does_not_make_a_card(paths, monkeypatch):
    """The library of graphics cards lists CUDA on machines without one, and sessions then run on the CPU."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, CPU])
    real = onnxruntime.InferenceSession
    asked = []

    def session(path, options, providers):
        asked.append(providers)
        return real(path, options, providers=[CPU])

    monkeypatch.setattr(onnxruntime, "InferenceSession", session)
    assert Stable(device="auto").provider(paths[0]) == "CPU"
    assert asked[0][0][0] == CUDA
    assert Stable(device="cpu").network(paths[0]).provider == "CPU"
    assert asked[1] == [CPU]
    with pytest.raises(BadBank, match="cannot use CUDA"):
        Network(paths[0], device="cuda")


def test_cuda_is_said_where_the_session_has_it(paths, monkeypatch):
    class OnCard:
        def __init__(self, *_, **__):
            self.get_inputs = self.get_outputs = list
            self.get_providers = lambda: [CUDA, CPU]
            self.disable_fallback = lambda: None

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, CPU])
    monkeypatch.setattr(onnxruntime, "InferenceSession", OnCard)
    assert Stable(device="auto").provider(paths[0]) == "CUDA"


def test_without_the_library_of_graphics_cards_cuda_is_refused(paths):
    assert Stable(device="auto").provider(paths[0]) == "CPU"
    with pytest.raises(BadBank, match="`auto` or `cpu`"):
        Stable(device="cuda").network(paths[0])


def test_a_digest_follows_the_content(paths):
    before = networks.digest(paths[0])
    paths[0].write_bytes(paths[0].read_bytes() + b"\0")
    assert networks.digest(paths[0]) != before
