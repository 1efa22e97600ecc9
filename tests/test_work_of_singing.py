"""How long singing takes is told by how much is sung: what the singers of a song sing together, over their speed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.studio.composer import perform, whole
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.lyrics.writing.writer import Wish, write
from backend.studio.singing import SingingWish
from backend.studio.voice import casting, installed
from backend.studio.voice.booth import Booth
from backend.wiring_music import PER_S, work_s

VOICE = "hibari/female"
# From the end of a phrase to that of its sound, and from its beginning back: a network sounds these as well.
EDGES_S = 0.3


@pytest.mark.parametrize("harmonies", [(), ("double",), ("double", "third_above")])
def test_the_work_told_beforehand_is_about_what_is_sung(harmonies: tuple[str, ...]) -> None:
    booth = Booth(installed.company())
    words = write(Wish("sea", "pop", seed=2, length_s=60)).text
    wish = casting.cast(SingingWish(words, VOICE, harmonies=harmonies), booth.company)
    brief = read("", wishes=BriefWishes(styles=("pop",), duration_s=60.0, singing=wish), seed=2)
    score = whole.compose(brief)
    sung = perform.play(score, whole.seeds_of(score.plan)).sung
    tasks = [task for part in sung for task in booth._tasks(part, sung, score.plan, 10**9)]
    phrases = [task.placed.phrase for task in tasks]
    seconds = sum(phrase.off_s - phrase.on_s + EDGES_S for phrase in phrases)
    told = (work_s(booth.company, brief) - brief.duration_s) * PER_S * booth.company.voice(VOICE).speed
    assert told == pytest.approx(seconds, rel=0.3)


def test_a_song_that_nobody_sings_is_as_much_work_as_it_is_long() -> None:
    booth = Booth(installed.company())
    brief = read("", wishes=BriefWishes(styles=("pop",), duration_s=60.0), seed=2)
    assert work_s(booth.company, replace(brief, singing=SingingWish())) == 60.0
