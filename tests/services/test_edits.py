"""Edits: each makes a take of its own, linked to the one it came from."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from backend.db.models import Asset, Job, Song, Take
from backend.jobs.claims import Claims
from backend.jobs.errors import KeyInUse
from backend.jobs.runner import Tasks, run_job
from backend.services.callers import Caller, Person
from backend.services.errors import Conflict, NotAllowed, NotFound, TrialSpent
from backend.services.names import folder
from backend.services.wishes import Wishes
from backend.studio.errors import BadEdit, UnknownName
from backend.wiring_jobs import TASKS

ANNA = Caller(Person(1, "anna", "anna@example.com", "", False, False))
BEN = Caller(Person(2, "ben", "ben@example.com", "", False, False))
REGENERATE = {"kind": "regenerate", "section": 0}


def work(studio):
    claims = Claims(studio.database, "tests")
    while job_id := claims.oldest():
        run_job(job_id, claims, Tasks(TASKS, studio))


@pytest.fixture
def song_id(studio):
    accepted = studio.creation.request_song("user:1", Wishes("calm piano", 16.0, seed=7))
    work(studio)
    return accepted.song_id


def edit(studio, song_id, wish=REGENERATE, **how):
    accepted = studio.edits.request(ANNA, song_id, wish, **how)
    work(studio)
    return studio.board.view(accepted.job.id)


def takes(studio, song_id):
    return studio.song_takes.listing(ANNA, song_id)


def test_an_edit_makes_a_take_of_its_own_and_shows_it(studio, song_id):
    before = studio.songs.song(ANNA, song_id)
    job = edit(studio, song_id, {**REGENERATE, "seed": 5})
    assert (job.type, job.status, job.seed) == ("edit", "finished", 5)
    assert job.result["take"] == 2 and job.result["text"] == "verse: new piano"
    found = takes(studio, song_id)
    assert found["current"] == 2
    assert [(node["number"], node["parent"], node["is_current"]) for node in found["results"]] == [
        (1, None, False),
        (2, 1, True),
    ]
    node = found["results"][1]
    assert node["edit"] == {"kind": "regenerate", "section": 0, "part": None, "chords": False, "seed": 5}
    assert node["text"] == "verse: new piano" and node["changed"] == {"sections": ["A1"], "parts": ["keys"]}
    after = studio.songs.song(ANNA, song_id)
    assert (before["take"], after["take"]) == (1, 2)
    assert after["file"] != before["file"] and after["seed"] == 5


def test_nothing_is_overwritten(studio, song_id):
    files = {path: path.read_bytes() for path in (studio.storage.root / "songs").rglob("*") if path.is_file()}
    edit(studio, song_id)
    assert files and all(path.read_bytes() == content for path, content in files.items())


def test_takes_grow_as_a_tree(studio, song_id):
    edit(studio, song_id)
    edit(studio, song_id, take=1)
    edit(studio, song_id)
    assert [node["parent"] for node in takes(studio, song_id)["results"]] == [None, 1, 1, 3]


def test_a_seed_is_drawn_and_kept(studio, song_id):
    seeds = {edit(studio, song_id).input["edit"]["seed"] for _ in range(3)}
    assert len(seeds) == 3


def test_another_take_can_be_chosen(studio, song_id):
    edit(studio, song_id)
    first = studio.song_takes.take(ANNA, song_id, 1)
    studio.song_takes.change(ANNA, song_id, 1, True)
    song = studio.songs.song(ANNA, song_id)
    assert song["take"] == 1 and song["file"] == first["file"] and song["seed"] == 7
    assert studio.media.master(ANNA, song_id, format="mp3").place.parent.name == "1"
    with pytest.raises(Conflict, match="choose another"):
        studio.song_takes.change(ANNA, song_id, 1, False)


def test_a_take_can_be_removed_and_its_children_stay(studio, song_id):
    edit(studio, song_id)
    edit(studio, song_id)
    place = studio.storage.root / folder(_track_of(studio, song_id)) / "2"
    assert place.is_dir()
    studio.song_takes.delete(ANNA, song_id, 2)
    assert not place.exists()
    assert [(node["number"], node["parent"]) for node in takes(studio, song_id)["results"]] == [(1, None), (3, 1)]
    with studio.database.transaction() as session:
        assert {asset.path.split("/")[-2] for asset in session.scalars(select(Asset))} >= {"1", "3"}
        assert not any("/2/" in asset.path for asset in session.scalars(select(Asset)))
    edit(studio, song_id)
    assert takes(studio, song_id)["results"][-1]["number"] == 4


def test_the_current_take_cannot_be_removed(studio, song_id):
    with pytest.raises(Conflict, match="current"):
        studio.song_takes.delete(ANNA, song_id, 1)


def test_a_song_that_goes_takes_all_its_takes_along(studio, song_id):
    edit(studio, song_id)
    with studio.database.transaction() as session:
        session.delete(session.get(Song, song_id))
    with studio.database.transaction() as session:
        assert session.scalars(select(Take)).all() == session.scalars(select(Asset)).all() == []


def test_a_cancelled_edit_leaves_nothing(studio, song_id, engine):
    accepted = studio.edits.request(ANNA, song_id, REGENERATE)
    engine.before.append(lambda: studio.board.cancel(accepted.job.id))
    work(studio)
    assert len(takes(studio, song_id)["results"]) == 1
    assert studio.songs.song(ANNA, song_id)["state"] == "ready"
    engine.before.clear()
    again = studio.creation.retry(accepted.job.id, "user:1")
    work(studio)
    assert studio.board.view(again.job.id).status == "finished"
    assert len(takes(studio, song_id)["results"]) == 2


def test_edits_under_way_stand_beside_the_tree(studio, song_id):
    accepted = studio.edits.request(ANNA, song_id, REGENERATE)
    (pending,) = takes(studio, song_id)["pending"]
    assert (pending["job_id"], pending["parent"], pending["status"]) == (accepted.job.id, 1, "queued")
    assert pending["edit"]["kind"] == "regenerate"
    work(studio)
    assert takes(studio, song_id)["pending"] == []


def test_the_same_key_asks_for_one_take(studio, song_id):
    jobs = {studio.edits.request(ANNA, song_id, REGENERATE, idempotency_key="once").job.id for _ in range(2)}
    assert len(jobs) == 1


@pytest.mark.security
def test_takes_are_their_owners_alone(studio, song_id):
    with pytest.raises(NotFound):
        studio.edits.request(BEN, song_id, REGENERATE)
    studio.song_changes.change(ANNA, song_id, {"public": True})
    for attempt in (
        lambda: studio.edits.request(BEN, song_id, REGENERATE),
        lambda: studio.song_takes.listing(BEN, song_id),
        lambda: studio.song_takes.take(BEN, song_id, 1),
        lambda: studio.song_takes.change(BEN, song_id, 1, True),
        lambda: studio.song_takes.delete(BEN, song_id, 1),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.security
def test_others_hear_the_current_take_of_a_public_song_alone(studio, song_id):
    edit(studio, song_id)
    studio.song_changes.change(ANNA, song_id, {"public": True})
    old, new = (studio.song_takes.take(ANNA, song_id, number)["file"].removeprefix("/media/") for number in (1, 2))
    assert studio.media.find(BEN, new) and studio.media.find(ANNA, old)
    with pytest.raises(NotFound):
        studio.media.find(BEN, old)
    with pytest.raises(NotFound):
        studio.exports.listing(BEN, song_id, 1)
    assert studio.exports.listing(BEN, song_id)["take"] == 2


@pytest.mark.parametrize(
    ("wish", "refusal", "said"),
    [
        ({"kind": "polish"}, BadEdit, "no edit 'polish'"),
        ({"kind": "regenerate", "section": 1}, BadEdit, "no section 1"),
        ({"kind": "regenerate", "part": "kazoo"}, BadEdit, "no part 'kazoo'; the song has keys"),
        ({"kind": "freeze", "parts": ["kazoo"]}, BadEdit, "no part 'kazoo'"),
        ({"kind": "move", "section": 0, "before": 2}, BadEdit, "no place 2"),
        ({"kind": "style", "section": 0, "style": "polka"}, UnknownName, "polka"),
        ({"kind": "instrument", "part": "keys", "instrument": "kazoo"}, UnknownName, "kazoo"),
    ],
)
def test_what_cannot_be_is_refused_at_the_door(studio, song_id, wish, refusal, said):
    with pytest.raises(refusal, match=said):
        studio.edits.request(ANNA, song_id, wish)
    with studio.database.transaction() as session:
        assert len(session.scalars(select(Job)).all()) == 1


def test_a_take_without_notes_cannot_be_edited(studio, song_id):
    with studio.database.transaction() as session:
        for asset in session.scalars(select(Asset).where(Asset.kind == "project")):
            session.delete(asset)
    with pytest.raises(Conflict, match="sound alone"):
        studio.edits.request(ANNA, song_id, REGENERATE)


def _track_of(studio, song_id):
    with studio.database.transaction() as session:
        return session.get_one(Song, song_id).track_id


def test_the_number_of_a_removed_take_is_not_given_again(studio, song_id):
    edit(studio, song_id)
    studio.song_takes.change(ANNA, song_id, 1, True)
    studio.song_takes.delete(ANNA, song_id, 2)
    edit(studio, song_id)
    assert [node["number"] for node in takes(studio, song_id)["results"]] == [1, 3]


def test_an_edit_that_waits_does_not_change_the_take_that_came_in_the_place_of_its_own(studio, song_id):
    edit(studio, song_id)
    accepted = studio.edits.request(ANNA, song_id, REGENERATE, take=2)
    studio.song_takes.change(ANNA, song_id, 1, True)
    studio.song_takes.delete(ANNA, song_id, 2)
    other = studio.edits.request(ANNA, song_id, REGENERATE, take=1)
    claims = Claims(studio.database, "tests")
    for job_id in (other.job.id, accepted.job.id):
        run_job(job_id, claims, Tasks(TASKS, studio))
    job = studio.board.view(accepted.job.id)
    assert job.status == "failed" and job.error["message"] == f"Song {song_id} has no take 2."
    assert [node["number"] for node in takes(studio, song_id)["results"]] == [1, 3]


def test_a_take_whose_files_go_while_its_edit_begins_is_said_to_be_removed(studio, song_id):
    accepted = studio.edits.request(ANNA, song_id, REGENERATE)
    (studio.storage.root / folder(_track_of(studio, song_id)) / "1" / "song.json").unlink()
    work(studio)
    error = studio.board.view(accepted.job.id).error
    assert (error["code"], error["message"]) == ("not_found", "Take 1 was removed before it was edited.")


@pytest.mark.parametrize("step", ["change", "delete"])
def test_choosing_and_removing_takes_wait_for_each_other_before_they_look(studio, song_id, step):
    edit(studio, song_id)
    said = []
    event.listen(studio.database._engine, "before_cursor_execute", lambda *given: said.append(given[2].split()[0]))
    if step == "change":
        studio.song_takes.change(ANNA, song_id, 1, True)
    else:
        studio.song_takes.delete(ANNA, song_id, 1)
    assert next(word for word in said if word in ("SELECT", "UPDATE")) == "UPDATE"


def test_a_key_that_stands_for_something_else_is_refused(studio, song_id):
    song = studio.creation.request_song("user:1", Wishes("calm piano", 16.0, seed=8), idempotency_key="song")
    work(studio)
    studio.edits.request(ANNA, song_id, REGENERATE, idempotency_key="edit")
    with pytest.raises(KeyInUse, match=f"'song' was used for job {song.job.id}, which is another request"):
        studio.edits.request(ANNA, song.song_id, REGENERATE, idempotency_key="song")
    with pytest.raises(KeyInUse, match="'edit' was used"):
        studio.edits.request(ANNA, song.song_id, REGENERATE, idempotency_key="edit")
    with pytest.raises(KeyInUse, match="'edit' was used"):
        studio.creation.request_song("user:1", Wishes("calm piano", 16.0), idempotency_key="edit")
    with studio.database.transaction() as session:
        assert len(session.scalars(select(Job)).all()) == 3 and len(session.scalars(select(Song)).all()) == 2


def test_a_retried_edit_counts_in_the_trial(studio):
    guest = studio.trial.new_guest("10.0.0.1")
    song = studio.creation.request_song(guest.owner, Wishes("calm piano", 16.0, seed=7))
    work(studio)
    drawn = []
    job_id = studio.edits.request(guest, song.song_id, REGENERATE).job.id
    with pytest.raises(TrialSpent):
        for _ in range(studio.settings.guest_trial):
            studio.board.cancel(job_id)
            job_id = studio.creation.retry(job_id, guest.owner).job.id
            drawn.append(job_id)
    assert len(drawn) == studio.settings.guest_trial - 2


def test_no_edit_of_a_song_in_the_trash_is_retried(studio, song_id):
    accepted = studio.edits.request(ANNA, song_id, REGENERATE)
    studio.board.cancel(accepted.job.id)
    studio.song_changes.throw_away(ANNA, song_id)
    with pytest.raises(Conflict, match="in the trash"):
        studio.creation.retry(accepted.job.id, "user:1")
