"""A folded graph says the same with fewer passes over its signals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import onnx
import pytest
from onnx import NodeProto, TensorProto, helper, numpy_helper

from backend.studio.voice.folding import fold
from backend.studio.voice.graph import Graph
from backend.studio.voice.networks import Network

CHANNELS, FRAMES = 4, 50
NORMS = ("mean", "spread")
RNG = np.random.default_rng(3)
FEEDS = {name: RNG.uniform(0.5, 2.0, (1, CHANNELS, 1)).astype(np.float32) for name in (*NORMS, "gain", "shift")}
FEEDS["x"] = RNG.standard_normal((1, CHANNELS, FRAMES)).astype(np.float32)
CONSTANTS = {
    "scale": np.array(0.02, np.float32),
    "bias": RNG.standard_normal(CHANNELS).astype(np.float32),
    "tall": np.array([1, -1, 1], np.int64),
    "weights": RNG.integers(-99, 99, (CHANNELS, CHANNELS, 3)).astype(np.float32),
}


def convolved(signal: str, out: str) -> Iterator[NodeProto]:
    """As the exporter leaves a convolution: (convolution + bias / scale) * scale."""
    yield helper.make_node("Conv", [signal, "weights"], [f"{out} whole"], pads=[1, 1])
    yield helper.make_node("Div", ["bias", "scale"], [f"{out} rounded"])
    yield helper.make_node("Reshape", [f"{out} rounded", "tall"], [f"{out} bias"])
    yield helper.make_node("Add", [f"{out} whole", f"{out} bias"], [f"{out} sum"])
    yield helper.make_node("Cast", [f"{out} sum"], [f"{out} cast"], to=TensorProto.FLOAT)
    yield helper.make_node("Mul", [f"{out} cast", "scale"], [out])


def normed(signal: str, out: str, *, gain_first: bool) -> Iterator[NodeProto]:
    """((signal - mean) / spread) * gain + shift."""
    yield helper.make_node("Sub", [signal, "mean"], [f"{out} lowered"])
    yield helper.make_node("Div", [f"{out} lowered", "spread"], [f"{out} normed"])
    both = ["gain", f"{out} normed"]
    yield helper.make_node("Mul", both if gain_first else both[::-1], [f"{out} gained"])
    yield helper.make_node("Add", [f"{out} gained", "shift"], [out])


def graph(*nodes: NodeProto) -> Graph:
    """A graph from x, norms, gain and shift to y."""
    inputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, value.shape) for name, value in FEEDS.items()]
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, CHANNELS, FRAMES])
    kept = [numpy_helper.from_array(value, name) for name, value in CONSTANTS.items()]
    made = helper.make_graph(nodes, "g", inputs, [y], kept)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    return Graph(model.SerializeToString())


def folded(told: Graph) -> tuple[np.ndarray, list[str]]:
    """Fold a graph; return what it says and how it passes over signals, and see that it says what it said."""
    before = run(told)
    fold(told, NORMS)
    after = run(told)
    assert np.allclose(after, before, rtol=1e-4, atol=1e-4 * np.abs(before).max())
    model = onnx.shape_inference.infer_shapes(onnx.load_from_string(told.written()))
    sizes = {one.name: [axis.dim_value for axis in one.type.tensor_type.shape.dim] for one in model.graph.value_info}
    sizes["y"] = [1, CHANNELS, FRAMES]
    return after, [node.op_type for node in model.graph.node if sizes[node.output[0]] == [1, CHANNELS, FRAMES]]


def run(told: Graph) -> np.ndarray:
    network = Network(told.written())
    found: np.ndarray = network.run(**{name: FEEDS[name] for name in network.inputs})[0]
    return found


def test_a_convolution_is_scaled_by_its_weights() -> None:
    assert folded(graph(*convolved("x", "y")))[1] == ["Conv"]


@pytest.mark.parametrize("gain_first", [True, False])
def test_a_norm_is_two_passes(gain_first: bool) -> None:
    said, passes = folded(graph(*convolved("x", "c"), *normed("c", "y", gain_first=gain_first)))
    assert passes == ["Conv", "Mul", "Add"]
    x, weights = FEEDS["x"][0], CONSTANTS["weights"]
    wide = np.pad(x, ((0, 0), (1, 1)))
    exact = sum(weights[:, :, tap] @ wide[:, tap : tap + FRAMES] for tap in range(3)) * 0.02
    exact = exact + CONSTANTS["bias"][:, None]
    mean, spread, gain, shift = (FEEDS[name][0] for name in (*NORMS, "gain", "shift"))
    assert np.allclose(said[0], (exact - mean) / spread * gain + shift, atol=1e-4)


def test_two_norms_of_one_signal_are_two_passes_each() -> None:
    nodes = (*convolved("x", "c"), *normed("c", "n", gain_first=True), *normed("c", "m", gain_first=False))
    passes = folded(graph(*nodes, helper.make_node("Add", ["n", "m"], ["y"])))[1]
    assert passes == ["Conv", *["Mul", "Add"] * 2, "Add"]


def test_what_only_looks_like_a_norm_stays() -> None:
    told = graph(*normed("x", "y", gain_first=True))
    before = [node.kind for node in told.nodes]
    fold(told, ())
    assert [node.kind for node in told.nodes] == before
