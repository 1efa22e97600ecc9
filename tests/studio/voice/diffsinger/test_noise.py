"""Noise inside networks depends on a seed alone, and is as normal as what it replaces."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from scipy import stats
from synthetic_banks import make

from backend.studio.voice.diffsinger import noise

SHAPE = ("B", "F", "K")


def value(name, kind=TensorProto.FLOAT, shape=SHAPE):
    return helper.make_tensor_value_info(name, kind, list(shape))


@pytest.fixture(scope="module")
def drawing(tmp_path_factory):
    """A network that draws in every way there is, also in each turn of a loop."""
    body = helper.make_graph(
        [
            helper.make_node("Identity", ["c"], ["go"]),
            helper.make_node("RandomNormalLike", ["v"], ["r"]),
            helper.make_node("Identity", ["v"], ["v2"]),
        ],
        "body",
        [value("i", TensorProto.INT64, ()), value("c", TensorProto.BOOL, ()), value("v")],
        [value("go", TensorProto.BOOL, ()), value("v2"), value("r")],
    )
    nodes = [
        helper.make_node("RandomNormalLike", ["x"], ["normal"]),
        helper.make_node("RandomUniformLike", ["x"], ["even"], low=-1.0, high=3.0),
        helper.make_node("RandomNormal", [], ["shaped"], shape=[30, 500], mean=5.0, scale=2.0),
        helper.make_node("Loop", ["turns", "on", "x"], ["last", "each"], body=body),
    ]
    outputs = [value("normal"), value("even"), value("shaped", shape=(30, 500)), value("each", shape=("L", *SHAPE))]
    constants = [numpy_helper.from_array(np.int64(4), "turns"), numpy_helper.from_array(np.bool_(True), "on")]
    graph = helper.make_graph(nodes, "drawing", [value("x")], outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path = tmp_path_factory.mktemp("noise") / "drawing.onnx"
    onnx.save(model, path)
    content = noise.seeded(path)
    onnx.checker.check_model(onnx.load_model_from_string(content))
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    still = np.zeros((1, 200, 128), np.float32)
    return lambda seed: [each.ravel() for each in session.run(None, {"x": still, noise.SEED: np.array(seed)})]


def test_the_same_seed_draws_the_same_and_another_something_else(drawing):
    first, other, again = drawing(7), drawing(8), drawing(7)
    for one, two, three in zip(first, other, again, strict=True):
        assert np.array_equal(one, three)
        assert abs(np.corrcoef(one, two)[0, 1]) < 0.03


@pytest.mark.parametrize("seed", [0, 1, 12345, 2**32 - 1])
def test_it_is_normal_or_even_and_without_a_pattern(drawing, seed):
    normal, even, shaped, _ = drawing(seed)
    assert stats.kstest(normal, "norm").pvalue > 0.01
    assert stats.kstest(even, "uniform", args=(-1, 4)).pvalue > 0.01
    assert stats.kstest(shaped, "norm", args=(5, 2)).pvalue > 0.01
    for far in (1, 2, 3, 64, 127, 128, 129, 256):
        assert abs(np.corrcoef(normal[:-far], normal[far:])[0, 1]) < 0.03


def test_each_turn_of_a_loop_and_each_place_draw_for_themselves(drawing):
    normal, _, _, each = drawing(3)
    turns = each.reshape(4, -1)
    assert np.abs(np.corrcoef([normal, *turns]) - np.eye(5)).max() < 0.03


def test_networks_that_draw_nothing_stay_as_they_are(tmp_path):
    make(tmp_path)
    assert [path.name for path in tmp_path.rglob("*.onnx") if noise.seeded(path)] == []
