"""One's own uploads: kept once, looked through by a job, listed, renamed, removed, and nobody else's business."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from threading import get_ident

import pytest
import soundfile
from mutagen.wave import WAVE
from sqlalchemy import event

from backend.api import upload_schemas

sys.path.append(str(Path(__file__).parent.parent / "studio" / "analysis"))
import test_listening

MIDI = b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x01\xe0MTrk\x00\x00\x00\x04\x00\xff\x2f\x00"


def recording(tmp_path, *, bpm: float = 100.0, bars: int = 13, title: str = "") -> bytes:
    """A recording with a pulse and chords, and what it is called."""
    file = tmp_path / "harbour.wav"
    sound = test_listening.recording(bpm, 0.7, bars=bars)
    # What has less than half a megabyte stays in memory.
    soundfile.write(file, sound[0, ::2], test_listening.RATE // 2, format="WAV", subtype="PCM_U8")
    if title:
        from mutagen.id3 import TIT2

        tagged = WAVE(file)
        tagged.add_tags()
        tagged.tags.add(TIT2(text=title))
        tagged.save()
    return file.read_bytes()


def send(client, content, name="harbour.wav", kind="audio"):
    return client.post(f"/api/upload/{kind}", data={"file": (BytesIO(content), name)})


def test_a_job_finds_out_what_a_recording_is(clara, work, tmp_path):
    sent = send(clara, recording(tmp_path, title="Harbour\x07 at night"))
    assert sent.json["analysis"]["status"] == "queued"
    work()
    shown = clara.get(f"/api/uploads/{sent.json['id']}").json
    upload_schemas.UploadAnswer.model_validate(shown)
    found = shown["analysis"]
    assert found["status"] == "finished"
    assert found["tempo_bpm"] == pytest.approx(100.0, abs=0.2)
    assert found["key"] in ("A minor", "C major")
    assert found["tags"] == {"title": "Harbour at night"}
    assert found["duration_s"] == pytest.approx(0.7 + 13 * 2.4 + 0.3, abs=0.01)
    assert (found["channels"], found["sample_rate"]) == (1, test_listening.RATE // 2)
    assert -30 < found["loudness_lufs"] < -5
    assert 300 <= len(found["peaks"]) <= 400 and max(found["peaks"]) > 100
    job = clara.get(f"/api/jobs/{found['job_id']}").json
    assert job["result"]["url"] == f"/api/uploads/{shown['id']}"


def test_an_analysis_ends_its_job_before_it_changes_the_upload(clara, studio, tmp_path):
    """Rows are locked in the order in which a closing account removes them, so that neither waits for the other."""
    from backend.jobs.claims import Claims
    from backend.jobs.runner import Tasks, run_job
    from backend.wiring_jobs import TASKS

    job, told, here = send(clara, recording(tmp_path)).json["analysis"]["job_id"], [], get_ident()

    def listen(_connection, _cursor=None, statement="BEGIN", *_):
        if get_ident() == here:
            told.append(" ".join(statement.split()[:2]))

    for moment in ("begin", "before_cursor_execute"):
        event.listen(studio.database._engine, moment, listen)
    run_job(job, Claims(studio.database, "tests"), Tasks(TASKS, studio))
    assert clara.get(f"/api/jobs/{job}").json["status"] == "finished"
    before = told[: told.index("UPDATE assets")]
    assert "UPDATE jobs" in before[len(before) - before[::-1].index("BEGIN") :]


def test_silence_has_no_tempo_and_says_so(clara, work, tmp_path):
    file = tmp_path / "silence.wav"
    soundfile.write(file, [0.0] * 16_000, 8_000)
    sent = send(clara, file.read_bytes()).json
    work()
    found = clara.get(f"/api/uploads/{sent['id']}").json["analysis"]
    assert (found["tempo_bpm"], found["key"], found["loudness_lufs"]) == (None, None, None)
    assert found["unheard"].startswith("Nothing is heard")


def test_the_same_file_is_kept_once(clara, tmp_path):
    first, again = (send(clara, MIDI, name, "midi") for name in ("one.mid", "two.mid"))
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json["duplicate"], again.json["duplicate"]) == (False, True)
    assert first.json["id"] == again.json["id"]
    assert clara.get("/api/uploads").json["count"] == 1


@pytest.mark.security
def test_nobody_learns_that_somebody_else_has_the_same_file(clara, robert):
    theirs, own = send(robert, MIDI, "tune.mid", "midi"), send(clara, MIDI, "tune.mid", "midi")
    assert (own.status_code, own.json["duplicate"]) == (201, False)
    assert own.json["id"] != theirs.json["id"]


def test_uploads_are_listed_by_kind_and_name(clara):
    send(clara, MIDI, "ferry.mid", "midi")
    send(clara, MIDI + b"MTrk\0\0\0\0", "harbour.mid", "midi")
    listed = clara.get("/api/uploads?kind=midi").json
    upload_schemas.UploadPage.model_validate(listed)
    assert [one["name"] for one in listed["results"]] == ["harbour.mid", "ferry.mid"]
    assert [one["name"] for one in clara.get("/api/uploads?q=Ferr").json["results"]] == ["ferry.mid"]
    assert clara.get("/api/uploads?kind=audio").json["count"] == 0
    assert clara.get("/api/uploads?kind=exe").status_code == 422


def test_an_upload_is_renamed_and_keeps_its_ending(clara):
    upload = send(clara, MIDI, "x.mid", "midi").json["id"]
    assert clara.patch(f"/api/uploads/{upload}", json={"name": "../Dawn.mid"}).json["name"] == "dawn.mid"


def test_what_is_removed_is_gone(clara, studio):
    sent = send(clara, MIDI, "x.mid", "midi").json
    assert clara.delete(f"/api/uploads/{sent['id']}").status_code == 200
    assert clara.get(f"/api/uploads/{sent['id']}").status_code == clara.get(sent["url"]).status_code == 404
    assert not studio.storage.locate(sent["path"].removeprefix("storage/")).exists()
    assert send(clara, MIDI, "x.mid", "midi").status_code == 201


def test_the_analysis_of_what_was_removed_ends_in_peace(clara, work, tmp_path):
    sent = send(clara, recording(tmp_path, bars=2)).json
    clara.delete(f"/api/uploads/{sent['id']}")
    work()
    assert clara.get(f"/api/jobs/{sent['analysis']['job_id']}").json["status"] == "cancelled"


def test_an_analysis_that_was_called_off_can_be_asked_for_again(clara, work, tmp_path):
    sent = send(clara, recording(tmp_path, bars=4)).json
    clara.post(f"/api/jobs/{sent['analysis']['job_id']}/cancel")
    again = clara.post(f"/api/uploads/{sent['id']}/analysis")
    assert (again.status_code, again.json["analysis"]["status"]) == (202, "queued")
    work()
    assert clara.get(f"/api/uploads/{sent['id']}").json["analysis"]["tempo_bpm"]
    assert clara.post(f"/api/uploads/{sent['id']}/analysis").status_code == 409


def test_only_recordings_are_analysed(clara):
    sent = send(clara, MIDI, "x.mid", "midi").json
    assert sent["analysis"] is None
    assert clara.post(f"/api/uploads/{sent['id']}/analysis").status_code == 409


@pytest.mark.security
def test_uploads_are_their_owners_alone(clara, robert, client):
    own = f"/api/uploads/{send(clara, MIDI, 'x.mid', 'midi').json['id']}"
    for method, path, body in (
        ("GET", own, None),
        ("PATCH", own, {"name": "mine"}),
        ("POST", f"{own}/analysis", None),
        ("DELETE", own, None),
    ):
        assert robert.open(path, method=method, json=body).status_code == 404
        assert client.open(path, method=method, json=body).status_code == 401
    assert client.get("/api/uploads").status_code == 401
    assert robert.get("/api/uploads").json["count"] == 0
    assert clara.get(own).status_code == 200


@pytest.mark.security
def test_files_of_songs_are_no_uploads(clara, make_song):
    song = make_song(clara)["song_id"]
    output = clara.get(f"/api/songs/{song}/").json["outputs"][0]["id"]
    assert clara.delete(f"/api/uploads/{output}").status_code == 404


@pytest.mark.security
def test_an_account_has_room_for_so_much(environment, request):
    environment["UPLOAD_QUOTA_MB"] = "1"
    clara = request.getfixturevalue("clara")
    wav = b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data"
    assert [send(clara, wav + bytes([n]) * 450_000).status_code for n in (1, 2)] == [201, 201]
    full = send(clara, wav + bytes(450_000))
    assert (full.status_code, full.json["code"]) == (413, "too_large")
    assert "Delete some first" in full.json["error"]
