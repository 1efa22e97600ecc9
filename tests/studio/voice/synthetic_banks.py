"""Small banks of DiffSinger, made of a few operators each, that can be measured by ear.

What a bank sings is a sine: its frequency is the f0 that the vocoder got, its loudness a number of its own for each
phoneme. So pitch and borders stand in the wave. Each graph declares what its variant takes and checks that lengths
agree, so a feed that is missing, left over, or of another type, rank or length fails. The bins of the mel after the
first hold what else the acoustic model was given, for tests that look there.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import yaml
from onnx import TensorProto, checker, helper, numpy_helper, save

RATE, HOP, HIDDEN, BINS = 44_100, 512, 16, 128
FLOAT, INT, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL
VARIANCES = ("energy", "breathiness", "voicing", "tension")
# Loudness of the sine by kind of phoneme; and what the duration model says, in frames.
LOUD = {"silence": 0.001, "vowel": 0.5, "consonant": 0.1}
FRAMES = {"silence": 20.0, "vowel": 15.0, "consonant": 5.0}
TYPES = {
    "t": "stop", "w": "semivowel", "ih": "vowel", "ng": "nasal", "k": "stop", "ax": "vowel", "l": "liquid",
    "s": "fricative", "aa": "vowel", "r": "liquid", "uw": "vowel", "hh": "aspirate", "er": "vowel", "n": "nasal",
}  # fmt: skip
WORDS = {"twinkle": "t w ih ng k ax l", "star": "s t aa r", "Kalin": "k ax l ih n", "no": "n aa"}
# Where in the mel the inputs of the acoustic model stand.
BIN = {"gender": 1, "velocity": 2, "energy": 3, "breathiness": 4, "voicing": 5, "tension": 6, "speaker": 7, "f0": 8,
       "depth": 9, "pace": 10, "language": 11}  # fmt: skip
PREDICTED = {"energy": -30.0, "breathiness": -60.0, "voicing": -40.0, "tension": 1.0}


@dataclass(frozen=True)
class Variant:
    """A way in which banks differ."""

    by_words: bool = False
    is_continuous: bool = True
    speakers: tuple[str, ...] = ("alto",)
    has_languages: bool = True
    has_duration: bool = True
    has_pitch: bool = True
    has_variance: bool = True
    has_vocoder: bool = True
    steps_rank: int = 0
    variance_hop: int = HOP
    pitch_hop: int = HOP
    base: str = "e"
    vocoder_base: str = "e"
    moves_pitch: bool = False
    takes_formant: bool = True
    wants: tuple[str, ...] = ("breathiness", "tension")
    predicts: tuple[str, ...] = ("energy", "breathiness", "tension")
    depth: float | None = 0.6
    list_kind: str = "json"
    rate: int = RATE
    noise: float = 0.0


VARIANTS: Mapping[str, Variant] = {
    "new": Variant(),
    "words": Variant(by_words=True),
    "old": Variant(
        is_continuous=False, list_kind="txt", base="10", vocoder_base="10", has_languages=False, speakers=(), depth=0.4
    ),
    "old_without_depth": Variant(is_continuous=False, depth=None, steps_rank=1),
    "many_speakers": Variant(speakers=("embeds/alto", "embeds/soft", "embeds/power")),
    "no_speakers": Variant(speakers=()),
    "no_languages": Variant(has_languages=False),
    "no_pitch": Variant(has_pitch=False),
    "no_variance": Variant(has_variance=False, wants=()),
    "no_duration": Variant(has_duration=False),
    "steps_of_rank_1": Variant(steps_rank=1),
    "variance_hop_256": Variant(variance_hop=256),
    "pitch_hop_256": Variant(pitch_hop=256),
    "base_10_to_e": Variant(base="10", vocoder_base="e"),
    "base_e_to_10": Variant(base="e", vocoder_base="10"),
    "pitch_controllable": Variant(moves_pitch=True, takes_formant=False),
    "all_variances": Variant(wants=VARIANCES, predicts=VARIANCES),
    "partial": Variant(
        has_pitch=False, has_duration=False, has_variance=False, wants=(), speakers=(), has_languages=False
    ),
    "24_kHz": Variant(rate=24_000),
}


def symbols(variant: Variant) -> list[str]:
    """The phonemes, in the order of their numbers."""
    mark = "en/" if variant.has_languages else ""
    return ["<PAD>", "SP", "AP", *(f"{mark}{name}" for name in TYPES)]


def make(root: Path, variant: Variant = VARIANTS["new"], *, name: str = "Synthia") -> Path:
    """Write a bank into a folder."""
    names = symbols(variant)
    about = f"name={name}\nauthor=Nobody\nvoice=A sine\nversion=1\nimage=\n"
    _write(root / "character.txt", about)
    subbanks = [{"color": Path(s).name.title(), "suffix": s, "tone_ranges": ["C1-B7"]} for s in variant.speakers]
    _write(root / "character.yaml", yaml.safe_dump({"name": name, "text_file_encoding": "utf-8", "subbanks": subbanks}))
    _write(root / "license.txt", "Sing what you like with it.\n")
    if variant.has_duration:
        _describe(root / "dsdur", variant, names, linguistic="l.onnx", dur="d.onnx", predict_dur=True)
        _linguistic(root / "dsdur/l.onnx", variant, names, by_words=True)
        _duration(root / "dsdur/d.onnx", variant, names)
    if variant.has_pitch:
        more = {"predict_dur": variant.by_words, "use_expr": True, "use_note_rest": True, "hop_size": variant.pitch_hop}
        _describe(root / "dspitch", variant, names, linguistic="l.onnx", pitch="p.onnx", **more)
        _linguistic(root / "dspitch/l.onnx", variant, names, by_words=variant.by_words)
        _pitch(root / "dspitch/p.onnx", variant)
    if variant.has_variance:
        more = {f"predict_{each}": each in variant.predicts for each in VARIANCES}
        more |= {"predict_dur": variant.by_words, "hop_size": variant.variance_hop}
        _describe(root / "dsvariance", variant, names, linguistic="l.onnx", variance="v.onnx", **more)
        _linguistic(root / "dsvariance/l.onnx", variant, names, by_words=variant.by_words)
        _variance(root / "dsvariance/v.onnx", variant)
    _describe(root, variant, names, **_acoustic_keys(variant))
    _acoustic(root / "acoustic.onnx", variant, names)
    if variant.has_vocoder:
        make_vocoder(root / "dsvocoder", variant)
    return root


def make_vocoder(root: Path, variant: Variant = VARIANTS["new"], *, name: str = "sine") -> Path:
    """Write a vocoder into a folder."""
    keys = {**_sound_keys(variant.vocoder_base, variant.rate), "name": name, "model": "sine.onnx"}
    keys |= {"pitch_controllable": variant.moves_pitch, "force_on_cpu": True}
    _write(root / "vocoder.yaml", yaml.safe_dump(keys))
    _vocoder(root / "sine.onnx", variant)
    return root


def zipped(root: Path, *, under: str = "") -> bytes:
    """A folder as a zip."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                file.write(path, f"{under}{path.relative_to(root)}")
    return out.getvalue()


