"""Who may do what, walked from the table of routes: what each declares is what nobody, a guest, another user, the owner
and the administrator meet, on private things and on public ones.
"""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from everybody import bodies_of, body_of
from test_upload import MIDI, WAV

pytestmark = pytest.mark.security

CONTRACT = Path(__file__).with_name("contract.txt")
TURNED_AWAY = (401, 403, 404)
# What these names in addresses stand for is somebody's, and may be public; somebody's, and never public; nobody's.
SONGS = {"song_id", "stored", "playlist_id", "entry_id", "name"}
OWN = {
    "job_id",
    "sheet_id",
    "login_id",
    "password_id",
    "share_id",
    "upload",
    "transfer",
    "asset_id",
    "item",
    "message_id",
}
OPEN = {"track_id", "token", "voice", "audition", "bank", "number", "download", "album_id", "artist_id", "call"}
OPEN |= {"username", "person_id"}
# Whoever sees a thing may think of it what they like.
OPINIONS = ("like/", "unlike/", "rating/")
# What is for the administrator alone.
DESK = {"user_id", "code_id", "report_id"}


def test_every_route_declares_whom_it_lets_in(routes):
    assert [str(route) for route in routes if route.access is None] == []


def test_every_name_in_an_address_is_known_for_whose_it_is(routes):
    assert {name for route in routes for name in route.names} == SONGS | OWN | OPEN | DESK


def test_what_the_contract_names_has_its_letter_or_a_reason(routes):
    contract = {}
    for line in CONTRACT.read_text(encoding="utf-8").splitlines()[1:]:
        letter, method, path = line.split()
        contract[method, path.rstrip("/")] = letter
    wrong = []
    for route in routes:
        letter = contract.get((route.method, re.sub(r"<[^>]+>", "{}", route.rule).rstrip("/")))
        is_as_expected = route.access.letter == letter if letter else route.access.letter in "UOX"
        if not (is_as_expected or route.access.why):
            wrong.append(f"{route}: {route.access.letter}, the contract says {letter}")
    assert wrong == []


def test_the_document_says_whom_a_route_lets_in(routes):
    for route in routes:
        assert route.operation["x-access"] == route.access.letter
        assert ({} in route.operation["security"]) == (route.access.letter in "AG")


def outcome(access, who, *, is_own, is_public, is_for_all=False):
    """What a caller meets: one status, or to be let in (None). ``is_own``: the route names a thing of the owner's;
    ``is_for_all``: and whoever sees it may do this to it.
    """
    letter = access.letter
    if letter == "cookie" or (letter in "UOX" and who == "nobody") or (letter in "UX" and who == "guest"):
        return 401
    if letter == "X":
        return None if who == "admin" else 403
    if not is_own or who == "owner" or (is_for_all and is_public):
        return None
    if who == "admin":
        return 404 if letter == "U" else None
    if is_public:
        return None if letter == "A" else 403
    return 404


def test_every_caller_meets_what_a_route_declares(world, routes):
    wrong = []
    for route in routes:
        names = {*route.names}
        is_for_all = route.rule.endswith(OPINIONS)
        is_songs, is_own = bool(names & SONGS), bool(names & (SONGS | OWN))
        kinds = ["private", *(["public"] if is_songs else [])]
        for whose in kinds:
            for who, client in world.callers.items():
                expected = outcome(route.access, who, is_own=is_own, is_public=whose == "public", is_for_all=is_for_all)
                got = client.open(world.address(route, whose), method=route.method, **body_of(route)).status_code
                is_let_in = got < 500 and got not in ((401, 403) if not is_own else TURNED_AWAY)
                if (expected is None and not is_let_in) or (expected is not None and got != expected):
                    wrong.append(f"{route} ({whose}) as {who}: {got}, not {expected or 'let in'}")
                if got < 400 and route.method != "GET":
                    world.again()
    assert wrong == []


def test_what_an_administrator_changes_of_others_is_written_down_whatever_the_route(world, routes):
    admin, owner = world.callers["admin"], world.values["user_id"]
    theirs = world.values["private"]
    in_bodies = {**theirs, "playlist": theirs["playlist_id"], "song": theirs["song_id"], "ids": [theirs["song_id"]]}
    changed, untold, told = set(), [], admin.get("/api/admin/acts/").json["count"]
    for route in routes:
        if route.method == "GET":
            continue
        sent, before = body_of(route), world.of(owner)
        if isinstance(sent.get("json"), dict):
            sent["json"] = {name: in_bodies.get(name, value) for name, value in sent["json"].items()}
        admin.open(world.address(route, "private"), method=route.method, **sent)
        if world.of(owner) != before:
            changed.add(route.rule)
            untold += [str(route)] if admin.get("/api/admin/acts/").json["count"] == told else []
        world.again()
    assert untold == []
    assert {"/api/songs/bulk/", "/api/playlist-songs/", "/api/songs/<int:song_id>/"} <= changed


