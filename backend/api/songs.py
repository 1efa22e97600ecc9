"""Songs over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Response
from pydantic import Field

from backend.api import access, identity, media, song_schemas, voice_schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields
from backend.api.finding_fields import SongQuery
from backend.api.paging import PageQuery, paged
from backend.api.song_addresses import with_addresses
from backend.api.song_bodies import BroughtSong, SongChange, said, sent_picture, sent_sound
from backend.services.finding.wishes import Scope, Wish

door = Door("songs", "The library: one's own songs, and what others made public.")


class SongPath(Fields):
    """One song."""

    song_id: int


class TakeQuery(Fields):
    """Of which take."""

    take: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The number of a take; the current one if none is named."
    )


@door.get("/api/songs/", access.anyone, responses=answers({200: song_schemas.SongPage}, 401))
def listing(query: SongQuery) -> Any:
    """List songs: one's own when signed in, else what is public."""
    page = services().finding.page(
        identity.caller(), query.wish(query.sort), number=query.page, size=query.page_size, after=query.after
    )
    return paged(page.count, with_addresses(page.results), query, after=page.last, has_more=page.has_more)


@door.post("/api/songs/", access.users, responses=answers({201: song_schemas.SongAnswer}, 415, 503))
def add(form: BroughtSong) -> Any:
    """Bring a song: .wav, .mp3 or .flac. It is public unless you say no; a job looks for its tempo, key and shape."""
    song = services().song_uploads.add(identity.caller(), sent_sound(form.file), said(), sent_picture())
    return {"success": True, **with_addresses([song])[0]}, 201


@door.get("/api/songs/trash/", access.owners, responses=answers({200: song_schemas.SongPage}))
def trash(query: PageQuery) -> Any:
    """List what was thrown away in the last 30 days."""
    page = services().finding.page(identity.caller(), Wish(Scope.TRASH), number=query.page, size=query.page_size)
    return paged(page.count, with_addresses(page.results), query)


@door.get("/api/songs/<int:song_id>/", access.anyone, responses=answers({200: song_schemas.SongAnswer}, 401))
def show(path: SongPath) -> Any:
    """Show a song with its sections, chords, stems, files and brief."""
    return {"success": True, **with_addresses([services().songs.song(identity.caller(), path.song_id)])[0]}


@door.put("/api/songs/<int:song_id>/", access.owners, responses=answers({200: song_schemas.SongAnswer}, 503))
def replace(path: SongPath, body: SongChange) -> Any:
    """Change what a song is called, whom it is by, its album, words, tags, picture and visibility."""
    return _changed(path.song_id, body)


@door.patch("/api/songs/<int:song_id>/", access.owners, responses=answers({200: song_schemas.SongAnswer}, 503))
def change(path: SongPath, body: SongChange) -> Any:
    """Change some of that."""
    return _changed(path.song_id, body)


@door.delete("/api/songs/<int:song_id>/", access.owners, responses=answers({204: None}))
def delete(path: SongPath) -> Any:
    """Put a song into the trash for 30 days."""
    services().song_changes.throw_away(identity.caller(), path.song_id)
    return "", 204


@door.post("/api/songs/<int:song_id>/restore/", access.owners, responses=answers({200: song_schemas.SongAnswer}))
def restore(path: SongPath) -> Any:
    """Take a song out of the trash."""
    return {"success": True, **with_addresses([services().song_changes.restore(identity.caller(), path.song_id)])[0]}


@door.get("/api/songs/<int:song_id>/play/", access.anyone, responses=answers({200: media.FILE, 206: media.FILE}, 416))
def play(path: SongPath) -> Response:
    """Play a song; beginning at its beginning counts as a listen."""
    file = services().media.master(identity.known_caller(), path.song_id, format="mp3")
    media.count_listen(file)
    return media.send(file)


@door.get(
    "/api/songs/<int:song_id>/words",
    access.anyone.because("whoever may hear a song may read its words"),
    responses=answers({200: voice_schemas.SongWords}),
)
def words(path: SongPath, query: TakeQuery) -> Any:
    """Show what is sung in a song, each word and syllable with its times."""
    return {"success": True, **services().song_words.words(identity.known_caller(), path.song_id, query.take)}


def _changed(song_id: int, body: SongChange) -> Any:
    song = services().song_changes.change(identity.caller(), song_id, body.wishes(), sent_picture())
    return {"success": True, **with_addresses([song])[0]}
