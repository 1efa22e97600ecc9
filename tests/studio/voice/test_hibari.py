"""hibari sings in tune and in time, is silent in rests, and the same phrase is the same sound."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import singers

from backend.studio.audio import SAMPLE_RATE
from backend.studio.composer import perform, whole
from backend.studio.composer.edits import applying
from backend.studio.composer.edits.kinds import SetWords
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.errors import Cancelled, CannotSing
from backend.studio.singing import SingingWish, Touch
from backend.studio.voice import breaths, casting, installed, speech_singer
from backend.studio.voice.booth import Booth
from backend.studio.voice.keeping import Folder
from backend.studio.voice.phrase import Phrase, Sung

SINGER = installed.company().singer("hibari/female")
SCALE = singers.phrase("tell the city paper boat", [60, 62, 64, 65, 67, 69, 60])

ELSEWHERE = f"""
import hashlib, sys
sys.path[:0] = {[str(Path(singers.__file__).parent), str(Path(singers.__file__).parents[1])]}
import singers
from backend.studio.voice import installed
scale = singers.phrase("tell the city paper boat", [60, 62, 64, 65, 67, 69, 60])
sung = installed.company().singer("hibari/female").sing(scale, lambda: False)
print(hashlib.sha256(sung.audio.tobytes()).hexdigest())
"""


def sing(phrase: Phrase) -> Sung:
    return SINGER.sing(phrase, lambda: False)


SUNG = sing(SCALE)


def test_every_note_is_in_tune() -> None:
    for note in SCALE.notes:
        assert singers.heard_pitch(SUNG, note.on_s + 0.1, note.off_s - 0.15) == pytest.approx(note.pitch, abs=0.2)


def test_vowels_begin_on_their_beats() -> None:
    late = [singers.heard_onset_s(SUNG, note.on_s) - note.on_s for note in (SCALE.notes[0], *SCALE.notes[2:])]
    assert np.median(np.abs(late)) < 0.02 and np.max(np.abs(late)) < 0.06


def test_consonants_come_before_the_beat_and_nothing_long_before() -> None:
    assert SUNG.start_s < SUNG.phones[0].on_s < 0 == SUNG.phones[1].on_s
    assert [phone.symbol for phone in SUNG.phones[:4]] == ["t", "ɛ", "l", "ð"]
    assert [phone.note for phone in SUNG.phones[:4]] == [0, 0, 0, 1]
    early = round((SUNG.phones[0].on_s - 0.03 - SUNG.start_s) * SAMPLE_RATE)
    assert np.abs(SUNG.audio[: early - 200]).max() < 1e-6
    assert SUNG.start_s + len(SUNG.audio) / SAMPLE_RATE < SCALE.off_s + 0.5


def test_a_rest_is_silent() -> None:
    notes = [
        replace(note, on_s=note.on_s + 0.4 * (index > 2), off_s=note.off_s + 0.4 * (index > 2))
        for index, note in enumerate(SCALE.notes)
    ]
    sung = sing(replace(SCALE, notes=tuple(notes)))
    first, last = (round((at - sung.start_s) * SAMPLE_RATE) for at in (1.62, 1.72))
    assert np.abs(sung.audio[first:last]).max() < 1e-4 < np.abs(sung.audio).max()


def test_a_held_syllable_moves_on_its_vowel() -> None:
    phrase = singers.phrase("oh_ no", [60, 67, 64], 0.6)
    sung = sing(phrase)
    assert [phone.symbol for phone in sung.phones] == ["O", "n", "O"]
    assert singers.heard_pitch(sung, 0.75, 1.05) == pytest.approx(67, abs=0.2)


def test_the_same_phrase_is_the_same_sound_in_another_process() -> None:
    assert np.array_equal(sing(SCALE).audio, SUNG.audio)
    assert not np.array_equal(sing(replace(SCALE, seed=2)).audio, SUNG.audio)
    told = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, check=True).stdout
    assert told.strip() == hashlib.sha256(SUNG.audio.tobytes()).hexdigest()


@pytest.mark.parametrize(("asked", "found"), [(100, 76), (24, 48), (84, 84), (48, 48), (85, 73), (47, 59)])
def test_notes_beyond_the_voice_are_sung_in_an_octave_that_it_has(asked: int, found: int) -> None:
    phrase = singers.phrase("oh", [asked], 0.6)
    assert [note.pitch for note in speech_singer.within(phrase, SINGER.voice).notes] == [found]
    assert np.array_equal(sing(phrase).audio, sing(singers.phrase("oh", [found], 0.6)).audio)


@pytest.mark.parametrize("cents", [-150.0, 80.0])
def test_a_bend_is_heard(cents: float) -> None:
    bent = replace(SCALE.notes[3], touch=Touch(bend=((0.0, cents),)))
    sung = sing(replace(SCALE, notes=(*SCALE.notes[:3], bent, *SCALE.notes[4:])))
    assert singers.heard_pitch(sung, bent.on_s + 0.1, bent.off_s - 0.15) == pytest.approx(65 + cents / 100, abs=0.2)


def test_loud_and_soft_notes_differ() -> None:
    soft = replace(SCALE.notes[3], touch=Touch(level_db=-12))
    sung = sing(replace(SCALE, notes=(*SCALE.notes[:3], soft, *SCALE.notes[4:])))
    first, last = (round((at - sung.start_s) * SAMPLE_RATE) for at in (soft.on_s + 0.1, soft.off_s - 0.15))
    change = 20 * np.log10(np.std(sung.audio[first:last]) / np.std(SUNG.audio[first:last]))
    assert change == pytest.approx(-12, abs=2)


def test_unknown_sounds_are_refused_by_name() -> None:
    strange = replace(SCALE.notes[0], syllable=replace(SCALE.notes[0].syllable, vowel="☃"))
    with pytest.raises(CannotSing, match="cannot sing the sound '☃'"):
        sing(replace(SCALE, notes=(strange,)))


def test_singing_can_be_called_off() -> None:
    with pytest.raises(Cancelled):
        SINGER.sing(SCALE, lambda: True)


def test_a_changed_word_is_heard_in_its_phrase_alone(tmp_path: Path) -> None:
    company = installed.company()
    words = "[Verse]\nMorning light upon the water\nNobody here but the rain\nAnd whisper your name"
    wish = casting.cast(SingingWish(words, "hibari/female"), company)
    asked = BriefWishes(styles=("pop",), tempo_bpm=120.0, singing=wish)
    before = whole.compose(read("", wishes=asked, seed=3))
    after = applying.apply(before, SetWords(1, "Nobody here but the sun")).score
    booth = Booth(company, Folder(tmp_path))
    takes = [perform.play(score, whole.seeds_of(score.plan)) for score in (before, after)]
    frames = round(max(take.length_s for take in takes) * SAMPLE_RATE)
    one, other = (booth.record(take.sung, take.score.plan, frames=frames)[0] for take in takes)
    changed = [
        index for index, (old, new) in enumerate(zip(one.lines, other.lines, strict=True)) if old.placed != new.placed
    ]
    texts = [" ".join(s.text for s in one.lines[index].placed.syllables if s) for index in changed]
    assert len(changed) == 1 and texts[0].endswith("rain"), texts
    spoilt = one.lines[changed[0]]
    first = spoilt.first_frame - round((breaths.LONGEST_S + breaths.BEFORE_S) * SAMPLE_RATE)
    last = spoilt.first_frame + max(len(line.lines[changed[0]].sung.audio) for line in (one, other))
    same = (one.audio == other.audio).all(axis=0)
    assert same[:first].all() and same[last + 1 :].all() and not same.all()
