"""Graphs are cut where asked, and reckon in floats what they reckoned in whole numbers."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from backend.studio.voice.floating import reckon_in_floats
from backend.studio.voice.graph import Graph, rewire
from backend.studio.voice.networks import Network

X = np.array([[1.03, -2.0, 3.17]], np.float32)


def model(nodes: list, constants: dict[str, np.ndarray]) -> bytes:
    x = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3])
    y = helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 3])
    kept = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "g", [x], [y], kept)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()


def doubled_and_squared() -> bytes:
    nodes = [helper.make_node("Mul", ["x", "two"], ["inner"]), helper.make_node("Mul", ["inner", "inner"], ["y"])]
    return model(nodes, {"two": np.array(2.0, np.float32)})


def test_a_tensor_inside_is_fed_and_what_made_it_is_gone() -> None:
    cut = rewire(doubled_and_squared(), feeds={"inner": ("given", (1, "N"))})
    assert [one.name for one in onnx.load_from_string(cut).graph.initializer] == []
    network = Network(cut)
    assert network.inputs == ("given",)
    assert np.array_equal(network.run(given=X)[0], X * X)


def test_a_tensor_inside_is_shown() -> None:
    (shown,) = Network(rewire(doubled_and_squared(), feeds={}, shows=("inner",))).run(x=X)
    assert np.array_equal(shown, 2 * X)


def test_a_tensor_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="no tensor nowhere"):
        rewire(doubled_and_squared(), feeds={}, shows=("nowhere",))


def test_floats_keep_what_eight_bits_lose() -> None:
    weight = np.array([[3, 0, 1], [0, 2, 0], [1, 0, 4]], np.int8)
    nodes = [
        helper.make_node("DynamicQuantizeLinear", ["x"], ["q", "scale", "zero"]),
        helper.make_node("MatMulInteger", ["q", "w", "zero", "w_zero"], ["whole"]),
        helper.make_node("Cast", ["whole"], ["real"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["real", "scale"], ["y"]),
    ]
    graph = Graph(model(nodes, {"w": weight, "w_zero": np.array(1, np.int8)}))
    before = Network(graph.written()).run(x=X)[0]
    reckon_in_floats(graph)
    after = Network(graph.written()).run(x=X)[0]
    exact = X @ (weight.astype(np.float32) - 1)
    assert np.allclose(after, exact, atol=1e-5)
    assert 1e-5 < np.abs(before - exact).max() < 0.2
