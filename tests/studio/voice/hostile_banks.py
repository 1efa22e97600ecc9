"""Banks that nobody should believe: zips that lie, texts that unfold, networks that reach out or give nonsense.

Each row is a name, what is sent, and what the refusal must say; None where the bank is merely odd and has to be taken.
"""

from __future__ import annotations

import json
import random
import shutil
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import onnx
import yaml
from onnx import TensorProto, helper, numpy_helper
from synthetic_banks import VARIANTS, make, zipped

Change = Callable[[Path], object]
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
SMALL = replace(VARIANTS["new"], has_pitch=False, has_variance=False, wants=())


def _noise(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def zips(tmp: Path) -> Mapping[str, tuple[bytes, str | None]]:
    """All of them, made below a folder."""
    good = _files(make(tmp / "good", SMALL))
    found = {**_packings(good), **{name: (_zip(files), says) for name, files, says in _contents(tmp)}}
    for name, (change, says) in CHANGES.items():
        root = shutil.copytree(tmp / "good", tmp / name)
        change(root)
        found[name] = (zipped(root), says)
    return found


def _packings(good: Mapping[str, bytes]) -> dict[str, tuple[bytes, str | None]]:
    """What is wrong with the zip itself."""
    whole = _zip(good)
    return {
        "no zip": (b"PK but nothing else" * 50, "cannot be read"),
        "nothing": (b"", "cannot be read"),
        "an empty zip": (_zip({}), "no bank"),
        "cut off": (whole[: len(whole) // 2], "cannot be read"),
        "bytes changed inside": (_damaged(good), "cannot be read"),
        "up and out": (_zip({**good, "../../evil.txt": b"x"}), "outside its folder"),
        "up and out with backslashes": (_zip({**good, "..\\..\\evil.txt": b"x"}), "outside its folder"),
        "from the root": (_zip({**good, "/etc/evil.txt": b"x"}), "outside its folder"),
        "from a drive": (_zip({**good, "C:/evil.txt": b"x"}), "outside its folder"),
        "a link": (_with_mode(good, stat.S_IFLNK | 0o777), "link or device"),
        "a device": (_with_mode(good, stat.S_IFIFO | 0o666), "link or device"),
        "a name of control signs": (_zip({**good, "evil\n\x1b[2J.txt": b"x"}), "none"),
        "a name without end": (_zip({**good, "x" * 300 + ".txt": b"x"}), "too long"),
        "folders without end": (_zip({**good, "a/" * 40 + "x.txt": b"x"}), "too deep"),
        "a name twice": (_twice(good, "dsconfig.yaml"), "twice"),
        "a name twice but for capitals": (_zip({**good, "DSCONFIG.yaml": b"x: 1"}), "twice"),
        "zeros": (_zip({**good, "zeros.txt": bytes(20 * 2**20)}), "100 times"),
        "more than fits": (
            _zip({f"{n}.txt": random.Random(n).randbytes(3 * 2**20) for n in range(9)}),
            "more than 24 MB",
        ),
        "too many": (_zip({f"{n}.txt": b"" for n in range(4001)}), "4,001 entries"),
        "a lie of fewer bytes": (_lying(good, 10), "cannot be read"),
        "a lie of more bytes": (_lying(good, 10**6), "cannot be read|smaller than the zip says"),
        "encrypted": (_encrypted(good), "encrypted"),
        "packed by other means": (_zip(good, zipfile.ZIP_LZMA), "plain zip"),
        "zips in a zip": (_zip({"a.zip": whole, "b.zip": whole}), "no bank"),
        "programs beside a bank": (_zip({**good, "setup.exe": b"MZ", "run.sh": b"rm -rf /", "x.pdf": b"%PDF"}), None),
        "names in Shift-JIS": (_in_other_letters(good), None),
        "what systems leave behind": (_zip({**good, "__MACOSX/._dsconfig.yaml": b"\0", ".DS_Store": b"\0"}), None),
    }


def _contents(tmp: Path) -> Iterator[tuple[str, Mapping[str, bytes], str | None]]:
    """What is wrong with which files there are."""
    good = _files(tmp / "good")
    yield "only texts", {"readme.txt": b"hello"}, "no bank"
    yield (
        "two banks",
        {f"{bank}/{name}": content for bank in "ab" for name, content in good.items()},
        "2 banks, a and b",
    )
    yield "a bank in a bank", {**good, **{f"more/{name}": content for name, content in good.items()}}, None


def _config(folder: str = ".", **keys) -> Change:
    """Change keys of a description."""

    def change(root: Path) -> None:
        path = root / folder / "dsconfig.yaml"
        path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text()), **keys}))

    return change


