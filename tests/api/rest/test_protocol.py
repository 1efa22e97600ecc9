"""The envelope of the protocol, whatever is asked."""

from __future__ import annotations

import pytest
from rest_player import NAMESPACE


def test_xml_is_what_players_get_that_ask_for_nothing(client):
    answer = client.get("/rest/getOpenSubsonicExtensions")
    assert answer.mimetype == "text/xml"
    assert b'xmlns="http://subsonic.org/restapi"' in answer.data


def test_jsonp_calls_back_and_no_script_is_smuggled_in(player):
    answer = player.ask("ping", f="jsonp", callback="library.loaded")
    assert answer.text.startswith('library.loaded({"subsonic-response"') and answer.text.endswith(");")
    assert answer.mimetype == "application/javascript"
    assert player.ask("ping", f="jsonp", callback="alert(1)//").is_json


@pytest.mark.parametrize("call", ["ping", "ping.view"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_calls_come_by_get_or_as_a_form_and_with_or_without_an_ending(player, call, method):
    assert player.ask(call, method=method).json["subsonic-response"]["status"] == "ok"


def test_refusals_are_answers_with_200_in_each_form(player):
    assert player.refused("getSong")["code"] == 10
    assert player.refused("getSong", id="so-999")["code"] == 70
    assert player.refused("getSong", id="nonsense")["code"] == 70
    assert player.ask("getSong").status_code == 200
    error = player.xml("getSong").find(f"{NAMESPACE}error")
    assert error.get("code") == "10"


def test_a_call_that_is_not_there_is_said_so_with_404(player):
    answer = player.ask("getEverything")
    assert (answer.status_code, answer.json["subsonic-response"]["status"]) == (404, "failed")


def test_numbers_that_are_none_are_refused_by_name(player):
    error = player.refused("getRandomSongs", size="many")
    assert error == {"code": 0, "message": "'size' is 'many'; it must be a whole number."}
    assert player.refused("getAlbumList2", type="best")["message"].startswith("'type' is 'best'; known are random,")


def test_titles_are_written_so_that_xml_can_hold_them(player, library):
    number = library('He said "<&>"\x0b')
    song = player.xml("getSong", id=f"so-{number}").find(f"{NAMESPACE}song")
    assert song.get("title") == 'He said "<&>"'