def test_guests_own_what_they_made(world, routes):
    wrong = []
    for route in routes:
        if route.access.letter != "O" or not {*route.names} & {"song_id", "job_id"}:
            continue
        for who, client in world.callers.items():
            got = client.open(world.address(route, "guest's"), method=route.method, **body_of(route)).status_code
            is_let_in = got < 500 and got not in TURNED_AWAY
            if is_let_in != (who in ("guest", "admin")):
                wrong.append(f"{route} of a guest as {who}: {got}")
            if got < 400:
                world.again()
    assert wrong == []


# What nobody may set by naming it: counts, owners, rights, places of files, credits.
SET_BY_THE_STUDIO = {
    "id": 999, "user": 1, "owner": "user:1", "user_id": 1, "play_count": 9, "like_count": 9, "file": "../x",
    "state": "failed", "credits": 10**6, "balance": 10**6, "is_admin": True, "email_verified": True,
    "email": "ada@example.com", "track_id": "track_mine", "job_id": "job_mine", "duration_s": 1.0,
    "created_at": "1970-01-01T00:00:00Z",
}  # fmt: skip


def test_nobody_sets_what_the_studio_sets(world, routes):
    owner, wrong = world.callers["owner"], []
    for route in routes:
        if route.method not in ("PUT", "PATCH") or "json" not in body_of(route):
            continue
        address, body = world.address(route, "private"), body_of(route)["json"]
        plain = owner.open(address, method=route.method, json=body).json
        world.again()
        bold = owner.open(address, method=route.method, json={**SET_BY_THE_STUDIO, **body}).json
        world.again()
        wrong += [f"{route}: {name}" for name in SET_BY_THE_STUDIO if plain.get(name) != bold.get(name)]
    assert wrong == []


def test_ids_in_bodies_are_as_guarded_as_those_in_addresses(world):
    owner, other = world.callers["owner"], world.callers["other"]
    song = world.values["private"]["song_id"]
    notes, sound = (
        owner.post(f"/api/upload/{kind}", data={"file": (BytesIO(content), name)}).json["id"]
        for kind, content, name in (("midi", MIDI, "a.mid"), ("audio", WAV, "a.wav"))
    )
    words, receiver = {"lyrics": "Hello world"}, world.values["person_id"]
    for address, body, theirs, nobodys in (
        ("/api/jobs/music", lambda one: {"prompt": "x", "given": [{"upload": one, "as": "melody"}]}, notes, "up_none"),
        ("/api/jobs/vocals", lambda one: {**words, "melody": one}, notes, "up_none"),
        ("/api/jobs/vocals", lambda one: {**words, "melody": {"song_id": one}}, song, 999),
        ("/api/jobs/vocals", lambda one: {**words, "backing": one}, sound, "up_none"),
        ("/api/jobs/music", lambda one: {"prompt": "x", "audio": one}, sound, "up_none"),
        ("/api/jobs/effects", lambda one: {"path": one, "preset": "jet"}, sound, "up_none"),
        ("/api/jobs/effects", lambda one: {"asset_id": one, "preset": "jet"}, sound, "up_none"),
        ("/api/jobs/effects", lambda one: {"song_id": one, "preset": "jet"}, song, 999),
        ("/api/messages/", lambda one: {"receiver": receiver, "content": "x", "song_id": one}, song, 999),
        ("/api/lyrics/analyze", lambda one: {**words, "song_id": one}, song, 999),
        ("/api/lyrics/generate", lambda one: {"theme": "rain", "song_id": one}, song, 999),
        ("/api/lyrics/rewrite", lambda one: {**words, "line": 0, "song_id": one}, song, 999),
    ):
        refused, unknown = (other.post(address, json=body(one)) for one in (theirs, nobodys))
        assert refused.status_code == unknown.status_code >= 400, (address, refused.text)
        assert refused.json["error"].replace(str(theirs), "?") == unknown.json["error"].replace(str(nobodys), "?")


def test_every_id_that_a_body_may_name_is_tried(routes, client):
    named = set(re.findall(r'"(\w+_id|upload)": ?\{', json.dumps(bodies_of(client.get("/openapi.json").json))))
    # A user is nobody's.
    assert named == {"album_id", "song_id", "asset_id", "upload", "user_id", "receiver_id"}