def _text(name: str, content: str | bytes) -> Change:
    data = content if isinstance(content, bytes) else content.encode()
    return lambda root: (root / name).write_bytes(data)


def _without(name: str) -> Change:
    return lambda root: (root / name).unlink()


def _network(name: str, change: Callable[[onnx.ModelProto], object]) -> Change:
    """Change a network."""

    def do(root: Path) -> None:
        model = onnx.load(root / name)
        change(model)
        (root / name).write_bytes(model.SerializeToString())

    return do


def _then(operator: str, output: str, *more: str, domain: str = "", **attributes) -> Callable[[onnx.ModelProto], None]:
    """Put an operator behind the output of a network."""

    def change(model: onnx.ModelProto) -> None:
        for node in model.graph.node:
            node.output[:] = ["before" if name == output else name for name in node.output]
        model.graph.node.append(helper.make_node(operator, ["before", *more], [output], domain=domain, **attributes))
        if domain:
            model.opset_import.append(helper.make_opsetid(domain, 1))

    return change


def _nonsense(output: str, value: float) -> Callable[[onnx.ModelProto], None]:
    """Multiply the output of a network with something."""

    def change(model: onnx.ModelProto) -> None:
        model.graph.initializer.append(numpy_helper.from_array(np.float32(value), "nonsense"))
        _then("Mul", output, "nonsense")(model)

    return change


def _longer(output: str, axis: int) -> Callable[[onnx.ModelProto], None]:
    """Give the output of a network twice as long."""
    return _then("Concat", output, "before", axis=axis)


def _weights_in(place: str) -> Callable[[onnx.ModelProto], None]:
    """Say that weights are kept in another file."""

    def change(model: onnx.ModelProto) -> None:
        kept = model.graph.initializer[0]
        kept.ClearField("raw_data")
        kept.data_location = TensorProto.EXTERNAL
        for key, value in (("location", place), ("offset", "0"), ("length", "4")):
            kept.external_data.add(key=key, value=value)

    return change


def _beside(root: Path) -> None:
    """Keep weights in a file of the bank."""
    model = onnx.load(root / "acoustic.onnx")
    onnx.save(model, root / "acoustic.onnx", save_as_external_data=True, location="weights.bin", size_threshold=100)


def _in_branches(depth: int) -> Callable[[onnx.ModelProto], None]:
    """Graphs in graphs."""

    def change(model: onnx.ModelProto) -> None:
        inner = helper.make_graph([], "bottom", [], [])
        for _ in range(depth):
            inner = helper.make_graph(
                [helper.make_node("If", ["c"], ["o"], then_branch=inner, else_branch=inner)], "g", [], []
            )
            inner.node[0].attribute[1].ClearField("g")
        model.graph.node.append(inner.node[0])

    return change


def hungry(root: Path) -> None:
    """Let the acoustic model ask for a terabyte."""

    def change(model: onnx.ModelProto) -> None:
        model.graph.initializer.append(numpy_helper.from_array(np.array([2**38]), "size"))
        model.graph.node.append(helper.make_node("ConstantOfShape", ["size"], ["much"]))
        model.graph.node.append(helper.make_node("ReduceSum", ["much"], ["sum"], keepdims=0))
        _then("Add", "mel", "sum")(model)

    _network("acoustic.onnx", change)(root)


def endless(root: Path) -> None:
    """Let the acoustic model count to the end of numbers."""
    ends = [helper.make_tensor_value_info(*each) for each in (("i", 7, []), ("c", 9, []), ("x", 1, []))]
    nodes = [helper.make_node("Identity", ["c"], ["c2"]), helper.make_node("Cos", ["x"], ["x2"])]
    outs = [helper.make_tensor_value_info("c2", 9, []), helper.make_tensor_value_info("x2", 1, [])]
    body = helper.make_graph(nodes, "body", ends, outs)

    def change(model: onnx.ModelProto) -> None:
        for name, value in (("most", np.int64(2**62)), ("on", np.bool_(True)), ("start", np.float32(0))):
            model.graph.initializer.append(numpy_helper.from_array(np.asarray(value), name))
        model.graph.node.append(helper.make_node("Loop", ["most", "on", "start"], ["forever"], body=body))
        _then("Add", "mel", "forever")(model)

    _network("acoustic.onnx", change)(root)


def _odd_speaker(root: Path) -> None:
    (root / "alto.emb").write_bytes(np.full(16, np.nan, "<f4").tobytes())


def _phonemes(table: object) -> Change:
    return _text("phonemes.json", json.dumps(table))


