"""From a request to a song: all of it or nothing."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from sqlalchemy import delete, func, select

from backend.db.models import Asset, Job, Song, Take
from backend.jobs.claims import Claims
from backend.jobs.errors import JobNotFound
from backend.jobs.runner import Tasks, run_job
from backend.services.callers import Caller, Person
from backend.services.errors import Conflict, InvalidInput
from backend.services.names import folder
from backend.services.takes import hold
from backend.services.wishes import Wishes
from backend.wiring_jobs import TASKS

WISHES = Wishes("calm piano", 16.0, seed=7)
ANNA = Caller(Person(1, "anna", "anna@example.com", "", False, False))


def count(studio, *tables):
    with studio.database.transaction() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) for table in tables)


def run(studio, job_id):
    run_job(job_id, Claims(studio.database, "tests"), Tasks(TASKS, studio))


def files(studio):
    return sorted(path.name for path in (studio.storage.root / "songs").rglob("*") if path.is_file())


def test_a_request_is_one_song_and_one_job(studio):
    accepted = studio.creation.request_song("user:1", WISHES)
    assert count(studio, Song, Job, Take) == (1, 1, 0)
    assert studio.songs.song(ANNA, accepted.song_id)["job_id"] == accepted.job.id


def test_a_refused_request_leaves_nothing(studio):
    with pytest.raises(InvalidInput, match="no engine"):
        studio.creation.request_song("user:1", Wishes("calm", engine="orchestra"))
    with pytest.raises(InvalidInput, match="no style"):
        studio.creation.request_song("user:1", Wishes("calm", style="polka"))
    assert count(studio, Song, Job) == (0, 0)


def test_a_seed_is_drawn_where_none_was_asked_for(studio):
    seeds = {studio.creation.request_song("user:1", Wishes("calm")).job.seed for _ in range(4)}
    assert len(seeds) == 4


def test_a_finished_song_has_its_files_rows_and_facts(studio):
    accepted = studio.creation.request_song("user:1", WISHES)
    run(studio, accepted.job.id)
    assert count(studio, Take, Asset) == (1, 6)
    assert files(studio) == ["01-piano.flac", "master.mp3", "master.wav", "peaks.json", "song.json", "song.mid"]
    assert list((studio.storage.root / "tmp").iterdir()) == []


def test_a_run_that_failed_leaves_no_file(studio, engine):
    engine.before.append(lambda: 1 / 0)
    run(studio, studio.creation.request_song("user:1", WISHES).job.id)
    assert count(studio, Take, Asset) == (0, 0)
    assert files(studio) == list((studio.storage.root / "tmp").iterdir()) == []


def test_a_run_whose_job_was_cancelled_keeps_nothing(studio, engine):
    accepted = studio.creation.request_song("user:1", WISHES)
    engine.before.append(lambda: studio.board.cancel(accepted.job.id))
    run(studio, accepted.job.id)
    assert count(studio, Take, Asset) == (0, 0)
    assert files(studio) == []
    assert studio.songs.song(ANNA, accepted.song_id)["state"] == "failed"


def test_what_a_dead_run_left_behind_is_replaced(studio):
    accepted = studio.creation.request_song("user:1", WISHES)
    left = studio.storage.root / folder(accepted.track_id) / "1" / "half.wav"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    run(studio, accepted.job.id)
    assert "half.wav" not in files(studio)


def test_another_run_of_a_finished_job_changes_nothing(studio):
    accepted = studio.creation.request_song("user:1", WISHES)
    run(studio, accepted.job.id)
    run(studio, accepted.job.id)
    assert count(studio, Take, Asset) == (1, 6)


def test_the_same_wishes_and_seed_give_the_same_files(studio):
    jobs = [studio.creation.request_song("user:1", WISHES).job.id for _ in range(2)]
    for job_id in jobs:
        run(studio, job_id)
    first, second = ({output["sha256"] for output in studio.board.view(job_id).outputs} for job_id in jobs)
    assert first == second


@pytest.mark.security
def test_the_address_of_a_file_does_not_tell_the_track(studio):
    accepted = studio.creation.request_song("user:1", WISHES)
    run(studio, accepted.job.id)
    assert accepted.track_id not in str(studio.songs.song(ANNA, accepted.song_id)["file"])


def test_who_retries_and_who_removes_the_song_do_not_wait_in_a_circle(studio):
    accepted = studio.creation.request_song("user:1", WISHES)
    studio.board.cancel(accepted.job.id)
    with ThreadPoolExecutor(1) as pool:
        with studio.database.transaction() as session:
            hold(session, accepted.song_id)
            again = pool.submit(studio.creation.retry, accepted.job.id, "user:1")
            wait([again], timeout=0.3)
            session.execute(delete(Job).where(Job.id == accepted.job.id))
        with pytest.raises(JobNotFound):
            again.result()


def test_a_finished_song_cannot_be_made_again_by_retrying_an_old_job(studio):
    accepted = studio.creation.request_song("user:1", WISHES)
    studio.board.cancel(accepted.job.id)
    run(studio, studio.creation.retry(accepted.job.id, "user:1").job.id)
    with pytest.raises(Conflict, match="finished"):
        studio.creation.retry(accepted.job.id, "user:1")
    assert studio.songs.song(ANNA, accepted.song_id)["state"] == "ready"


@pytest.mark.security
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("styles", [{"name": "polka", "weight": 1.0}]),
        ("styles", [{"name": "lofi", "weight": 0.1}] * 5),
        ("mode", "sideways"),
        ("instruments", ["glissophone"]),
        ("instruments", ["piano"] * 17),
        ("form", {"left_out": [], "energies": [], "lengths": [["verse", 30000.0]]}),
        ("title", " "),
        ("duration_s", float("nan")),
    ],
)
def test_a_brief_that_cannot_be_played_is_refused_at_the_door(studio, field, value):
    brief = studio.creation.preview(WISHES)["brief"]
    with pytest.raises(InvalidInput):
        studio.creation.request_song("user:1", Wishes(brief={**brief, field: value}))
    assert count(studio, Song, Job) == (0, 0)


def test_what_killed_runs_left_unfinished_is_swept_away(studio):
    with studio.storage.workspace() as alive:
        dead = alive.parent / alive.name.replace(str(os.getpid()), "99999999", 1)
        dead.mkdir()
        studio.storage.tidy()
        assert alive.exists()
        assert not dead.exists()


def test_an_opening_is_there_while_the_song_is_made_and_gone_after(studio, engine):
    accepted = studio.creation.request_song("user:1", WISHES)
    seen = []

    def look():
        (output,) = studio.work.job(ANNA, accepted.job.id)["outputs"]
        file = studio.media.find(ANNA, output["url"].removeprefix("/media/"))
        seen.append((output["kind"], output["format"], file.place.read_bytes(), file.media_type))

    engine.before.append(look)
    run(studio, accepted.job.id)
    assert seen == [("preview", "flac", b"fLaC", "audio/flac")]
    outputs = studio.work.job(ANNA, accepted.job.id)["outputs"]
    assert "preview" not in {output["kind"] for output in outputs}
    assert "master" in {output["kind"] for output in outputs}
    assert "preview.flac" not in files(studio)
    assert count(studio, Asset) == (6,)


def test_an_opening_goes_with_a_song_that_fails(studio, engine):
    accepted = studio.creation.request_song("user:1", WISHES)
    engine.before.append(lambda: 1 / 0)
    run(studio, accepted.job.id)
    job = studio.work.job(ANNA, accepted.job.id)
    assert (job["status"], job["outputs"]) == ("failed", [])
    assert files(studio) == []
    assert count(studio, Asset) == (0,)


def test_no_opening_is_shown_of_a_job_that_was_called_off(studio, engine):
    accepted = studio.creation.request_song("user:1", WISHES)
    engine.before.append(lambda: studio.work.cancel(ANNA, accepted.job.id))
    run(studio, accepted.job.id)
    job = studio.work.job(ANNA, accepted.job.id)
    assert (job["status"], job["outputs"]) == ("cancelled", [])
    assert files(studio) == []
