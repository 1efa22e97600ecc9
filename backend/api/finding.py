"""Finding songs over HTTP."""

from __future__ import annotations

from typing import Any

from backend.api import access, finding_fields, finding_schemas, identity
from backend.api.door import Door, answers, services
from backend.api.paging import paged
from backend.api.song_addresses import with_addresses
from backend.api.songs import SongPath
from backend.services.finding.wishes import Scope, Wish

door = Door("finding", "Search, and songs to listen to next.")
SONGS = answers({200: finding_schemas.SomeSongs}, 401)
FOUND = ("id", "title", "genre", "file", "public")


@door.get("/api/songs/featured/", access.anyone, responses=SONGS)
def featured(query: finding_fields.SixQuery) -> Any:
    """Draw some of the editor's picks."""
    return _some(services().discovery.featured(identity.caller(), limit=query.limit))


@door.get("/api/songs/made-for-you/", access.anyone, responses=SONGS)
def made_for_you(query: finding_fields.FourQuery) -> Any:
    """Draw some songs that are like what one liked and heard lately."""
    return _some(services().discovery.made_for(identity.caller(), limit=query.limit))


@door.get("/api/songs/trending/", access.anyone, responses=SONGS)
def trending(query: finding_fields.FourQuery) -> Any:
    """Draw some of what was played most in the last seven days."""
    return _some(services().discovery.trending(identity.caller(), limit=query.limit))


@door.get("/api/songs/random/", access.anyone.because("as the list of songs"), responses=SONGS)
def random(query: finding_fields.RandomQuery) -> Any:
    """Draw some songs by chance."""
    return _some(services().discovery.drawn(identity.caller(), query.wish(), limit=query.limit))


@door.get("/api/songs/<int:song_id>/similar/", access.anyone.because("as the song itself"), responses=SONGS)
def similar(path: SongPath, query: finding_fields.TwelveQuery) -> Any:
    """List the songs that are most like one: by genre, artist, tags, mood, tempo and key."""
    return _some(services().discovery.similar(identity.caller(), path.song_id, limit=query.limit))


@door.get(
    "/api/songs/facets/",
    access.anyone.because("as the list of songs"),
    responses=answers({200: finding_schemas.Facets}, 401),
)
def facets(query: finding_fields.Wished) -> Any:
    """Count songs by genre, mood, key, tempo, year, artist and tag."""
    return {"success": True, **services().finding.facets(identity.caller(), query.wish())}


@door.get("/api/search-songs/", access.anyone, responses=answers({200: finding_schemas.FoundPage}, 401))
def search_songs(query: finding_fields.TitleQuery) -> Any:
    """Search the public songs by a part of their title or genre."""
    wish = Wish(Scope.PUBLIC, query.q, title=query.title, genre_part=query.genre)
    page = services().finding.page(identity.caller(), wish, number=query.page, size=query.page_size)
    found = [{name: song[name] for name in FOUND} for song in page.results]
    return paged(page.count, found, query, after=page.last, has_more=page.has_more)


@door.get(
    "/api/search/",
    access.anyone.because("it finds what each list shows"),
    responses=answers({200: finding_schemas.Everywhere}, 401),
)
def search(query: finding_fields.EverywhereQuery) -> Any:
    """Search songs, albums, artists, playlists and people at once."""
    found = services().everything.search(identity.caller(), query.q, limit=query.limit)
    return {"success": True, **found, "songs": with_addresses(found["songs"])}


def _some(songs: list[dict[str, Any]]) -> Any:
    return {"success": True, "results": with_addresses(songs)}
