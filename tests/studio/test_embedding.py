"""Unknown words are compared with styles, and a guess is called one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from backend.studio import embedding
from backend.studio.brief import Source
from backend.studio.composer.prompt import BriefWishes, read

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "play", "##ing", "jazz", "cafe", "-", "k")
SIZE, INNER = 24, 48


@pytest.fixture
def model(tmp_path, monkeypatch):
    """A network of one layer with random weights, laid down as the real one is."""
    monkeypatch.setattr(embedding, "LAYERS", 1)
    rng = np.random.default_rng(0)
    layer = "encoder.layer.0"
    shapes = {
        "embeddings.word_embeddings.weight": (len(WORDS), SIZE),
        "embeddings.position_embeddings.weight": (64, SIZE),
        "embeddings.token_type_embeddings.weight": (2, SIZE),
        **{f"{name}.LayerNorm.{part}": (SIZE,) for part in ("weight", "bias")
           for name in ("embeddings", f"{layer}.attention.output", f"{layer}.output")},
        **{f"{layer}.attention.{name}.weight": (SIZE, SIZE)
           for name in ("self.query", "self.key", "self.value", "output.dense")},
        **{f"{layer}.attention.{name}.bias": (SIZE,)
           for name in ("self.query", "self.key", "self.value", "output.dense")},
        f"{layer}.intermediate.dense.weight": (INNER, SIZE),
        f"{layer}.intermediate.dense.bias": (INNER,),
        f"{layer}.output.dense.weight": (SIZE, INNER),
        f"{layer}.output.dense.bias": (SIZE,),
    }  # fmt: skip
    head, content = {}, b""
    for name, shape in shapes.items():
        values = rng.normal(0, 0.5, shape).astype(np.float32).tobytes()
        offsets = [len(content), len(content) + len(values)]
        head[name] = {"dtype": "F32", "shape": shape, "data_offsets": offsets}
        content += values
    text = json.dumps(head).encode()
    (tmp_path / "model.safetensors").write_bytes(len(text).to_bytes(8, "little") + text + content)
    (tmp_path / "vocab.txt").write_text("\n".join(WORDS))
    return embedding.Model(tmp_path)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("playing jazz", ["play", "##ing", "jazz"]),
        ("Café-JAZZ", ["cafe", "-", "jazz"]),
        ("zzz jazz", ["[UNK]", "jazz"]),
        ("", []),
    ],
)
def test_words_are_cut_into_known_pieces(model, text, pieces):
    assert [WORDS[token] for token in model.tokens(text)] == ["[CLS]", *pieces, "[SEP]"]


def test_long_texts_are_cut_off(model):
    assert len(model.tokens("k " * 5000)) == embedding.MOST_TOKENS


def test_vectors_have_length_one_and_depend_on_words_and_order(model):
    one, again, turned, other = model.embed(["play jazz", "play jazz", "jazz play", "cafe"])
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(one, again)
    assert np.abs(one - turned).max() > 1e-3 < np.abs(one - other).max()


def test_the_kept_vectors_are_sound():
    with np.load(embedding.KEPT) as kept:
        assert kept["vectors"].shape == (len(kept["names"]), 384)
        assert np.linalg.norm(kept["vectors"].astype(np.float32), axis=1) == pytest.approx(1, abs=0.01)


def near(name, likeness=0.9):
    return lambda words, texts: {other: likeness if other == name else 0.0 for other in texts}


def test_a_guess_is_called_one_and_the_words_stay_unresolved():
    brief = read("in the style of Bob Marley", seed=1, rank=near("reggae"))
    assert (brief.style, brief.sources["styles"]) == ("reggae", Source.EMBEDDING)
    assert [item.words for item in brief.unresolved] == ["Bob Marley"]


@pytest.mark.parametrize(
    ("prompt", "wishes"),
    [("techno like Kraftwerk", None), ("like Kraftwerk", BriefWishes(styles=("techno",)))],
)
def test_what_is_said_is_never_replaced(prompt, wishes):
    brief = read(prompt, wishes=wishes, seed=1, rank=near("reggae"))
    assert brief.style == "techno"
    assert brief.sources["styles"] is not Source.EMBEDDING


@pytest.mark.parametrize(("prompt", "likeness"), [("zorgly asdfgh", 0.1), ("happy and calm", 0.9)])
def test_nothing_is_guessed_from_nonsense_or_without_unknown_words(prompt, likeness):
    assert read(prompt, seed=1, rank=near("reggae", likeness)).sources["styles"] is Source.DEFAULT


def test_only_unknown_words_are_compared():
    seen = []
    read("a calm song like Bob Marley", seed=1, rank=lambda words, texts: seen.append(words) or {})
    assert seen == ["Bob Marley music"]


def test_without_the_package_nothing_is_ranked(monkeypatch):
    monkeypatch.setattr(embedding, "folder", lambda: None)
    assert embedding.ranker() is None
