"""A network that reckons in whole numbers of 8 bits, made to reckon in floating point.

Kokoro's weights come in 8 bits, and so did every signal on its way through the network, which is heard as noise and
costs words (docs/singing.md). The weights stay as they lie in the file and become floats when it is opened.
"""

from __future__ import annotations

from backend.studio.voice.graph import ATTRIBUTE, FLOAT, Graph, Node
from backend.studio.voice.protobuf import float32, message, whole

INTEGER = {"ConvInteger": "Conv", "MatMulInteger": "MatMul"}
# How the exporter called a bias on its way to whole numbers.
ROUNDED, QUANTIZED = ".bias_quant_rounded:0", ".bias_quantized"
# AttributeProto: name, i, type (2: a whole number).
NAME, VALUE, TYPE, WHOLE = 1, 3, 20, 2
ONE = "scale_of_floats"

# A node that makes the number 1: AttributeProto's f is field 2, type 1 a float.
_ONE = Node(
    "Constant",
    (),
    (ONE,),
    message(ATTRIBUTE, message(NAME, b"value_float") + float32(2, 1.0) + whole(TYPE, 1)),
)


def reckon_in_floats(graph: Graph) -> None:
    """Replace the integer nodes of a graph: signals keep their values, a scale of 1 and no zero point."""
    renamed: dict[str, str] = {}
    nodes: list[Node] = []
    for node in graph.nodes:
        if node.kind == "DynamicQuantizeLinear":
            renamed |= {node.makes[0]: node.reads[0], node.makes[1]: ONE}
        elif node.makes[0].endswith((ROUNDED, QUANTIZED)):
            renamed[node.makes[0]] = node.reads[0]
        elif node.kind in INTEGER:
            nodes += _floating(node)
        else:
            nodes.append(node)
    graph.nodes = [_ONE, *nodes]
    graph.rename({name: _last(renamed, name) for name in renamed})


def _last(renamed: dict[str, str], name: str) -> str:
    """What a name stands for in the end: a rounded bias is a quantized one's, and so on."""
    while name in renamed:
        name = renamed[name]
    return name


def _floating(node: Node) -> list[Node]:
    """A convolution or product with its weights as floats: what is constant there is worked out once, at opening."""
    signal, weight, _, zero = node.reads
    floats = f"{node.makes[0]}_weight"
    cast = message(ATTRIBUTE, message(NAME, b"to") + whole(VALUE, FLOAT) + whole(TYPE, WHOLE))
    return [
        Node("Cast", (weight,), (f"{floats}_raw",), cast),
        Node("Cast", (zero,), (f"{floats}_zero",), cast),
        Node("Sub", (f"{floats}_raw", f"{floats}_zero"), (floats,)),
        Node(INTEGER[node.kind], (signal, floats), node.makes, node.rest),
    ]
