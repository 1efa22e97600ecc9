"""Everything that can be taken away from a song: who may, that it opens, and that it is what it says."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import handmade
import music21
import mutagen
import numpy as np
import pytest
import soundfile
from fakes import FakeEngine

from backend.jobs.timing import utcnow
from backend.services import exports
from backend.studio.engine import MusicRequest, MusicResult

SOUNDS = {"wav-24": "PCM_24", "wav-16": "PCM_16", "wav-32f": "FLOAT", "flac": "PCM_24", "mp3-320": "MPEG_LAYER_III"}
SLOW = {"mp3-v0": "MPEG_LAYER_III", "ogg": "VORBIS", "opus": "OPUS"}
PAPERS = {
    "cover": b"\x89PNG", "midi": b"MThd", "musicxml": b"<?xml", "lead-sheet-pdf": b"%PDF-", "lead-sheet-svg": b"<svg",
    "chords": b"Night Trains", "chordpro": b"{title: Night Trains}", "sections": b"{", "project": b"{",
}  # fmt: skip


@pytest.fixture(scope="module")
def delivered(tmp_path_factory):
    """A finished song of a few seconds, with all its files."""
    from backend.studio.formats import delivery
    from backend.studio.mix import balance, master
    from backend.studio.song import Song

    performance = handmade.performance(bars_each=1, players=3, ring_s=0.5)
    mix = balance.mix(handmade.stems(performance), performance, "pop")
    song = Song(performance, master.finish(mix, target_lufs=-14.0), {"mixing": 0.1}, {"studio": "1"})
    folder = tmp_path_factory.mktemp("delivered")
    return folder, delivery.write_all(song, folder), song


class RealEngine(FakeEngine):
    """Delivers real files."""

    def __init__(self, delivered) -> None:
        super().__init__()
        self.made, self.files, self.song = delivered

    def run(self, request: MusicRequest, progress, cancelled) -> MusicResult:
        shutil.copytree(self.made, request.folder, dirs_exist_ok=True)
        files = tuple(replace(f, path=request.folder / f.path.relative_to(self.made)) for f in self.files)
        master, score = self.song.master, self.song.performance.score
        facts = (master.loudness_lufs, master.true_peak_dbtp, files[0].duration_s)
        return MusicResult(files, score, *facts, {"studio": "1"}, {"playing": 0.1})


@pytest.fixture
def engine(delivered) -> FakeEngine:
    return RealEngine(delivered)


@pytest.fixture
def song(clara, make_song):
    """The address of clara's song."""
    address = f"/api/songs/{make_song(clara)['song_id']}"
    clara.patch(f"{address}/", json={"title": "Night Trains"})
    return address


def listed(client, song):
    return {each["id"]: each for each in client.get(f"{song}/downloads").json["results"]}


def fetched(client, song, name, **query):
    return client.get(f"{song}/downloads/{name}", query_string=query)


def test_all_of_it_is_listed_with_names_and_groups(clara, song):
    found = listed(clara, song)
    assert found.keys() == {*SOUNDS, *SLOW, *PAPERS, "stems", "stem-1", "stem-2", "stem-3"}
    assert {each["group"] for each in found.values()} == {"song", "stems", "notes", "project"}
    assert {name for name, each in found.items() if not each["ready"]} == {*SLOW}
    assert found["opus"]["name"] == "night_trains.opus"
    assert found["lead-sheet-pdf"]["name"] == "night_trains-lead-sheet-pdf.pdf"
    assert [found[f"stem-{number}"]["name"] for number in (1, 2, 3)] == [
        "01 Drums.flac",
        "02 Bass.flac",
        "03 Keys.flac",
    ]
    for each in found.values():
        answer = clara.get(each["url"])
        assert answer.status_code == (200 if each["ready"] else 202), each
        if each["bytes"] is not None:
            assert answer.content_length == each["bytes"]


@pytest.mark.parametrize("name", SOUNDS)
def test_sound_is_sent_at_once_with_its_tags(clara, song, sounds_right, name):
    answer = fetched(clara, song, name, download=1)
    ending = {"mp3-320": "mp3"}.get(name, name.partition("-")[0])
    assert answer.headers["Content-Disposition"] == f"attachment; filename=night_trains.{ending}"
    sounds_right(answer.data, ending, SOUNDS[name])