CHANGES: Mapping[str, tuple[Change, str | None]] = {
    "a text that unfolds": (_text("dsconfig.yaml", f"{BOMB}acoustic: acoustic.onnx\nphonemes: *j"), "phonemes.txt is"),
    "a text that refers to itself": (_text("dsconfig.yaml", "a: &a 1\nb: [" + "*a, " * 5000 + "1]"), "1000 times"),
    "a text nested without end": (_text("dsconfig.yaml", "a: " + "[" * 500 + "]" * 500), "nested"),
    "a text that names programs": (
        _text("character.yaml", "name: !!python/object/apply:os.system ['touch /tmp/evil']\nauthor: x"), None
    ),
    "a text that is none": (_text("dsconfig.yaml", b"\x00\x01\x02"), "not YAML"),
    "a list for a table": (_text("dsconfig.yaml", "- a\n- b"), "no table"),
    "a description without end": (_text("dsconfig.yaml", "#" * (2**20 + 1)), "bytes; up to"),
    "a dictionary that is none": (_text("dsdur/dsdict.yaml", "entries: 5\nsymbols: {a: b}\nreplacements: x"), None),
    "a dictionary without end": (_text("dsdur/dsdict.yaml", b"\n" * (24 * 2**20 - 5)), "100 times"),
    "frames of nothing": (_config(hop_size=0), "hop_size is '0'"),
    "frames without end": (_config(hop_size=10**9), "hop_size"),
    "a rate that is none": (_config(sample_rate="fast"), "sample_rate is 'fast'"),
    "a number that is none": (_config(mel_fmin=".nan"), "mel_fmin"),
    "an unknown logarithm": (_config(mel_base="2"), "mel_base is '2'; it must be 10 or e"),
    "a depth below nothing": (_config(use_variable_depth=True, max_depth=-1), "max_depth"),
    "a flag that is none": (_config(use_lang_id="perhaps"), "true or false"),
    "formants without end": (_config(augmentation_args={"random_pitch_shifting": {"range": [5, 500]}}), "random_pitch"),
    "a network elsewhere": (_config(acoustic="../../../etc/passwd"), "leads out of the bank"),
    "phonemes elsewhere": (_config(phonemes="/etc/passwd"), "leads out of the bank"),
    "a speaker elsewhere": (_config(speakers=["../../../../etc/passwd"]), "leads out of the bank"),
    "no acoustic model": (_without("acoustic.onnx"), "acoustic.onnx is missing"),
    "no phonemes": (_without("phonemes.json"), "phonemes.json is missing"),
    "no languages": (_without("languages.json"), "languages.json is missing"),
    "no duration model": (_without("dsdur/d.onnx"), "d.onnx is missing from dsdur"),
    "no vocoder": (_without("dsvocoder/sine.onnx"), "sine.onnx is missing from dsvocoder"),
    "no speaker": (_without("alto.emb"), "alto.emb is missing"),
    "no characters": (_without("character.txt"), None),
    "no licence": (_without("license.txt"), None),
    "a speaker of another size": (_text("alto.emb", bytes(12)), "must hold 16 numbers"),
    "a speaker that is no number": (_odd_speaker, "must hold 16 numbers"),
    "another size of speakers": (_config(hidden_size=17), "must hold 17 numbers"),
    "phonemes without numbers": (_phonemes({"SP": "one"}), "whole number"),
    "phonemes below nothing": (_phonemes({"SP": -1}), "whole number"),
    "phonemes without end": (_phonemes({"SP": 10**30}), "whole number"),
    "phonemes without silence": (_phonemes({"a": 1}), "lacks SP"),
    "nothing but silence": (_phonemes({"SP": 1}), "no phonemes but silence"),
    "phonemes that the network lacks": (_phonemes({"SP": 1, "en/aa": 9000}), "cannot be run"),
    "phonemes as a list": (_phonemes(["SP"]), "no table"),
    "a network that is text": (_text("acoustic.onnx", "hello, I am a network"), "acoustic.onnx is no ONNX file"),
    "a network that is empty": (_text("acoustic.onnx", b""), "acoustic.onnx is no ONNX file"),
    "a network of noise": (_text("acoustic.onnx", _noise(5000)), "acoustic.onnx is no ONNX file"),
    "a network of nothing": (_text("acoustic.onnx", b"\x08\x08"), "no ONNX file"),
    "weights outside": (_network("acoustic.onnx", _weights_in("../../../../etc/passwd")), "outside the bank"),
    "weights of the system": (_network("acoustic.onnx", _weights_in("/etc/passwd")), "outside the bank"),
    "weights that are missing": (_network("acoustic.onnx", _weights_in("weights.bin")), "which is missing"),
    "weights beside": (_beside, None),
    "operators of its own": (_network("acoustic.onnx", _then("Evil", "mel", domain="evil.org")), "of its own"),
    "an operator that reads files": (
        _network("acoustic.onnx", _then("EPContext", "mel", domain="com.microsoft")), "operators of its own"
    ),
    "an unknown operator": (_network("acoustic.onnx", _then("Frobnicate", "mel")), "no network that can"),
    "graphs without end": (_network("acoustic.onnx", _in_branches(30)), "nested or split"),
    "an input that nobody knows": (
        _network("acoustic.onnx", lambda m: m.graph.input.append(helper.make_tensor_value_info("magic", 1, [1]))),
        "wants an input 'magic'",
    ),
    "an input of text": (
        _network("acoustic.onnx", lambda m: m.graph.input.append(helper.make_tensor_value_info("gender", 8, [1]))),
        "no network that can be run|none of its kinds",
    ),
    "a mel of no numbers": (_network("acoustic.onnx", _nonsense("mel", np.nan)), "no numbers"),
    "too many frames": (_network("acoustic.onnx", _longer("mel", 1)), "in the shape"),
    "too many bins": (_network("acoustic.onnx", _longer("mel", 2)), "in the shape"),
    "a sound without end": (_network("dsvocoder/sine.onnx", _nonsense("waveform", np.inf)), "no numbers"),
    "a sound too long": (_network("dsvocoder/sine.onnx", _longer("waveform", 1)), "in the shape"),
    "silence": (_network("dsvocoder/sine.onnx", _nonsense("waveform", 0.0)), "nothing is heard"),
    "durations that are no numbers": (_network("dsdur/d.onnx", _nonsense("ph_dur_pred", np.nan)), "no numbers"),
    "durations below nothing": (_network("dsdur/d.onnx", _nonsense("ph_dur_pred", -1.0)), None),
    "durations of nothing": (_network("dsdur/d.onnx", _nonsense("ph_dur_pred", 0.0)), None),
    "durations without end": (_network("dsdur/d.onnx", _nonsense("ph_dur_pred", 1e30)), None),
    "a variance that nobody predicts": (_config(use_energy_embed=True), None),
    "a vocoder of another rate": (
        _text("dsvocoder/vocoder.yaml", "model: sine.onnx\nsample_rate: 48000\n"), None
    ),
    "characters in Shift-JIS": (_text("character.txt", "name=初音シンシア\nauthor=誰か\n".encode("cp932")), None),
    "characters in GBK": (_text("character.txt", "name=测试歌手\n".encode("gb18030")), None),
    "a name of signs": (_text("character.yaml", "name: '../../<script>alert(1)</script>🎤\\u202e'"), None),
    "a licence of noise": (_text("license.txt", _noise(3000)), None),
    "a picture that is none": (_text("portrait.png", b"GIF89a<script>"), None),
    "tones that are none": (
        _text("character.yaml", "name: x\nsubbanks: [{suffix: alto, tone_ranges: [Z9, C4-, 5, [], G99]}, 7]"), None
    ),
}  # fmt: skip


