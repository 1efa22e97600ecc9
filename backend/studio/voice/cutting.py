"""Kokoro's network cut into the three that are used; done once, at set-up.

One part reads tokens: it knows how long each lasts, the pitch and the energy, and makes no sound. One speaks them, as
features of what is heard in each frame. One makes features sound, and is cut once more around its residual blocks
(``cutting_blocks``).
"""

from __future__ import annotations

from pathlib import Path

from backend.studio.voice.cutting_blocks import cut_blocks
from backend.studio.voice.floating import reckon_in_floats
from backend.studio.voice.folding import fold
from backend.studio.voice.graph import Graph, Shape, rewire

READER, SPEAKER, SOUNDER = "reader.onnx", "speaker.onnx", "sounder.onnx"
# Tensors inside the graph.
DURATIONS, PITCH, ENERGY = "/encoder/Clip_output_0", "/encoder/Squeeze_output_0", "/encoder/Squeeze_1_output_0"
ALIGNMENT, FEATURES = "/encoder/Cast_4_output_0", "/decoder/decoder/decode.3/Div_4_output_0"
CHANNELS = 512
INPUTS: dict[str, tuple[str, Shape]] = {
    ALIGNMENT: ("alignment", ("T", "F")),
    PITCH: ("hz", (1, "P")),
    ENERGY: ("energy", (1, "P")),
}


def cut(model: bytes, folder: Path) -> None:
    """Write the parts into a folder.

    Raises
    ------
    ValueError
        if the model is not the one that is known here
    """
    (folder / READER).write_bytes(rewire(model, feeds={}, shows=(DURATIONS, PITCH, ENERGY)))
    graph = sounding(model)
    norms = {f"norm_{index}": tensor for index, tensor in enumerate(norm_tensors(graph))}
    graph.feed({tensor: (name, (1, f"C of {name}", 1)) for name, tensor in norms.items()})
    whole = graph.written()
    features = {FEATURES: ("features", (1, CHANNELS, "P"))}
    cut_blocks(rewire(whole, feeds=features), norms, folder)
    fold(graph, norms)
    folded = graph.written()
    (folder / SPEAKER).write_bytes(rewire(folded, feeds={}, shows=(FEATURES,)))
    (folder / SOUNDER).write_bytes(rewire(folded, feeds=features))


def sounding(model: bytes) -> Graph:
    """Speaker and sounder in one, in floats, and still taking their norms from what is sung."""
    graph = Graph(rewire(model, feeds=INPUTS))
    reckon_in_floats(graph)
    return graph


def norm_tensors(graph: Graph) -> list[str]:
    """The mean and the spread of each layer, over time, in the order of the graph."""
    return [node.makes[0] for node in graph.nodes if node.kind == "ReduceMean"]