@pytest.mark.parametrize("name", SLOW)
def test_what_takes_a_moment_is_made_by_a_job(clara, song, sounds_right, work, name):
    first, second = fetched(clara, song, name), fetched(clara, song, name)
    assert (first.status_code, first.headers["Retry-After"]) == (202, "1")
    assert first.json["job_id"] == second.json["job_id"]
    work()
    job = clara.get(first.json["links"]["self"]).json
    assert (job["status"], job["type"]) == ("finished", "export")
    answer = clara.get(job["result"]["url"])
    assert answer.status_code == 200
    assert job["outputs"][0]["bytes"] == len(answer.data)
    assert listed(clara, song)[name]["bytes"] == len(answer.data)
    sounds_right(answer.data, name.replace("mp3-v0", "mp3"), SLOW[name])


@pytest.fixture
def sounds_right(delivered, tmp_path) -> Callable[[bytes, str, str], None]:
    return lambda content, ending, subtype: check_sound(content, ending, subtype, delivered, tmp_path)


def check_sound(content: bytes, ending: str, subtype: str, delivered, tmp_path: Path) -> None:
    folder, files, _ = delivered
    (tmp_path / f"a.{ending}").write_bytes(content)
    about = soundfile.info(tmp_path / f"a.{ending}")
    assert about.subtype == subtype
    # The quick encoder of MP3 does not say how much silence it puts around the sound.
    assert about.duration == pytest.approx(files[0].duration_s, abs=0.15 if ending == "mp3" else 0.001)
    tags = mutagen.File(tmp_path / f"a.{ending}").tags
    names = sorted(tags.keys())
    said = {str(value) for name in names for value in (tags[name] if isinstance(tags[name], list) else [tags[name]])}
    assert {"Night Trains", "clara", "Am"} <= said
    if subtype in ("PCM_24", "FLOAT"):
        original = soundfile.read(folder / "master.wav")[0]
        np.testing.assert_array_equal(soundfile.read(tmp_path / f"a.{ending}")[0], original)


@pytest.mark.parametrize("name", PAPERS)
def test_papers_are_what_they_say(clara, song, name):
    answer = fetched(clara, song, name)
    assert answer.data.startswith(PAPERS[name])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if answer.mimetype == "text/plain":
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_score_is_the_songs_with_the_title_of_today(clara, song, delivered):
    score = music21.converter.parse(fetched(clara, song, "musicxml").data.decode(), format="musicxml")
    assert (score.metadata.title, score.metadata.composer) == ("Night Trains", "clara")
    assert [part.partName for part in score.parts] == ["Drums", "Bass", "Keys"]


def test_stems_in_the_archive_sum_to_the_master(clara, song, delivered):
    answer = fetched(clara, song, "stems")
    assert (answer.mimetype, len(answer.data)) == ("application/zip", answer.content_length)
    assert answer.headers["Content-Disposition"] == "attachment; filename=night_trains-stems.zip"
    assert clara.head(f"{song}/downloads/stems").content_length == len(answer.data)
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert archive.namelist() == ["01 Drums.flac", "02 Bass.flac", "03 Keys.flac"]
    total = sum(soundfile.read(io.BytesIO(archive.read(name)))[0] for name in archive.namelist())
    headroom_db = delivered[2].master.headroom_db
    master = soundfile.read(io.BytesIO(fetched(clara, song, "wav-24").data))[0]
    assert 20 * np.log10(np.abs(total / 10 ** (headroom_db / 20) - master).max()) <= -90


