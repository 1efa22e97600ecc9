"""Projects of singing editors: out and in again they are the song's."""

from __future__ import annotations

import pytest
from sung import sung, vocal_notes

from backend.services.sniffing import HEAD_BYTES, sniff
from backend.studio.composer import perform, whole
from backend.studio.errors import BadScore
from backend.studio.formats import editors
from backend.studio.formats.midi_check import Limits

needs_libresvip = pytest.mark.skipif(not editors.is_there(), reason="libresvip is not installed")
# All four round to 480 ticks a quarter note.
TICK = 1 / 480


@pytest.fixture(scope="module")
def performance():
    score = sung("pop", harmonies=("third_above",))
    return perform.play(score, whole.seeds_of(score.plan))


@pytest.fixture
def file(tmp_path):
    def file(content: bytes, kind: str):
        path = tmp_path / f"song.{kind}"
        path.write_bytes(content)
        return path

    return file


@needs_libresvip
@pytest.mark.parametrize("kind", editors.CONVERTERS)
def test_what_was_written_is_known_and_read_again(kind, performance, file):
    """OpenUtau has one sign for syllables and for holding them, VOCALOID no capital letters."""
    content = editors.write(performance, kind)
    assert sniff(content[:HEAD_BYTES]) == kind
    material = editors.read(file(content, kind), kind=kind)
    lead = material.tracks[0]
    notes = vocal_notes(performance.score)
    assert [note[2] for note in lead.notes] == [note.pitch for note in notes]
    assert [note[0] for note in lead.notes] == pytest.approx([note.start_beat for note in notes], abs=TICK)
    found = {beat: text for beat, text in lead.lyrics if kind != "ustx" or text != "+"}
    said = [note for note in notes if note.syllable and not (kind == "ustx" and note.syllable.index)]
    assert list(found) == pytest.approx([note.start_beat for note in said], abs=TICK)
    texts = ["+" if note.syllable.index else note.syllable.word for note in said]
    assert [text.casefold() for text in found.values()] == [text.casefold() for text in texts]
    assert material.tempo[0][1] == pytest.approx(performance.score.plan.tempo.changes[0][1], abs=0.01)
    assert len(material.tracks) == (1 if kind == "ust" else 2)


@needs_libresvip
@pytest.mark.parametrize("kind", editors.CONVERTERS)
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff" * 99, b"[#SETTING]\nTempo=x\n[#0000]\nLength=\n"])
def test_what_is_no_project_is_refused(kind, content, file):
    with pytest.raises(BadScore):
        editors.read(file(content, kind), kind=kind)


@needs_libresvip
def test_limits_are_kept(performance, file):
    path = file(editors.write(performance, "ustx"), "ustx")
    for limits, said in (
        (Limits(max_bytes=10), "bytes; up to 10"),
        (Limits(max_seconds=1), "up to 1 are read"),
        (Limits(max_tracks=1), "2 voices; up to 1"),
        (Limits(max_events=3), "notes; up to 3"),
        (Limits(min_bpm=300, max_bpm=400), "300 to 400 are read"),
    ):
        with pytest.raises(BadScore, match=said):
            editors.read(path, limits, kind="ustx")


@pytest.mark.security
@needs_libresvip
def test_entities_of_vocaloid_projects_are_never_expanded(file):
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><vsq4 xmlns="x">&b;</vsq4>'
    with pytest.raises(BadScore, match="entities"):
        editors.read(file(bomb, "vsqx"), kind="vsqx")


def test_without_the_library_it_is_said_what_to_type(monkeypatch, file):
    monkeypatch.setattr(editors, "is_there", lambda: False)
    with pytest.raises(BadScore, match=r"python3 run\.py prepare editors"):
        editors.read(file(b"[#SETTING]", "ust"), kind="ust")