def _acoustic_keys(variant: Variant) -> dict:
    keys = {"acoustic": "acoustic.onnx", "vocoder": "sine", **_sound_keys(variant.base, variant.rate)}
    keys |= {"use_key_shift_embed": variant.takes_formant, "use_speed_embed": True}
    keys |= {f"use_{each}_embed": each in variant.wants for each in VARIANCES}
    keys |= {"augmentation_args": {"random_pitch_shifting": {"range": [-5.0, 5.0]}}}
    if variant.depth is not None:
        keys["use_variable_depth" if variant.is_continuous else "use_shallow_diffusion"] = True
        keys["max_depth"] = variant.depth if variant.is_continuous else round(variant.depth * 1000)
    return keys


def _sound_keys(base: str, rate: int) -> dict:
    keys = {"sample_rate": rate, "hop_size": HOP, "win_size": 2048, "fft_size": 2048, "num_mel_bins": BINS}
    return {**keys, "mel_fmin": 40, "mel_fmax": 16000, "mel_base": base, "mel_scale": "slaney"}


def _describe(folder: Path, variant: Variant, names: Sequence[str], **keys) -> None:
    """Write the description of a model, with its lists, speakers and dictionary."""
    table = {
        "phonemes": f"phonemes.{variant.list_kind}",
        "hidden_size": HIDDEN,
        "sample_rate": variant.rate,
        "hop_size": HOP,
    }
    table |= {"use_continuous_acceleration": variant.is_continuous, "use_lang_id": variant.has_languages, **keys}
    numbers = json.dumps({symbol: number for number, symbol in enumerate(names)})
    _write(folder / table["phonemes"], numbers if variant.list_kind == "json" else "\n".join(names))
    if variant.has_languages:
        table["languages"] = "languages.json"
        _write(folder / "languages.json", json.dumps({"en": 1, "ja": 2}))
    if variant.speakers:
        table["speakers"] = list(variant.speakers)
    for number, speaker in enumerate(variant.speakers):
        path = folder / f"{speaker}.emb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(np.full(HIDDEN, number + 1, "<f4").tobytes())
    mark = "en/" if variant.has_languages else ""
    declared = [{"symbol": f"{mark}{name}", "type": kind} for name, kind in TYPES.items()]
    entries = [{"grapheme": word, "phonemes": phonemes.split()} for word, phonemes in WORDS.items()]
    dictionary = {"symbols": declared, "entries": entries, "replacements": [{"from": "ae", "to": "aa"}]}
    _write(folder / "dsdict.yaml", yaml.safe_dump(dictionary, sort_keys=False))
    _write(folder / "dsconfig.yaml", yaml.safe_dump(table))


