"""Playlists over HTTP: themselves, what is in them, who changes them."""

from __future__ import annotations

from typing import Any

from flask import Response

from backend.api import access, identity, media, playlist_schemas
from backend.api.door import Door, answers, services
from backend.api.paging import PageQuery, absolute, origin, paged
from backend.api.playlist_fields import (
    AddedSongs,
    AllSongs,
    CoverPath,
    Invited,
    JoinToken,
    MemberPath,
    Move,
    OpenedQuery,
    PlaylistChange,
    PlaylistPath,
    PlaylistQuery,
    TakenOut,
    TriedRule,
    sent_cover,
    since,
)
from backend.api.song_addresses import with_addresses
from backend.services.errors import InvalidInput
from backend.services.playlists.documents import COVERS
from backend.services.playlists.rules import told

door = Door("playlists", "Songs in an order of one's own, alone or with others.")

PUBLIC_ONES = access.anyone.because("whoever may see a playlist may read it, and public ones are for everybody")
LOOKED_AFTER = access.owners.because("an administrator looks after all playlists, as after songs")
MEMBERS = access.owners.because("its owner, its members and an administrator; whoever else may see it is told so")
ONE = {200: playlist_schemas.PlaylistAnswer}
CHANGED = {200: playlist_schemas.ChangedList}


@door.get("/api/public-playlists/", access.anyone, responses=answers({200: playlist_schemas.PlaylistPage}))
def public(query: PageQuery) -> Any:
    """List everybody's public playlists, the newest first."""
    page = services().playlists.lists.page(identity.caller(), number=query.page, size=query.page_size)
    return paged(page.count, with_covers(page.results), query)


@door.get("/api/playlists/", access.users, responses=answers({200: playlist_schemas.PlaylistPage}))
def listing(query: PlaylistQuery) -> Any:
    """List your playlists, the newest first."""
    lists = services().playlists.lists
    page = lists.page(identity.caller(), query.whose, number=query.page, size=query.page_size)
    return paged(page.count, with_covers(page.results), query)


@door.post("/api/playlists/", access.users, responses=answers({201: playlist_schemas.PlaylistAnswer}, 409, 503))
def make(body: PlaylistChange) -> Any:
    """Make a playlist."""
    made = services().playlists.lists.make(identity.caller(), body.wishes(), sent_cover())
    return _shown(made), 201


@door.get("/api/playlists/fields/", access.users, responses=answers({200: playlist_schemas.RuleFields}))
def fields() -> Any:
    """List what rules of smart playlists may ask about, by which operators, the orders, and the limits."""
    return {"success": True, **told()}


@door.post("/api/playlists/preview/", access.users, responses=answers({200: playlist_schemas.RulePreview}))
def preview(body: TriedRule) -> Any:
    """Show what a rule finds now."""
    found = services().playlists.lists.preview(identity.caller(), body.rule)
    return {"success": True, **found, "songs": with_addresses(found["songs"])}


@door.get("/api/playlists/<int:playlist_id>/", PUBLIC_ONES, responses=answers(ONE))
def show(path: PlaylistPath) -> Any:
    """Show a playlist without its songs."""
    return _shown(services().playlists.lists.playlist(identity.caller(), path.playlist_id))


@door.get("/api/playlist/<int:playlist_id>/", access.anyone, responses=answers({200: playlist_schemas.OpenedPlaylist}))
def view(path: PlaylistPath, query: OpenedQuery) -> Any:
    """Show a playlist with its songs in order."""
    found = services().playlists.lists.opened(
        identity.caller(), path.playlist_id, number=query.page, size=query.page_size
    )
    songs = with_addresses(found.pop("songs"))
    page = paged(found["count"], songs, query)
    return {**_shown(found), "next": page["next"], "previous": page["previous"], "songs": songs}


@door.put("/api/playlists/<int:playlist_id>/", LOOKED_AFTER, responses=answers(ONE, 409, 503))
def replace(path: PlaylistPath, body: PlaylistChange) -> Any:
    """Change a playlist's name, cover, description and visibility."""
    return _changed(path, body)


@door.patch("/api/playlists/<int:playlist_id>/", LOOKED_AFTER, responses=answers(ONE, 409, 503))
def change(path: PlaylistPath, body: PlaylistChange) -> Any:
    """Change some of a playlist's name, cover, description and visibility."""
    return _changed(path, body)


@door.delete("/api/playlists/<int:playlist_id>/", LOOKED_AFTER, responses=answers({204: None}))
def remove(path: PlaylistPath) -> Any:
    """Delete a playlist; its songs stay."""
    services().playlists.lists.remove(identity.caller(), path.playlist_id)
    return "", 204