def _files(root: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def _zip(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in files.items():
            info = zipfile.ZipInfo("x")
            # Written as it is given: the library would make some names harmless.
            info.filename, info.compress_type = name, method
            file.writestr(info, content)
    return out.getvalue()


def _with_mode(good: Mapping[str, bytes], mode: int) -> bytes:
    out = BytesIO(_zip(good))
    with zipfile.ZipFile(out, "a") as file:
        info = zipfile.ZipInfo("evil.txt")
        info.create_system, info.external_attr = 3, mode << 16
        file.writestr(info, "/etc/passwd")
    return out.getvalue()


def _twice(good: Mapping[str, bytes], name: str) -> bytes:
    return _zip({**good, "dsconfig.yamX": b"x: 1"}).replace(b"dsconfig.yamX", name.encode())


def _damaged(good: Mapping[str, bytes]) -> bytes:
    content = bytearray(_zip(good, zipfile.ZIP_STORED))
    at = content.find(b"acoustic: acoustic.onnx")
    content[at : at + 3] = b"XXX"
    return bytes(content)


def _lying(good: Mapping[str, bytes], size: int) -> bytes:
    """A central directory that gives the first file another size than it has."""
    content = bytearray(_zip(good))
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(content)


def _encrypted(good: Mapping[str, bytes]) -> bytes:
    content = bytearray(_zip(good))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _in_other_letters(good: Mapping[str, bytes]) -> bytes:
    """Names as zip programs of Windows in Japan write them: two bytes a sign, not marked as anything."""
    marker = "nameXXXX.txt"
    return _zip({**good, marker: b"x"}).replace(b"nameXXXX", "音源説明".encode("cp932"))