def _linguistic(path: Path, variant: Variant, names: Sequence[str], *, by_words: bool) -> None:
    """What it knows of a phoneme is its number; the lengths that it is given must agree with each other."""
    inputs = [("tokens", INT, (1, "T"))]
    inputs += [("languages", INT, (1, "T"))] if variant.has_languages else []
    if by_words:
        inputs += [("word_div", INT, (1, "W")), ("word_dur", INT, (1, "W"))]
        check = [
            _node("ReduceSum", "word_div", "n", keepdims=0),
            _node("Mul", ("word_dur", "zero"), "none"),
            _node("Add", ("word_div", "none"), "agreed"),
        ]
    else:
        inputs += [("ph_dur", INT, (1, "T"))]
        check = [
            _node("Mul", ("ph_dur", "zero"), "none"),
            _node("Add", ("tokens", "none"), "agreed"),
            _size("agreed", "n"),
        ]
    table = np.zeros((len(names), HIDDEN), np.float32)
    table[:, 0] = np.arange(len(names))
    nodes = [
        *check,
        _node("Unsqueeze", ("n", "first"), "n1"),
        _node("Concat", ("one1", "n1"), "shape", axis=0),
        _node("Reshape", ("tokens", "shape"), "checked"),
        _node("Gather", ("table", "checked"), "encoder_out"),
        _node("Equal", ("tokens", "zero"), "x_masks"),
    ]
    if variant.has_languages:
        # A language of its own shifts the last number, so that it is seen to arrive.
        nodes[-2:-1] = [
            _node("Gather", ("table", "checked"), "plain"),
            _node("Cast", "languages", "spoken", to=FLOAT),
            _node("Unsqueeze", ("spoken", "last"), "spoken3"),
            _node("Mul", ("spoken3", "nought"), "silent"),
            _node("Add", ("plain", "silent"), "encoder_out"),
        ]
    outputs = [("encoder_out", FLOAT, (1, "T", HIDDEN)), ("x_masks", BOOL, (1, "T"))]
    _save(
        path, nodes, inputs, outputs, table=table, zero=np.int64(0), first=[0], one1=[1], last=[2], nought=np.float32(0)
    )


def _duration(path: Path, variant: Variant, names: Sequence[str]) -> None:
    inputs = [("encoder_out", FLOAT, (1, "T", HIDDEN)), ("x_masks", BOOL, (1, "T")), ("ph_midi", INT, (1, "T"))]
    inputs += [("spk_embed", FLOAT, (1, "T", HIDDEN))] if variant.speakers else []
    nodes = [_node("Gather", ("encoder_out", "channel"), "number", axis=2), _node("Cast", "number", "index", to=INT)]
    nodes += [_node("Gather", ("table", "index"), "told"), *_checked("told", "ph_midi", "ph_dur_pred")]
    table = np.array([FRAMES[_kind(name)] for name in names], np.float32)
    _save(
        path, nodes, inputs, [("ph_dur_pred", FLOAT, (1, "T"))], table=table, channel=np.int64(0), nought=np.float32(0)
    )


def _pitch(path: Path, variant: Variant) -> None:
    """Stairs of notes where it decides, what it was given where not."""
    inputs = [("encoder_out", FLOAT, (1, "T", HIDDEN)), ("ph_dur", INT, (1, "T")), ("note_midi", FLOAT, (1, "N"))]
    inputs += [("note_rest", BOOL, (1, "N")), ("note_dur", INT, (1, "N")), ("pitch", FLOAT, (1, "F"))]
    inputs += [("expr", FLOAT, (1, "F")), ("retake", BOOL, (1, "F")), *_sampled(variant, depth=False)]
    inputs += [("spk_embed", FLOAT, (1, "F", HIDDEN))] if variant.speakers else []
    nodes = [
        *_regulated("note_midi", "note_dur", "stairs"),
        *_checked("stairs", "pitch", "same"),
        *_regulated_sum("same", "ph_dur", "summed"),
        _node("Where", ("retake", "summed", "pitch"), "pitch_pred"),
    ]
    _save(path, nodes, inputs, [("pitch_pred", FLOAT, (1, "F"))], **_constants())