@door.post("/api/playlists/<int:playlist_id>/songs/", access.owners, responses=answers(CHANGED, 409))
def add(path: PlaylistPath, body: AddedSongs) -> Any:
    """Put songs into a playlist, at a place or at the end."""
    entries = services().playlists.entries
    done = entries.add(identity.caller(), path.playlist_id, body.songs, at=body.position, since=since(body))
    return {"success": True, **done}


@door.put("/api/playlists/<int:playlist_id>/songs/", access.owners, responses=answers(CHANGED, 409))
def arrange(path: PlaylistPath, body: AllSongs) -> Any:
    """Let a playlist hold these songs in this order, if nobody changed it since `changed_at` (or `If-Match`)."""
    state = since(body)
    entries = services().playlists.entries
    if state is None:
        raise InvalidInput.of({"changed_at": ["Say which state you replace: the playlist's `changed_at`."]})
    done = entries.replace(identity.caller(), path.playlist_id, body.songs, meant=body.entries, since=state)
    return {"success": True, **done}


@door.post("/api/playlists/<int:playlist_id>/move/", access.owners, responses=answers(CHANGED, 409))
def move(path: PlaylistPath, body: Move) -> Any:
    """Move one or several entries of a playlist to a place."""
    entries = services().playlists.entries
    done = entries.move(identity.caller(), path.playlist_id, body.entries, body.to, since=since(body))
    return {"success": True, **done}


@door.post("/api/playlists/<int:playlist_id>/remove/", access.owners, responses=answers(CHANGED, 409))
def take_out(path: PlaylistPath, body: TakenOut) -> Any:
    """Take entries out of a playlist."""
    entries = services().playlists.entries
    done = entries.take_out(identity.caller(), path.playlist_id, body.entries, since=since(body))
    return {"success": True, **done}


@door.get("/api/playlists/<int:playlist_id>/members/", MEMBERS, responses=answers({200: playlist_schemas.MemberList}))
def members(path: PlaylistPath) -> Any:
    """List who may change a playlist beside its owner."""
    found = services().playlists.members.listing(identity.caller(), path.playlist_id)
    return {"success": True, "results": found}


@door.post(
    "/api/playlists/<int:playlist_id>/members/", access.owners, responses=answers({200: playlist_schemas.MemberList})
)
def invite(path: PlaylistPath, body: Invited) -> Any:
    """Let somebody change what is in a playlist."""
    found = services().playlists.members.invite(identity.caller(), path.playlist_id, body.user_id)
    return {"success": True, "results": found}


@door.delete("/api/playlists/<int:playlist_id>/members/<int:user_id>/", access.owners, responses=answers({204: None}))
def let_go(path: MemberPath) -> Any:
    """Let a member go; a member may leave."""
    services().playlists.members.let_go(identity.caller(), path.playlist_id, path.user_id)
    return "", 204


@door.post(
    "/api/playlists/<int:playlist_id>/invitation/", access.owners, responses=answers({200: playlist_schemas.Invitation})
)
def open_invitation(path: PlaylistPath) -> Any:
    """Make a link by which others become members; the one until now ends."""
    token = services().playlists.members.open(identity.caller(), path.playlist_id)
    return {"success": True, "token": token, "url": absolute(f"/playlists/join/{token}")}


@door.delete("/api/playlists/<int:playlist_id>/invitation/", access.owners, responses=answers({204: None}))
def close_invitation(path: PlaylistPath) -> Any:
    """End the link by which others become members; members stay."""
    services().playlists.members.close(identity.caller(), path.playlist_id)
    return "", 204


@door.post("/api/playlists/join/", access.users, responses=answers({**ONE}, 404))
def join(body: JoinToken) -> Any:
    """Become a member of a playlist by the token of an invitation."""
    return _shown(services().playlists.members.join(identity.caller(), body.token))


@door.get("/media/covers/<name>", PUBLIC_ONES, responses=answers({200: media.FILE}))
def cover(path: CoverPath, query: media.MediaQuery) -> Response:
    """Send the cover of a playlist."""
    caller = media.reader(f"{COVERS}/{path.name}", query.sig)
    return media.send(services().playlists.covers.find(caller, path.name))


def _changed(path: PlaylistPath, body: PlaylistChange) -> Any:
    changed = services().playlists.lists.change(
        identity.caller(), path.playlist_id, body.wishes(), sent_cover(), since=since(body)
    )
    return _shown(changed)


def _shown(playlist: dict[str, Any]) -> dict[str, Any]:
    return {"success": True, **with_covers([playlist])[0]}


def with_covers(playlists: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Playlists with the absolute addresses of their covers, as the printed clients want them."""
    here = origin()
    return [{**playlist, "cover_image": here + playlist["cover_image"]} for playlist in playlists]
