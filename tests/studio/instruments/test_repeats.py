"""The same notes are the same bytes: on any number of threads, in any process, again and again."""

from __future__ import annotations

import hashlib
import os
import warnings
from dataclasses import replace

import numpy as np
import pytest
from fonts import MOVING, PLAIN, RATE, UNTIL_RELEASE, WIDE, level, part

from backend.studio.instruments.band import Band, _finish
from backend.studio.instruments.rendering import Tail

FRAMES = 40 * RATE  # three sections, so that voices ring across their borders


def busy_parts():
    rng = np.random.default_rng(5)

    def notes(low, high):
        starts = rng.uniform(0, 38, 60)
        return [(float(at), float(at + rng.uniform(0.05, 3)), int(rng.integers(low, high)), 90) for at in starts]

    tones = [part(*notes(40, 90), program=program) for program in (PLAIN, WIDE, UNTIL_RELEASE, MOVING)]
    return [*tones, part(*notes(38, 47), bank=128)]


def digest(band, threads):
    stems = band.play(busy_parts(), frames=FRAMES, threads=threads)
    return hashlib.sha256(b"".join(stem.tobytes() for stem in stems)).hexdigest()


def digest_in_child(band, threads):
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of threads, which numpy's library keeps
        child = os.fork()
    if child == 0:
        os.write(writer, digest(band, threads).encode())
        os._exit(0)
    os.waitpid(child, 0)
    found = os.read(reader, 100).decode()
    os.close(reader)
    os.close(writer)
    return found


def test_the_same_on_one_and_more_threads_and_after_a_fork(band, font_file):
    first = digest(band, 2)
    assert digest(band, 1) == first
    assert digest(band, 3) == first
    assert digest_in_child(band, 2) == first
    assert digest(Band.open(font_file, sample_rate=RATE), 2) == first


def test_a_part_sounds_the_same_alone_and_among_others(band):
    parts = busy_parts()
    together = band.play(parts, frames=FRAMES)
    assert all(
        np.array_equal(band.play([one], frames=FRAMES)[0], stem) for one, stem in zip(parts, together, strict=True)
    )


def test_a_long_note_rings_on_through_all_sections(band):
    (stem,) = band.play([part((1, 36, 69, 100))], frames=FRAMES)
    levels = [level(stem, second, second + 1) for second in range(2, 35)]
    assert min(levels) == pytest.approx(max(levels), rel=1e-3)
    assert not stem[:, 37 * RATE :].any()


def test_what_rings_on_is_added_in_the_order_of_the_sections(band):
    values = (1.0, 5e-8, 5e-8, -1.0)
    tails = [Tail(at, at, np.full((2, 4), value, np.float32)) for at, value in enumerate(values)]
    stems = [np.zeros((2, 8), np.float32) for _ in range(2)]
    _finish(stems[0], tails[:])
    _finish(stems[1], tails[::-1])
    assert np.array_equal(*stems)


def test_progress_is_reported_up_to_the_end(band):
    seen: list[float] = []
    band.play(busy_parts(), frames=FRAMES, report=seen.append)
    assert seen == sorted(seen)
    assert len(seen) > 5
    assert seen[-1] == 1


def test_what_the_report_raises_ends_the_work(band):
    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        band.play(busy_parts(), frames=FRAMES, report=stop)
    assert band.play([part((0, 1, 69, 100))], frames=RATE)[0].any()


def test_what_changes_in_one_section_moves_no_bit_of_another(band):
    """Sums of floats depend on their order, so each section of a song is added up alone."""
    song = busy_parts()

    def sectioned(played, *, thinned):
        notes = [replace(note, section=int(note.on_s // 10)) for note in played.notes]
        kept = [note for at, note in enumerate(notes) if not (thinned and note.section == 1 and at % 2)]
        return replace(played, notes=tuple(kept))

    whole, changed = (
        band.play([sectioned(one, thinned=thinned) for one in song], frames=FRAMES) for thinned in (False, True)
    )
    for before, after in zip(whole, changed, strict=True):
        moved = np.flatnonzero((before != after).any(axis=0))
        assert moved.size and moved[0] >= 10 * RATE and moved[-1] < 26 * RATE
