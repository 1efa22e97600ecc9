"""A MIDI file that somebody brought is walked through before anything reads it."""

from __future__ import annotations

from pathlib import Path

import handmade
import mido
import numpy as np
import pytest

from backend.studio.errors import BadMidi
from backend.studio.formats import midi
from backend.studio.formats.midi_check import Limits, check

HEADER = b"MThd\x00\x00\x00\x06\x00\x01\x00\x01\x01\xe0"
NOTE = b"\x00\x90\x3c\x40\x60\x80\x3c\x00"
END = b"\x00\xff\x2f\x00"


def track(events: bytes) -> bytes:
    return b"MTrk" + len(events).to_bytes(4, "big") + events


def saved(content: bytes, folder: Path) -> Path:
    path = folder / "upload.mid"
    path.write_bytes(content)
    return path


def test_our_own_files_pass_and_are_described(tmp_path: Path) -> None:
    song = handmade.performance(tempo=((0.0, 120.0), (8.0, 90.0)))
    midi.write(song, tmp_path / "song.mid")
    found = check(tmp_path / "song.mid")
    assert found.tracks == len(song.parts) + 1
    assert found.notes == sum(len(played.notes) for played in song.parts)
    assert found.ticks_per_beat == 960
    assert found.duration_s == pytest.approx(max(n.off_s for p in song.parts for n in p.notes), abs=0.01)


def test_running_status_and_long_texts_are_understood(tmp_path: Path) -> None:
    file = mido.MidiFile(ticks_per_beat=480)
    messages = [mido.MetaMessage("text", text="x" * 500), mido.Message("sysex", data=[1, 2, 3])]
    messages += [mido.Message("note_on", note=60 + i % 12, velocity=64 * (i % 2), time=10) for i in range(100)]
    file.tracks.append(mido.MidiTrack(messages))
    file.save(tmp_path / "a.mid")
    assert check(tmp_path / "a.mid").notes == 50


@pytest.mark.security
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "begins with b''"),
        (b"RIFF" * 10, "begins with b'RIFF'"),
        (HEADER, "has 0 tracks"),
        (HEADER + b"MTrk\xff\xff\xff\xff", "says 4294967295 bytes; 0 are left"),
        (HEADER + track(b"\x00\x90\x3c"), "ends inside an event"),
        (HEADER + track(b"\x00\x3c\x40"), "status byte 0x3c"),
        (HEADER + track(b"\x00\xf4"), "status byte 0xf4"),
        (HEADER + track(b"\x00\x90\x3c\x90"), "data byte 0x90"),
        (HEADER + track(b"\x00\xff\x01\x7fabc"), "says 127 bytes; 3 are left"),
        (HEADER + track(b"\xff\xff\xff\xff\x00"), "more than 4 bytes"),
        (HEADER + track(END), "0 notes"),
        (HEADER + track(b"\x00\xff\x51\x03\x00\x00\x01" + NOTE), "tempo of 6e.07 bpm"),
        (HEADER + track(b"\xff\xff\xff\x7f\x90\x3c\x40"), "up to 1800 s"),
        (HEADER[:-2] + b"\xe7\x28" + track(NOTE), "counts time by 0xe728"),
    ],
)
def test_what_is_broken_or_hostile_is_refused(content: bytes, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(BadMidi, match=complaint):
        check(saved(content, tmp_path))


@pytest.mark.security
@pytest.mark.parametrize(
    ("limits", "complaint"),
    [
        (Limits(max_events=10), "more than 10 events"),
        (Limits(max_tracks=1), "has 2 tracks; 1 to 1"),
        (Limits(max_bytes=100), "up to 0.0001 MB"),
    ],
)
def test_what_is_too_much_is_refused(limits: Limits, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(BadMidi, match=complaint):
        check(saved(HEADER + track(NOTE * 50 + END) + track(END), tmp_path), limits)


@pytest.mark.security
def test_random_damage_is_refused_or_harmless_but_never_a_crash(tmp_path: Path) -> None:
    midi.write(handmade.performance(players=2), tmp_path / "song.mid")
    whole, dice = (tmp_path / "song.mid").read_bytes(), np.random.default_rng(9)
    refused = 0
    for _ in range(200):
        damaged = bytearray(whole)
        for place in dice.integers(0, len(whole), 4):
            damaged[place] = dice.integers(0, 256)
        try:
            check(saved(bytes(damaged), tmp_path))
        except BadMidi:
            refused += 1
    assert refused > 50