def _variance(path: Path, variant: Variant) -> None:
    """A number of its own for each variance."""
    inputs = [("encoder_out", FLOAT, (1, "T", HIDDEN)), ("ph_dur", INT, (1, "T")), ("pitch", FLOAT, (1, "F"))]
    inputs += [(name, FLOAT, (1, "F")) for name in variant.predicts]
    inputs += [("retake", BOOL, (1, "F", len(variant.predicts))), *_sampled(variant, depth=False)]
    inputs += [("spk_embed", FLOAT, (1, "F", HIDDEN))] if variant.speakers else []
    nodes = _regulated_sum("pitch", "ph_dur", "summed")
    nodes += [_node("Mul", ("summed", "nought"), "flat")]
    nodes += [_node("Add", ("flat", f"told_{name}"), f"{name}_pred") for name in variant.predicts]
    told = {f"told_{name}": np.float32(PREDICTED[name]) for name in variant.predicts}
    _save(path, nodes, inputs, [(f"{name}_pred", FLOAT, (1, "F")) for name in variant.predicts], **_constants(), **told)


def _acoustic(path: Path, variant: Variant, names: Sequence[str]) -> None:
    """The first bin is the logarithm of a phoneme's loudness; others hold what else came in."""
    inputs = [("tokens", INT, (1, "T")), ("durations", INT, (1, "T")), ("f0", FLOAT, (1, "F"))]
    inputs += [("languages", INT, (1, "T"))] if variant.has_languages else []
    curves = [*variant.wants, *(["gender"] if variant.takes_formant else []), "velocity"]
    inputs += [(name, FLOAT, (1, "F")) for name in curves]
    inputs += [("spk_embed", FLOAT, (1, "F", HIDDEN))] if variant.speakers else []
    inputs += _sampled(variant, depth=variant.depth is not None)
    loud = np.log([LOUD[_kind(name)] for name in names])
    table = (loud if variant.base == "e" else loud / np.log(10)).astype(np.float32)
    nodes = [
        _node("Gather", ("table", "tokens"), "loud"),
        *_regulated("loud", "durations", "by_frame"),
        *_checked("by_frame", "f0", "bin0"),
    ]
    filled = {0: "bin0"}
    for name in curves:
        filled[BIN[name]] = name
    filled[BIN["f0"]] = "f0"
    if variant.speakers:
        nodes += [_node("Gather", ("spk_embed", "channel"), "speaker", axis=2)]
        filled[BIN["speaker"]] = "speaker"
    if variant.has_languages:
        nodes += [_node("Cast", "languages", "spoken", to=FLOAT), *_regulated("spoken", "durations", "by_language")]
        filled[BIN["language"]] = "by_language"
    pace = "steps" if variant.is_continuous else "speedup"
    for name in (pace, *(["depth"] if variant.depth is not None else [])):
        nodes += [_node("Cast", name, f"{name}_f", to=FLOAT), _node("Mul", ("f0", "nought"), f"{name}_0")]
        nodes += [_node("Add", (f"{name}_0", f"{name}_f"), f"{name}_bin")]
        filled[BIN["depth" if name == "depth" else "pace"]] = f"{name}_bin"
    nodes += [_node("Mul", ("f0", "nought"), "empty")]
    if variant.noise:
        nodes += [_node("RandomNormalLike", "f0", "drawn"), _node("Mul", ("drawn", "noise"), "rustle")]
        filled[BINS - 1] = "rustle"
    rows = [filled.get(number, "empty") for number in range(BINS)]
    for name in dict.fromkeys(rows):
        nodes += [_node("Unsqueeze", (name, "last"), f"{name}_row")]
    nodes += [_node("Concat", tuple(f"{name}_row" for name in rows), "mel", axis=2)]
    constants = {
        **_constants(),
        "table": table,
        "channel": np.int64(0),
        "last": [2],
        "noise": np.float32(variant.noise),
    }
    _save(path, nodes, inputs, [("mel", FLOAT, (1, "F", BINS))], **constants)


