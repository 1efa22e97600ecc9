"""Playlist songs over HTTP: single entries, by names or numbers."""

from __future__ import annotations

from typing import Any

from backend.api import access, identity, playlist_schemas
from backend.api.door import Door, answers, services
from backend.api.paging import paged
from backend.api.playlist_fields import EntryChange, EntryPath, EntryQuery, NewEntry

door = Door("playlist songs", "Which song stands where in which playlist.")

READ = access.anyone.because("whoever may see a playlist may read what is in it")
LOOKED_AFTER = access.owners.because("an administrator looks after all playlists, as after songs")
CHANGED = {200: playlist_schemas.ChangedEntry}


@door.get("/api/playlist-songs/", access.users, responses=answers({200: playlist_schemas.EntryPage}, 404))
def listing(query: EntryQuery) -> Any:
    """List what is in your playlists, or in one."""
    relations = services().playlists.relations
    page = relations.page(identity.caller(), query.playlist, number=query.page, size=query.page_size)
    return paged(page.count, page.results, query)


@door.post("/api/playlist-songs/", LOOKED_AFTER, responses=answers({201: playlist_schemas.ChangedEntry}, 404, 409))
def add(body: NewEntry) -> Any:
    """Add a song to a playlist."""
    relations = services().playlists.relations
    return {"success": True, **relations.add(identity.caller(), body.playlist, body.song, body.position)}, 201


@door.get("/api/playlist-songs/<int:entry_id>/", READ, responses=answers({200: playlist_schemas.EntryAnswer}))
def show(path: EntryPath) -> Any:
    """Show an entry of a playlist."""
    return {"success": True, **services().playlists.relations.entry(identity.caller(), path.entry_id)}


@door.put("/api/playlist-songs/<int:entry_id>/", LOOKED_AFTER, responses=answers(CHANGED, 409))
def replace(path: EntryPath, body: EntryChange) -> Any:
    """Change which song an entry is, where it stands, or in which playlist."""
    return _changed(path, body)


@door.patch("/api/playlist-songs/<int:entry_id>/", LOOKED_AFTER, responses=answers(CHANGED, 409))
def change(path: EntryPath, body: EntryChange) -> Any:
    """Change some of which song an entry is, where it stands, or in which playlist."""
    return _changed(path, body)


@door.delete(
    "/api/playlist-songs/<int:entry_id>/", LOOKED_AFTER, responses=answers({200: playlist_schemas.ChangedList}, 409)
)
def remove(path: EntryPath) -> Any:
    """Take an entry out of its playlist; the answer has what would undo it."""
    return {"success": True, **services().playlists.relations.remove(identity.caller(), path.entry_id)}


def _changed(path: EntryPath, body: EntryChange) -> Any:
    wishes = body.model_dump(exclude_none=True)
    return {"success": True, **services().playlists.relations.change(identity.caller(), path.entry_id, wishes)}
