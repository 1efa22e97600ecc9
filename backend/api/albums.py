"""Albums and artists over HTTP."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from backend.api import access, album_schemas, identity
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Line, Title, example
from backend.api.opinions import AlbumPath, ArtistPath
from backend.api.paging import PageQuery, paged
from backend.api.song_addresses import with_addresses
from backend.api.song_bodies import sent_picture
from backend.services.album_pages import AlbumSort

door = Door("albums", "Albums and artists.")

ONE = {200: album_schemas.AlbumAnswer}
# The years that fit on a record.
FIRST_YEAR, LAST_YEAR = 0, 9999


class AlbumQuery(PageQuery):
    """Which albums."""

    q: Line = Field("", description="A part of the title.")
    sort: AlbumSort = Field(AlbumSort.NEWEST, description="The order; a leading minus: what is most comes first.")


class ArtistQuery(PageQuery):
    """Which artists."""

    q: Line = Field("", description="A part of the name.")


class RemoveQuery(Fields):
    """What becomes of the songs on an album."""

    keep_songs: bool = Field(False, description="Let songs that were brought stay; those made here stay in any case.")


class AlbumChange(Fields):
    """What may be said about an album; `image` may be a file of a multipart form."""

    title: Title | None = None
    artist: Line | None = Field(None, max_length=200)
    release_year: int | None = Field(None, ge=FIRST_YEAR, le=LAST_YEAR, description="0: none.")
    image: str | None = Field(None, max_length=1000, description="A picture, as a file: PNG, JPEG, WebP. `null`: none.")

    model_config = example(title="Harbour Lights", artist="Clara", release_year=2026)

    def wishes(self) -> dict[str, Any]:
        """What was said, as the services want it."""
        wishes = self.model_dump(exclude_none=True, exclude={"image"})
        if "image" in self.model_fields_set and not self.image:
            wishes["image"] = None
        return wishes


@door.get("/api/albums/", access.anyone, responses=answers({200: album_schemas.AlbumPage}))
def listing(query: AlbumQuery) -> Any:
    """List albums."""
    page = services().albums.page(
        identity.known_caller(), words=query.q, sort=query.sort, number=query.page, size=query.page_size
    )
    return paged(page.count, with_addresses(page.results), query)


@door.get("/api/albums/<int:album_id>/", access.anyone, responses=answers(ONE))
def show(path: AlbumPath) -> Any:
    """Show an album with its songs in order."""
    return _shown(services().albums.album(identity.known_caller(), path.album_id))


@door.post("/api/albums/", access.admins, responses=answers({201: album_schemas.AlbumAnswer}, 503))
def make(body: AlbumChange) -> Any:
    """Make an album."""
    return _shown(services().albums.make(identity.caller(), body.wishes(), sent_picture())), 201


@door.put("/api/albums/<int:album_id>/", access.admins, responses=answers(ONE, 503))
def replace(path: AlbumPath, body: AlbumChange) -> Any:
    """Change an album's title, artist, year and picture."""
    return _shown(services().albums.change(identity.caller(), path.album_id, body.wishes(), sent_picture()))


@door.patch("/api/albums/<int:album_id>/", access.admins, responses=answers(ONE, 503))
def change(path: AlbumPath, body: AlbumChange) -> Any:
    """Change some of that."""
    return _shown(services().albums.change(identity.caller(), path.album_id, body.wishes(), sent_picture()))


@door.delete("/api/albums/<int:album_id>/", access.admins, responses=answers({204: None}))
def remove(path: AlbumPath, query: RemoveQuery) -> Any:
    """Remove an album and put the songs on it that were brought into the trash."""
    services().albums.remove(path.album_id, keep_songs=query.keep_songs)
    return "", 204


@door.get(
    "/api/artists/",
    access.anyone.because("artists are of what the caller may see"),
    responses=answers({200: album_schemas.ArtistPage}),
)
def artists(query: ArtistQuery) -> Any:
    """List artists by name."""
    page = services().artists.page(identity.known_caller(), words=query.q, number=query.page, size=query.page_size)
    return paged(page.count, with_addresses(page.results), query)


@door.get(
    "/api/artists/<int:artist_id>/",
    access.anyone.because("artists are of what the caller may see"),
    responses=answers({200: album_schemas.ArtistAnswer}),
)
def show_artist(path: ArtistPath) -> Any:
    """Show an artist with albums and the songs that were heard most."""
    artist = services().artists.artist(identity.known_caller(), path.artist_id)
    inside = {name: with_addresses(artist[name]) for name in ("albums", "songs")}
    return {"success": True, **with_addresses([artist])[0], **inside}


def _shown(album: dict[str, Any]) -> dict[str, Any]:
    return {"success": True, **with_addresses([album])[0], "songs": with_addresses(album["songs"])}
