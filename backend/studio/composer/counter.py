"""The counter line: guide tones that move by step under the melody, and answer it where it rests."""

from __future__ import annotations

from collections.abc import Sequence

from backend.studio.composer import touch
from backend.studio.composer.players import Player
from backend.studio.composer.setting import Setting
from backend.studio.score import Chord, Note

# The lead has to rest for so long before somebody answers, in beats; the answer moves in notes of this length.
REST, MOVE = 1.5, 0.5
LONGEST_ANSWER = 4
RUBS = (1, 13)


def write(player: Player, setting: Setting, lead: Sequence[Note]) -> list[Note]:
    """Write a line against the notes of the lead."""
    notes: list[Note] = []
    previous = round(sum(player.register) / 2)
    for section in setting.sections_of(player):
        start, stop = setting.start(section), setting.stop(section)
        held, moving = touch.velocity(player, section), touch.velocity(player, section, "o")
        for chord in setting.chords_between(start, stop):
            begin, end = max(chord.start_beat, start), min(chord.end_beat, stop)
            sung = _sounding(lead, begin, end)
            guide = _guide(chord, previous, player, sung)
            silent_from = max([begin + MOVE, *(note.start_beat + note.length_beats for note in sung)])
            target = _guide(setting.chord_at(end), guide, player, [])
            answer = _answer(guide, target, chord, (silent_from, end)) if lead else []
            onsets = [begin, *(beat for beat, _ in answer), end]
            notes.append(Note(begin, onsets[1] - begin, guide, held, ("guide",)))
            notes += [Note(beat, MOVE, pitch, moving, ("answer",)) for beat, pitch in answer]
            previous = notes[-1].pitch
    return notes


def _sounding(lead: Sequence[Note], begin: float, end: float) -> list[Note]:
    return [note for note in lead if note.start_beat < end and note.start_beat + note.length_beats > begin]


def _guide(chord: Chord, previous: int, player: Player, lead: Sequence[Note]) -> int:
    """The tone of the chord that the line reaches most easily: thirds and sevenths first, not what the lead sings."""
    low, high = player.register
    sung = {note.pitch % 12 for note in lead}
    thick = {note.pitch for note in lead} | set(chord.voicing)

    def cost(pitch: int) -> tuple[float, int]:
        rub = any(abs(pitch - other) in RUBS for other in thick)
        rank = chord.tones.index(pitch % 12)
        return abs(pitch - previous) + 1.5 * (rank in (0, 2)) + 3 * (pitch % 12 in sung) + 20 * rub, pitch

    return min((pitch for pitch in range(low, high + 1) if pitch % 12 in chord.tones), key=cost)


def _answer(guide: int, target: int, chord: Chord, silence: tuple[float, float]) -> list[tuple[float, int]]:
    """Steps of the scale towards the next guide tone, in the silence of the lead: (beat, pitch)."""
    begin, end = silence
    count = min(int((end - begin) // MOVE), LONGEST_ANSWER)
    if end - begin < REST or count < 2:
        return []
    at = end - count * MOVE
    return [(at + index * MOVE, pitch) for index, pitch in enumerate(_steps(guide, target, chord, count))]


def _steps(start: int, target: int, chord: Chord, count: int) -> list[int]:
    """So many scale steps that arrive next to the target, beginning on the far side of it."""
    up = target <= start
    pitches = [target]
    while len(pitches) <= count:
        move = 1 if up else -1
        pitches.append(next(p for step in range(1, 13) if (p := pitches[-1] + move * step) % 12 in chord.scale))
    return pitches[:0:-1]
