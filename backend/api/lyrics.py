"""Lyrics over HTTP: help with writing them, and keeping them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from flask import Response
from flask_openapi3.models.file import FileStorage
from pydantic import Field
from werkzeug.datastructures import FileStorage as SentFile

from backend.api import access, identity, lyric_fields, lyric_schemas, media
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Title
from backend.api.paging import PageQuery, paged
from backend.services.errors import InvalidInput

door = Door("lyrics", "Words for songs: looked through, written, and kept with all their versions.")

MOST_BYTES = 500_000
WHILE_TYPING = access.anyone.because("words are looked through while they are typed; nothing is kept")


class SheetPath(Fields):
    """Some lyrics that are kept."""

    sheet_id: int


class VersionPath(SheetPath):
    """One version of them."""

    number: int


class FileQuery(Fields):
    """As which file."""

    format: Literal["txt", "lrc", "lrc_words", "srt"] = "txt"


class LyricFile(Fields):
    """A file of lyrics."""

    file: FileStorage | None = Field(
        None, description="The .lrc, .srt or .txt.", json_schema_extra={"format": "binary"}
    )
    title: Title | None = None


@door.post(
    "/api/lyrics/analyze",
    WHILE_TYPING,
    responses=answers({200: lyric_schemas.LyricReport}, 404, 409, 503),
)
def analyze(body: lyric_fields.Analysis) -> Any:
    """Look through lyrics: syllables, stresses, rhymes, what is hard to sing, and how they fit a song's melody."""
    found = services().lyricist.analyse(
        identity.caller(), body.lyrics, language=body.language, respelled=body.respelled, song_id=body.song_id
    )
    return {"success": True, **found}


@door.post("/api/lyrics/generate", access.users, responses=answers({200: lyric_schemas.NewLyrics}, 404, 409))
def generate(body: lyric_fields.Writing) -> Any:
    """Write lyrics and keep them; within a second, or up to twelve where a language model is asked first."""
    wish = replace(body.to_wish(form=body.form, scheme=body.rhyme_scheme), length_s=body.duration)
    return {"success": True, **services().lyricist.generate(identity.caller(), wish, song_id=body.song_id)}


@door.post(
    "/api/lyrics/rewrite",
    WHILE_TYPING,
    responses=answers({200: lyric_schemas.RewrittenLine}, 404, 409),
)
def rewrite(body: lyric_fields.Rewriting) -> Any:
    """Write other words for a line that scan and rhyme as the old ones did; the first of them is put in its place."""
    found = services().lyricist.rewrite(identity.caller(), body.lyrics, body.line, body.to_wish(), song_id=body.song_id)
    return {"success": True, **found}


@door.post(
    "/api/lyrics/continue",
    WHILE_TYPING,
    responses=answers({200: lyric_schemas.MoreLyrics}),
)
def go_on(body: lyric_fields.GoingOn) -> Any:
    """Write the section that comes next."""
    return {"success": True, **services().lyricist.go_on(body.lyrics, body.to_wish(), body.section)}


@door.post(
    "/api/lyrics/rhymes",
    WHILE_TYPING,
    responses=answers({200: lyric_schemas.Rhymes}),
)
def rhymes(body: lyric_fields.RhymeQuery) -> Any:
    """Find words that rhyme with a word or the end of a line: true rhymes first, the common ones before the rare."""
    found = services().lyricist.rhymes(body.word, kind=body.kind, syllables=body.syllables, stress=body.stress)
    return {"success": True, "rhymes": found}


@door.post(
    "/api/lyrics/synonyms",
    WHILE_TYPING,
    responses=answers({200: lyric_schemas.Synonyms}),
)
def synonyms(body: lyric_fields.SynonymQuery) -> Any:
    """Find words that can stand for another; those that scan as it does come first."""
    return {"success": True, "synonyms": services().lyricist.synonyms(body.word, syllables=body.syllables)}


@door.get(
    "/api/lyrics/themes",
    access.anyone.because("what there is to choose from"),
    responses=answers({200: lyric_schemas.LyricThemes}),
)
def themes() -> Any:
    """List the themes and moods that the studio writes about."""
    return {"success": True, **services().lyricist.choices()}


@door.get("/api/lyrics", access.users, responses=answers({200: lyric_schemas.LyricPage}))
def listing(query: PageQuery) -> Any:
    """List the caller's lyrics, those that changed last first."""
    count, results = services().lyric_sheets.listing(identity.caller(), query.page, query.page_size)
    return paged(count, results, query)


@door.post("/api/lyrics", access.users, responses=answers({201: lyric_schemas.LyricSheet}, 409))
def keep(body: lyric_fields.Sheet) -> Any:
    """Keep some lyrics."""
    kept = services().lyric_sheets.keep(identity.caller(), body.lyrics, title=body.title or "", language=body.language)
    return {"success": True, **kept}, 201


@door.post("/api/lyrics/import", access.users, responses=answers({201: lyric_schemas.LyricSheet}, 409))
def bring(form: LyricFile) -> Any:
    """Keep the lyrics of an .lrc, .srt or .txt file, with the times of its lines where it has them."""
    file = form.file
    if not isinstance(file, SentFile) or not file.filename:
        raise InvalidInput.of({"file": ["No file was sent; send an .lrc, .srt or .txt as multipart field `file`."]})
    with file.stream as stream:
        content = stream.read(MOST_BYTES + 1)
    kept = services().lyric_sheets.bring(identity.caller(), content, file.filename, form.title or "")
    return {"success": True, **kept}, 201


@door.get("/api/lyrics/<int:sheet_id>", access.owners, responses=answers({200: lyric_schemas.LyricSheet}))
def show(path: SheetPath) -> Any:
    """Show some lyrics as they are now."""
    return {"success": True, **services().lyric_sheets.show(identity.caller(), path.sheet_id)}


@door.put("/api/lyrics/<int:sheet_id>", access.owners, responses=answers({200: lyric_schemas.LyricSheet}))
def change(path: SheetPath, body: lyric_fields.SheetChange) -> Any:
    """Change lyrics; what they were before stays as a version."""
    changed = services().lyric_sheets.change(
        identity.caller(), path.sheet_id, text=body.lyrics, title=body.title, language=body.language
    )
    return {"success": True, **changed}


@door.delete("/api/lyrics/<int:sheet_id>", access.owners, responses=answers({204: None}))
def delete(path: SheetPath) -> Any:
    """Delete lyrics with all their versions."""
    services().lyric_sheets.delete(identity.caller(), path.sheet_id)
    return "", 204


@door.get("/api/lyrics/<int:sheet_id>/versions", access.owners, responses=answers({200: lyric_schemas.LyricVersions}))
def versions(path: SheetPath) -> Any:
    """List the versions of lyrics, the newest first."""
    return {"success": True, "results": services().lyric_sheets.versions(identity.caller(), path.sheet_id)}


@door.get(
    "/api/lyrics/<int:sheet_id>/versions/<int:number>",
    access.owners,
    responses=answers({200: lyric_schemas.LyricVersion}),
)
def version(path: VersionPath) -> Any:
    """Show a version of lyrics."""
    return {"success": True, **services().lyric_sheets.version(identity.caller(), path.sheet_id, path.number)}


@door.get("/api/lyrics/<int:sheet_id>/file", access.owners, responses=answers({200: media.FILE}, 409))
def file(path: SheetPath, query: FileQuery) -> Response:
    """Download lyrics as text, or with the times of their lines as LRC or SRT where those are known."""
    text, name = services().lyric_sheets.file(identity.caller(), path.sheet_id, query.format)
    answer = Response(text, mimetype="text/plain")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
