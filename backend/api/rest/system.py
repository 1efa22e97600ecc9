"""What players ask about the server and about whom they play for."""

from __future__ import annotations

from backend.api.door import services
from backend.api.rest.answers import NOT_ALLOWED, Refused
from backend.api.rest.calls import Content, Given, call
from backend.services.callers import Caller
from backend.services.players import catalogue
from backend.services.spelling import name_key

EXTENSIONS = ("apiKeyAuthentication", "formPost", "indexBasedQueue", "songLyrics", "transcodeOffset")


@call("ping")
def ping(_caller: Caller, _given: Given) -> Content:
    """Say that the server is there and the login good."""
    return None


@call("getLicense")
def get_license(_caller: Caller, _given: Given) -> Content:
    """Free software has a licence without end."""
    return {"license": {"valid": True}}


@call("getOpenSubsonicExtensions", is_open=True)
def get_extensions(_caller: Caller, _given: Given) -> Content:
    """List what is offered beyond the protocol's base."""
    return {"openSubsonicExtensions": [{"name": name, "versions": [1]} for name in EXTENSIONS]}


@call("tokenInfo")
def token_info(caller: Caller, _given: Given) -> Content:
    """Say whose the credentials are."""
    return {"tokenInfo": {"username": caller.signed_in().username}}


@call("getUser")
def get_user(caller: Caller, given: Given) -> Content:
    """Say what the caller may do; administrators have no other word here than anybody else."""
    person = caller.signed_in()
    wanted = given.text("username", person.username)
    if name_key(wanted) != name_key(person.username):
        raise Refused(NOT_ALLOWED, f"You are {person.username!r}, and may ask about no other user.")
    return {"user": _user(caller)}


@call("getUsers")
def get_users(caller: Caller, _given: Given) -> Content:
    """List the users that the caller may ask about: themselves."""
    return {"users": {"user": [_user(caller)]}}


@call("getMusicFolders")
def get_music_folders(_caller: Caller, _given: Given) -> Content:
    """There is one folder, the library."""
    return {"musicFolders": {"musicFolder": [{"id": catalogue.FOLDER, "name": catalogue.FOLDER_NAME}]}}


@call("getScanStatus", "startScan")
def get_scan_status(caller: Caller, _given: Given) -> Content:
    """Nothing is ever scanned: what is in the library is known at once."""
    return {"scanStatus": {"scanning": False, "count": services().players.catalogue.count(caller)}}


def _user(caller: Caller) -> dict[str, object]:
    person = caller.signed_in()
    can = ("settingsRole", "downloadRole", "playlistRole", "streamRole", "scrobblingEnabled")
    cannot = ("adminRole", "uploadRole", "coverArtRole", "commentRole", "podcastRole", "jukeboxRole", "shareRole")
    return {
        "username": person.username,
        **dict.fromkeys(can, True),
        **dict.fromkeys((*cannot, "videoConversionRole"), False),
        "folder": [catalogue.FOLDER],
    }
