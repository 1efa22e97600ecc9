"""Make backend/studio/voice/kokoro_norms.npz: what each layer of Kokoro is used to when a voice speaks.

    python bench/speech_norms.py FOLDER [VOICE ...]

FOLDER holds kokoro.onnx, the model as its four packages give it when joined, and styles/. Each voice speaks TEXT; the
mean and the spread over time of each channel of each layer are kept, in the order of the graph, as half precision.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from backend.studio.lyrics.pronounce import pronounce
from backend.studio.lyrics.words import line_of
from backend.studio.voice import cutting, hibari, kokoro
from backend.studio.voice.networks import Network
from backend.studio.voice.spelling import STRESS

# A sentence of our own with all kinds of sounds.
TEXT = (
    "The quick wind of June carried a few bright leaves past my window,",
    "and nobody in the old house said a word about it.",
)


def main() -> int:
    """Make the file, or as much of it as the named voices take."""
    folder = Path(sys.argv[1])
    names = sys.argv[2:] or sorted(path.stem for path in (folder / "styles").glob("*.bin"))
    cutting.cut((folder / "kokoro.onnx").read_bytes(), folder)
    graph = cutting.sounding((folder / "kokoro.onnx").read_bytes())
    graph.show(cutting.norm_tensors(graph))
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        file.write(graph.written())
        file.flush()
        listener = Network(Path(file.name))
    networks = kokoro.Networks(folder)
    kept = {name: norms(networks, listener, name) for name in names}
    sizes = np.array([part.size for part in kept[names[0]]])
    packed = {name: np.concatenate([part.ravel() for part in parts]).astype(np.float16) for name, parts in kept.items()}
    np.savez_compressed(kokoro.NORMS, sizes=sizes, **packed)
    print(f"{len(names)} voices, {sizes.sum()} numbers each, {kokoro.NORMS.stat().st_size} bytes")
    return 0


def norms(networks: kokoro.Networks, listener: Network, name: str) -> list[np.ndarray]:
    """What the layers are used to when a voice speaks."""
    voice = kokoro.Kokoro(networks, name)
    reading = voice.read(tokens())
    alignment = np.repeat(np.eye(len(reading.steps), dtype=np.float32), reading.steps, axis=1)
    hz, energy = (curve[None].astype(np.float32) for curve in (reading.hz, reading.energy))
    feeds = {"tokens": reading.memory, "style": voice.style, "alignment": alignment, "hz": hz, "energy": energy}
    return list(listener.run(**feeds))


def tokens() -> list[int]:
    """The text as the network reads it."""
    spelt = " ".join(_spelt(part) for part in TEXT)
    return [0, *(hibari.alphabet()[sign] for sign in spelt), 0]


def _spelt(part: str) -> str:
    words = pronounce(part)
    spelt = [
        "".join("".join(one.onset) + STRESS[one.stress] + one.vowel + "".join(one.coda) for one in line_of((word,), 0))
        for word in words
    ]
    return " ".join(spelt) + part[-1]


if __name__ == "__main__":
    sys.exit(main())
