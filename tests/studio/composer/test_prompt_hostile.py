"""Whatever is typed, a complete brief comes out: no crash, no markup in the title, nothing out of range."""

from __future__ import annotations

import random

import pytest

from backend.studio.brief import MAX_BPM, MAX_SECONDS, MIN_BPM, MIN_SECONDS, Mood
from backend.studio.composer import styles
from backend.studio.composer.prompt import read
from backend.studio.composer.reading import lexicon
from backend.studio.composer.reading import title as titles
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.theory import MODES
from backend.studio.composer.wishes import BriefWishes
from backend.studio.singing import SingingWish

ODD = [
    "", " ", "\x00\x07\x1b[31m", "🎹🎸✨", "<script>alert('x')</script>", "'; DROP TABLE songs; --", "../../etc/passwd",
    "%s %n {0}",
    "爵士钢琴，慢", "أغنية هادئة", "джаз", "ジャズ", "\u202eozzaj", "a" * 2000, "🎹" * 2000, "9" * 2000, "no " * 600,
    "(" * 2000, "with and or but",
    "in", "no", "only", "the the the", "half", "0 bpm", "-5 minutes", "1e9 bpm", "0/4", "99/8", "C", "called",
    'called ""', "about", "for",
    "about about about", "100%", "0% jazz", "200% jazz 300% pop", "ﬁddle", "K\u0301", "\ud800",
]  # fmt: skip


def check(prompt: str) -> None:
    brief = read(prompt, seed=5)
    assert brief.title.strip()
    assert len(brief.title) <= 60
    assert "<" not in brief.title
    assert MIN_BPM <= brief.tempo_bpm <= MAX_BPM
    assert MIN_SECONDS <= brief.duration_s <= MAX_SECONDS
    assert brief.mode in MODES
    assert sum(share.weight for share in brief.styles) == pytest.approx(1)
    assert {share.name for share in brief.styles} <= set(styles.load_all())
    assert all(0 <= part <= 1 for part in vars(brief.mood).values())


@pytest.mark.security
@pytest.mark.parametrize("prompt", ODD, ids=range(len(ODD)))
def test_odd_input_gives_a_complete_brief(prompt):
    check(prompt)


@pytest.mark.security
def test_random_sentences_of_known_words_give_a_complete_brief():
    rng = random.Random(4)
    phrases = [" ".join(key) for key in lexicon.load().phrases]
    for _ in range(60):
        words = [
            rng.choice(phrases) + rng.choice(["", "", ",", ".", " and", " zorp", " 7"])
            for _ in range(rng.randrange(1, 25))
        ]
        check(" ".join(words)[:2000])


def test_a_title_is_short_and_never_ends_within_a_word():
    long = "a song about " + "the incomprehensibilities of extraordinarily unpronounceable circumstances " * 5
    title = read(long, seed=1).title
    assert len(title) <= 60
    assert set(title.lower().split()) <= set(long.lower().split())


@pytest.mark.parametrize(
    ("prompt", "title"),
    [
        ("folk about leaving the harbour at night", "Leaving the Harbour"), ("pop for my cat", "For My Cat"),
        ("song titled Paper Boats", "Paper Boats"),
        ("jazz called 'The Last O’Clock'", "The Last O’Clock"), ("calm ambient piano", "Calm Ambient Piano"),
        ("a pop song inspired by the northern lights", "Northern Lights"),
    ],
)  # fmt: skip
def test_titles(prompt, title):
    assert read(prompt, seed=1).title == title


CHORUS = "[Verse]\nRain on the window\n[Chorus]\nAnd I hold on\n{}\nAnd I let go\n{}\n[Chorus]"


@pytest.mark.parametrize(
    ("prompt", "lyrics", "title"),
    [
        ("folk about sea", CHORUS.format("keep a light on for me", "Keep a light on for me"), "Keep a Light on for Me"),
        ("folk", CHORUS.format("glo-_ri__(gree) now", "glo-ri now"), "Glo-Ri Now"),
        ("folk", "one line\nanother line\nOne line!", "One Line"),
        ("folk called Tin", "one line", "Tin"),
        ("folk", "don't stop me now 'cause i'm having such a good time", "Don't Stop Me Now"),
        ("folk", "one small step, and then we go on for ever and ever", "One Small Step"),
        ("folk", "we were dancing all alone until the morning took us home", "We Were Dancing All Alone"),
        ("folk about rain", "of the to and in on at by with for", "Rain"),
    ],
)  # fmt: skip
def test_a_song_with_words_is_called_by_its_hook(prompt, lyrics, title):
    assert read(prompt, wishes=BriefWishes(singing=SingingWish(lyrics=lyrics)), seed=1).title == title


@pytest.mark.parametrize(
    ("lyrics", "language", "title"),
    [
        ("l'amour est un oiseau rebelle", "fr", "L'amour est un oiseau rebelle"),
        ("夜に駆ける" * 20, "ja", ("夜に駆ける" * 20)[:60]),
    ],
)  # fmt: skip
def test_hooks_of_other_languages_keep_their_case(lyrics, language, title):
    singing = SingingWish(lyrics=lyrics, language=language, respelled=((lyrics, "la"),))
    chosen, _ = titles.choose("", (), (), singing=singing, mood=Mood(0.5, 0.5, 0.5), seeds=Seeds(1))
    assert chosen == title
