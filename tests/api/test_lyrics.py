"""Lyrics over HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

WORDS = "[Verse]\nThe moon was hanging low and blue\nI walked along the avenue\n[Chorus]\nStay with me\n[Chorus]"
LRC = "[ti:Night]\n[00:01.00]Hold me close\n[00:03.00]till the morning\n[00:20.00]Let me go\n"


@pytest.fixture
def ada(sign_up):
    return sign_up("ada")


def ask(client, what, **fields):
    return client.post(f"/api/lyrics/{what}", json=fields)


def test_lyrics_are_looked_through(client):
    answer = ask(client, "analyze", lyrics=WORDS)
    assert answer.status_code == 200
    verse, chorus, again = answer.json["sections"]
    assert (verse["rhyme_scheme"], verse["meter"]) == ("AA", "iambic tetrameter")
    assert verse["lines"][0]["stresses"] == "01010101"
    assert verse["lines"][1]["rhymes"] == "perfect"
    assert (chorus["repeated"], again["repeated"]) == (False, True)
    assert verse["lines"][0]["words"][3]["syllables"] == [{"text": "hang", "stress": 2}, {"text": "ing", "stress": 0}]


def test_lyrics_are_written_and_kept(ada):
    answer = ask(ada, "generate", theme="leaving town", style="folk", seed=5, rhyme_scheme="AABB")
    assert answer.status_code == 200, answer.text
    assert (answer.json["engine_used"], answer.json["fallback_reason"], answer.json["seed"]) == ("composer", None, 5)
    assert ada.get(f"/api/lyrics/{answer.json['id']}").json["lyrics"] == answer.json["lyrics"]
    assert (
        ask(ada, "generate", theme="leaving town", style="folk", seed=5, rhyme_scheme="AABB").json["lyrics"]
        == (answer.json["lyrics"])
    )
    assert {section["role"] for section in answer.json["sections"]} >= {"verse", "chorus"}


def test_words_for_a_short_song_are_fewer(ada):
    count = lambda **asked: len(ask(ada, "generate", theme="sea", style="pop", seed=5, **asked).json["sections"])  # noqa: E731
    assert count(duration=30) == 2 < count()
    assert ask(ada, "generate", theme="sea", duration=1).status_code == 422


def test_writing_wants_somebody_to_keep_it_for(client):
    assert ask(client, "generate", theme="sea").status_code == 401


def test_a_line_is_rewritten_and_a_song_goes_on(client):
    answer = ask(client, "rewrite", lyrics=WORDS, line=1, seed=1)
    assert answer.json["line"] == answer.json["alternatives"][0]
    assert answer.json["line"] in answer.json["lyrics"]
    more = ask(client, "continue", lyrics=WORDS, seed=1, section="bridge").json
    assert more["lyrics"].startswith(WORDS)
    assert more["sections"][-1]["role"] == "bridge"


def test_rhymes_and_synonyms_are_found(client):
    found = ask(client, "rhymes", word="tonight", kind="perfect", syllables=2, stress="01").json["rhymes"]
    assert {"word": "delight", "kind": "perfect", "syllables": 2, "stress": "01"} in found
    assert "sorrow" in {one["word"] for one in ask(client, "synonyms", word="grief").json["synonyms"]}


def test_themes_are_listed(client):
    answer = client.get("/api/lyrics/themes").json
    assert {"road", "love", "winter"} <= {theme["name"] for theme in answer["themes"]}
    assert (answer["engine"], "wistful" in answer["moods"]) == ("composer", True)


def test_what_lyrics_were_stays_as_a_version(ada):
    kept = ada.post("/api/lyrics", json={"lyrics": "one line", "title": "Mine"})
    assert kept.status_code == 201
    where = f"/api/lyrics/{kept.json['id']}"
    changed = ada.put(where, json={"lyrics": "another line"}).json
    assert (changed["version"], changed["lyrics"], changed["title"]) == (2, "another line", "Mine")
    assert ada.put(where, json={"lyrics": "another line", "title": "Ours"}).json["version"] == 2
    assert [version["version"] for version in ada.get(f"{where}/versions").json["results"]] == [2, 1]
    assert ada.get(f"{where}/versions/1").json["lyrics"] == "one line"
    assert ada.get(f"{where}/versions/7").status_code == 404
    assert [one["title"] for one in ada.get("/api/lyrics").json["results"]] == ["Ours"]
    assert ada.delete(where).status_code == 204
    assert ada.get(where).status_code == 404


def test_changes_at_the_same_time_are_versions_one_after_the_other(ada, app):
    kept = ada.post("/api/lyrics", json={"lyrics": "one line"}).json["id"]
    start = Barrier(4)

    def change(number):
        start.wait()
        client = app.test_client(use_cookies=False)
        client.environ_base |= ada.environ_base
        return [client.put(f"/api/lyrics/{kept}", json={"lyrics": f"{number} {n}"}).status_code for n in range(5)]

    with ThreadPoolExecutor(4) as people:
        assert [status for found in people.map(change, range(4)) for status in found] == [200] * 20
    assert ada.get(f"/api/lyrics/{kept}").json["version"] == 21


@pytest.mark.security
def test_lyrics_are_for_their_owner_alone(ada, sign_up, client):
    where = f"/api/lyrics/{ada.post('/api/lyrics', json={'lyrics': 'mine'}).json['id']}"
    bob = sign_up("bob")
    for address in (where, f"{where}/versions", f"{where}/versions/1", f"{where}/file"):
        assert bob.get(address).status_code == 404
        assert client.get(address).status_code == 401
    assert bob.put(where, json={"lyrics": "his"}).status_code == 404
    assert bob.delete(where).status_code == 404
    assert bob.get("/api/lyrics").json["count"] == 0


def send(client, content, name):
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(content), name)})
    return client.post("/api/lyrics/import", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_files_with_times_come_in_and_go_out(ada):
    kept = send(ada, LRC.encode(), "night.lrc").json
    assert (kept["title"], kept["timed"]) == ("Night", True)
    assert kept["lyrics"] == "Hold me close\ntill the morning\n\nLet me go"
    where = f"/api/lyrics/{kept['id']}/file"
    assert ada.get(where, query_string={"format": "lrc"}).text.startswith("[ti:Night]\n[00:01.00]Hold me close\n")
    assert "00:00:01,000 --> 00:00:03,000" in ada.get(where, query_string={"format": "srt"}).text
    assert ada.get(where).headers["Content-Disposition"] == "attachment; filename=Night.txt"


def test_sections_that_a_file_names_are_those_of_the_words(ada):
    named = "[#:Verse 1]\n[00:01.00]Hold me\n[#:Chorus]\n[00:02.00]Let me go\n[00:20.00]Let me stay\n"
    kept = send(ada, named.encode(), "night.lrc").json
    assert kept["lyrics"] == "[Verse 1]\nHold me\n\n[Chorus]\nLet me go\nLet me stay"
    other = "[00:05.00][00:20.00]late\n[#:Made with care]\n[#:Chorus x2]\n[00:10.00]hold me\n"
    assert send(ada, other.encode(), "other.lrc").json["lyrics"] == "late\n\n[Chorus]\nhold me\n\n[Verse]\nlate"
    again = ada.get(f"/api/lyrics/{kept['id']}/file", query_string={"format": "lrc"}).data
    assert send(ada, again, "again.lrc").json["lyrics"] == kept["lyrics"]


def test_lyrics_without_times_have_no_such_file(ada):
    kept = ada.post("/api/lyrics", json={"lyrics": "a line"}).json
    answer = ada.get(f"/api/lyrics/{kept['id']}/file", query_string={"format": "srt"})
    assert (answer.status_code, answer.json["code"]) == (409, "conflict")


@pytest.mark.security
@pytest.mark.parametrize(
    ("content", "name", "status"),
    [
        (b"\xff\xfe\x00", "a.txt", 422),
        (b"words", "a.exe", 422),
        (b"", "a.lrc", 422),
        (b"no times", "a.srt", 422),
        (b"x" * 600_000, "a.txt", 413),
    ],
)
def test_files_that_are_none_are_refused(ada, content, name, status):
    assert send(ada, content, name).status_code == status


@pytest.mark.security
@pytest.mark.parametrize(
    ("what", "fields", "says"),
    [
        ("analyze", {"lyrics": "la " * 300_000}, "20000"),
        ("analyze", {"lyrics": "😀🎵\u200b"}, "no line"),
        ("analyze", {"lyrics": "hello", "language": "tlh"}, "'tlh' cannot be sung"),
        ("analyze", {"lyrics": "hello", "song_id": 77}, "no song 77"),
        ("analyze", {"lyrics": "hello", "song_id": 10**30}, "song_id"),
        ("rewrite", {"lyrics": "hello", "line": 9}, "no line 9"),
        ("rhymes", {"word": "..."}, "no sound"),
        ("rhymes", {"word": ""}, "no sound"),
        ("continue", {"lyrics": "hello", "section": "solo"}, "verse"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(client, what, fields, says):
    answer = ask(client, what, **fields)
    assert 400 <= answer.status_code < 500
    assert says in answer.text


@pytest.mark.security
@pytest.mark.parametrize("lyrics", ["שלום עולם", "العربية", "日本語の歌", "a\u0000b\u202ec", "😀 hello 🎵"])
def test_any_alphabet_is_looked_through(client, lyrics):
    assert ask(client, "analyze", lyrics=lyrics).status_code == 200


@pytest.mark.security
class TestLimits:
    @pytest.fixture
    def environment(self, environment):
        return {**environment, "RATE_LIMIT_ENABLED": "1"}

    def test_thirty_questions_a_minute_are_answered(self, client):
        statuses = [ask(client, "synonyms", word="blue").status_code for _ in range(31)]
        assert statuses == [200] * 30 + [429]
        assert ask(client, "rhymes", word="blue").status_code == 429


@pytest.mark.security
def test_what_a_file_says_is_kept_as_if_it_had_been_typed(ada):
    kept = send(ada, f"[ti:{'n' * 250}]\n[00:01.00]Hold\0 me".encode(), "night.lrc").json
    assert (kept["title"], kept["lyrics"]) == ("n" * 200, "Hold me")
    odd = send(ada, b"[ti:two\rrows]\n[00:01.00]Hold me", "a.lrc").json
    assert ada.get(f"/api/lyrics/{odd['id']}/file").status_code == 200