def _vocoder(path: Path, variant: Variant) -> None:
    """A sine on f0, as loud as the first bin of the mel says, with the noise of its last bin."""
    nodes = [
        _node("Gather", ("mel", "channel"), "loud", axis=2),
        _node("Mul", ("loud", "base"), "natural"),
        _node("Exp", "natural", "amplitude"),
        *_held("amplitude", "shape", "amplitudes"),
        *_held("f0", "shape", "pitches"),
        _node("Mul", ("pitches", "step"), "steps"),
        _node("Cast", "steps", "exact", to=TensorProto.DOUBLE),
        _node("CumSum", ("exact", "one"), "phase"),
        _node("Sin", "phase", "swing"),
        _node("Cast", "swing", "sine", to=FLOAT),
        _node("Mul", ("sine", "amplitudes"), "pure"),
        _node("Gather", ("mel", "final"), "rustle", axis=2),
        *_held("rustle", "shape", "rustles"),
        _node("Add", ("pure", "rustles"), "waveform"),
    ]
    inputs = [("mel", FLOAT, (1, "F", BINS)), ("f0", FLOAT, (1, "F"))]
    base = np.float32(1.0 if variant.vocoder_base == "e" else np.log(10))
    constants = {"channel": np.int64(0), "final": np.int64(BINS - 1), "base": base, "last": [2], "shape": [1, 1, HOP]}
    constants |= {"flat": [1, -1], "step": np.float32(2 * np.pi / variant.rate), "one": np.int64(1)}
    _save(path, nodes, inputs, [("waveform", FLOAT, (1, "S"))], **constants)


def _kind(name: str) -> str:
    bare = name.rpartition("/")[2]
    return "silence" if bare not in TYPES else "vowel" if TYPES[bare] == "vowel" else "consonant"


def _sampled(variant: Variant, *, depth: bool) -> list[tuple]:
    """How sampling is asked for, in either protocol."""
    shape = (1,) * variant.steps_rank
    found = [("steps" if variant.is_continuous else "speedup", INT, shape)]
    return found + ([("depth", FLOAT if variant.is_continuous else INT, shape)] if depth else [])


def _node(kind: str, inputs: str | Sequence[str], output: str, **attributes):
    return helper.make_node(kind, [inputs] if isinstance(inputs, str) else list(inputs), [output], **attributes)


def _size(name: str, out: str):
    return helper.make_node("Size", [name], [out])


def _checked(values: str, like: str, out: str) -> list:
    """Pass values on; fails unless there are as many as in another input."""
    return [_node("Shape", like, f"{out}_as"), _node("Reshape", (values, f"{out}_as"), out)]


def _regulated(values: str, counts: str, out: str) -> list:
    """Repeat each value as often as its count says."""
    return [
        _node("CumSum", (counts, "one"), f"{out}_ends"),
        _node("ReduceSum", counts, f"{out}_total", keepdims=0),
        _node("Range", ("zero", f"{out}_total", "one"), f"{out}_frames"),
        _node("Unsqueeze", (f"{out}_frames", "ones1"), f"{out}_column"),
        _node("GreaterOrEqual", (f"{out}_column", f"{out}_ends"), f"{out}_past"),
        _node("Cast", f"{out}_past", f"{out}_passed", to=INT),
        _node("ReduceSum", (f"{out}_passed", "ones1"), f"{out}_index", keepdims=0),
        _node("Gather", (values, f"{out}_index"), out, axis=1),
    ]


def _regulated_sum(values: str, counts: str, out: str) -> list:
    """Pass values on; fails unless the counts sum to as many."""
    return [
        _node("ReduceSum", counts, f"{out}_total", keepdims=0),
        _node("Unsqueeze", (f"{out}_total", "zeros1"), f"{out}_total1"),
        _node("Concat", ("ones1", f"{out}_total1"), f"{out}_shape", axis=0),
        _node("Reshape", (values, f"{out}_shape"), out),
    ]


def _held(values: str, shape: str, out: str) -> list:
    """Hold each value for the samples of a frame."""
    return [
        _node("Unsqueeze", (values, "last"), f"{out}_u"),
        _node("Expand", (f"{out}_u", shape), f"{out}_e"),
        _node("Reshape", (f"{out}_e", "flat"), out),
    ]


def _constants() -> dict:
    return {"one": np.int64(1), "zero": np.int64(0), "ones1": [1], "zeros1": [0], "nought": np.float32(0)}


def _save(path: Path, nodes, inputs, outputs, **constants) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    ends = [[helper.make_tensor_value_info(*each) for each in side] for side in (inputs, outputs)]
    kept = [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()]
    graph = helper.make_graph(list(nodes), "synthetic", *ends, kept)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    save(model, path)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