def test_parts_of_a_file_and_its_tag_are_understood(clara, song):
    whole = fetched(clara, song, "wav-16")
    address = f"{song}/downloads/wav-16"
    part = clara.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert clara.get(address, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_a_new_title_makes_a_new_file(clara, song):
    before = fetched(clara, song, "flac").headers["ETag"]
    clara.patch(f"{song}/", json={"title": "Day Trains"})
    answer = fetched(clara, song, "flac", download=1)
    assert "day_trains.flac" in answer.headers["Content-Disposition"]
    assert answer.headers["ETag"] != before


def test_a_take_can_be_named(clara, song):
    assert clara.get(f"{song}/downloads?take=1").json["take"] == 1
    assert fetched(clara, song, "chords", take=1).status_code == 200
    assert fetched(clara, song, "chords", take=2).status_code == 404
    assert fetched(clara, song, "chords", take=0).status_code == 400


def test_a_file_that_left_the_shelf_is_made_again(clara, song, work, studio):
    fetched(clara, song, "ogg")
    work()
    first = fetched(clara, song, "ogg").data
    shutil.rmtree(studio.storage.root / "exports")
    again = fetched(clara, song, "ogg")
    assert again.status_code == 202
    work()
    assert fetched(clara, song, "ogg").data == first


def test_a_download_that_was_called_off_is_made_when_asked_for_again(clara, song, work):
    first = fetched(clara, song, "opus").json
    clara.post(f"/api/jobs/{first['job_id']}/cancel")
    again = clara.post(f"/api/jobs/{first['job_id']}/retry")
    assert again.status_code == 202, again.text
    work()
    assert clara.get(f"/api/jobs/{again.json['job_id']}").json["status"] == "finished"
    assert fetched(clara, song, "opus").status_code == 200


def test_a_download_that_fails_is_not_tried_again_at_each_poll(clara, song, studio, work, monkeypatch):
    made = studio.exports._make
    monkeypatch.setattr(studio.exports, "_make", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    first = fetched(clara, song, "opus").json
    work()
    before = clara.get("/api/jobs").json["count"]
    for _ in range(3):
        answer = fetched(clara, song, "opus")
        assert (answer.status_code, first["job_id"] in answer.json["error"]) == (409, True)
    assert clara.get("/api/jobs").json["count"] == before
    monkeypatch.setattr(studio.exports, "_make", made)
    again = clara.post(f"/api/jobs/{first['job_id']}/retry").json["job_id"]
    assert fetched(clara, song, "opus").json["job_id"] == again
    work()
    assert fetched(clara, song, "opus").status_code == 200


def test_a_download_that_failed_long_ago_is_tried_again(clara, song, studio, work, monkeypatch):
    monkeypatch.setattr(studio.exports, "_make", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    failed = fetched(clara, song, "opus").json["job_id"]
    work()
    later = utcnow() + exports.FAILURE_HOLDS
    monkeypatch.setattr(studio.exports, "_clock", lambda: later)
    answer = fetched(clara, song, "opus")
    assert (answer.status_code, answer.json["job_id"] != failed) == (202, True)


def test_what_strangers_have_made_is_not_on_the_owners_list(client, clara, song, work):
    clara.patch(f"{song}/", json={"public": True})
    before = clara.get("/api/jobs").json["count"]
    first, second = fetched(client, song, "opus").json, fetched(client, song, "opus").json
    assert first["job_id"] == second["job_id"]
    assert clara.get("/api/jobs").json["count"] == before
    work()
    assert fetched(client, song, "opus").status_code == 200


def test_when_all_places_are_taken_it_is_said(clara, song, studio, monkeypatch):
    monkeypatch.setattr("backend.services.exports.PATIENCE_S", 0.0)
    for _ in range(2):
        studio.exports._places.acquire()
    assert fetched(clara, song, "chords").status_code == 503
    assert fetched(clara, song, "stems").status_code == 200
    studio.exports._places.release()
    assert fetched(clara, song, "chords").status_code == 200


def test_what_another_made_meanwhile_is_not_made_again(clara, song, studio, monkeypatch):
    fetched(clara, song, "chords")
    seen = iter([None])
    find = studio.exports._shelf.find
    monkeypatch.setattr(studio.exports._shelf, "find", lambda name: next(seen, find(name)))
    monkeypatch.setattr(studio.exports, "_make", None)
    assert fetched(clara, song, "chords").status_code == 200


@pytest.mark.security
def test_a_private_song_has_no_downloads_for_others(client, clara, robert, song):
    for name in ("wav-16", "opus", "stems", "midi"):
        for other in (client, robert):
            assert fetched(other, song, name).status_code == 404
    assert robert.get(f"{song}/downloads").status_code == client.get(f"{song}/downloads").status_code == 404
    clara.patch(f"{song}/", json={"public": True})
    assert fetched(client, song, "midi").status_code == fetched(robert, song, "stems").status_code == 200
    assert fetched(client, song, "opus").status_code == 202
    clara.delete(f"{song}/")
    assert fetched(clara, song, "midi").status_code == 404


@pytest.mark.security
@pytest.mark.parametrize("name", ["nothing", "..", "%2e%2e%2fstudio.db", "stem-1", "x" * 41])
def test_what_is_not_on_the_list_is_not_found(clara, song, name):
    assert fetched(clara, song, name).status_code in (400, 404)


def test_a_song_without_a_score_offers_its_sound(clara, make_song, engine):
    papers = ("project", "midi", "chords", "sections")
    engine.files = [file for file in engine.files if file.kind not in papers]
    song = f"/api/songs/{make_song(clara)['song_id']}"
    assert not listed(clara, song).keys() & {"musicxml", "lead-sheet-pdf", "midi", "chords", "project"}
    assert fetched(clara, song, "musicxml").status_code == 404
    assert "made without" in fetched(clara, song, "musicxml").json["error"]
    assert fetched(clara, song, "wav-16").status_code == 200


@pytest.mark.security
def test_nobody_hears_a_download_as_an_audition(clara, client, song):
    sound = fetched(clara, song, "mp3-320")
    assert sound.status_code == 200
    name = sound.headers["ETag"].strip('"')
    assert client.get(f"/api/voices/auditions/{name}.mp3").status_code == 404
