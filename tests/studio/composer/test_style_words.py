"""What people call the styles: a sentence that names one gets it, and nothing in it is left over."""

import pytest

from backend.studio.composer.prompt import read

SENTENCES = {
    "a 90s hip hop instrumental": "boom_bap",
    "boom bap, 90 bpm, minor": "boom_bap",
    "dark trap with bells": "trap",
    "UK drill, sad piano": "drill",
    "deep house for a rooftop bar": "deep_house",
    "soulful house with an organ": "deep_house",
    "an uplifting trance anthem at 138 bpm": "trance",
    "liquid drum and bass": "drum_and_bass",
    "fast jungle": "drum_and_bass",
    "heavy dubstep": "dubstep",
    "slow trip hop": "downtempo",
    "chillout with a flute": "chillout",
    "a happy dance pop song": "dance_pop",
    "dreamy indie pop with a glockenspiel": "indie_pop",
    "pop punk, fast and loud": "punk",
    "thrash metal, 180 bpm": "metal",
    "disco with strings": "disco",
    "a soul ballad with organ": "soul",
    "an R&B slow jam": "soul",
    "8-bit music": "chiptune",
    "cheerful chiptune in C major": "chiptune",
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_style_is_known_by_its_names(sentence):
    brief = read(sentence, seed=1)
    assert brief.style == SENTENCES[sentence] and brief.unresolved == ()


@pytest.mark.parametrize(
    ("sentence", "shares"),
    [("soulful jazz", {"jazz_trio": 0.7, "soul": 0.3}), ("funky disco", {"disco": 0.7, "funk": 0.3})],
)
def test_an_adjective_is_a_touch(sentence, shares):
    assert {share.name: pytest.approx(share.weight) for share in read(sentence, seed=1).styles} == shares
