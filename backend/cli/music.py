"""Commands that make music without a server, a database or a queue."""

from __future__ import annotations

import json
import secrets
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import click

from backend import config
from backend.cli import taking
from backend.services import speech
from backend.studio.brief import MAX_SECONDS, MAX_SEED, MIN_SECONDS
from backend.studio.composer import styles
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer_engine import SHARES, ComposerEngine
from backend.studio.effects import racks
from backend.studio.errors import BadProject, StudioError
from backend.studio.formats import delivery
from backend.studio.formats.exports import CATALOGUE, Export
from backend.studio.formats.project import take_from_dict
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.mix.state import MixState
from backend.studio.pipeline import compose as perform
from backend.studio.pipeline import record
from backend.studio.score import Performance
from backend.studio.singing import DEFAULT_VOICE, SingingWish
from backend.studio.stages import Stages
from backend.studio.voice import bent_convolution, casting, installed
from backend.studio.voice.booth import Booth


@click.command()
@click.argument("prompt")
@click.option("--seconds", type=click.FloatRange(MIN_SECONDS, MAX_SECONDS), help="How long; else as the words say.")
@click.option("--seed", type=click.IntRange(0, MAX_SEED), help="The same words and seed make the same bytes.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where the files go.")
@click.option("--style", help="One of the styles that `styles check` lists.")
@click.option("--key", help='Such as "D minor".')
@click.option("--tempo", type=float, help="In beats per minute.")
@click.option("--lyrics", type=click.File(encoding="utf-8"), help="A file with the words to be sung.")
@click.option("--voice", default=DEFAULT_VOICE, help="Who sings them.")
@click.option("--language", default="en-US", help="The language of the words.")
@click.option("--formats", type=taking.Formats(), help=f"Only these, of {', '.join(CATALOGUE)}.")
def compose(prompt: str, out: Path, seed: int | None, style: str | None, **given: Any) -> None:
    """Make the song that PROMPT describes; the last line printed is JSON with all figures."""
    adopt_styles()
    try:
        wishes = BriefWishes(
            styles=(style,) if style else (),
            duration_s=given["seconds"],
            key=given["key"],
            tempo_bpm=given["tempo"],
            singing=_singing(given["lyrics"], given["voice"], given["language"]),
        )
        chosen = secrets.randbelow(MAX_SEED + 1) if seed is None else seed
        brief = read(prompt, wishes=wishes, seed=chosen, seed_is_drawn=seed is None)
        told = make(lambda: perform(brief), out, formats=given["formats"] or ())
        click.echo(json.dumps(told, ensure_ascii=False))
    except StudioError as refused:
        raise click.ClickException(str(refused)) from None


def _singing(lyrics: IO[str] | None, voice: str, language: str) -> SingingWish:
    """What is sung, by a voice that is here."""
    if lyrics is None:
        return SingingWish()
    return casting.cast(SingingWish(lyrics.read(), voice, language), installed.company(), speech.reader())


@click.command()
@click.argument("project", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where the files go.")
def replay(project: Path, out: Path) -> None:
    """Make the files of a take again from its song.json, byte for byte; the last line printed is JSON."""
    try:
        content = _document(project)
        kept = take_from_dict(content)
        made = make(lambda: kept.performance, out, given=kept.given)
    except StudioError as refused:
        raise click.ClickException(str(refused)) from None
    then, now = content.get("versions", {}), made["versions"]
    if other := [name for name in now if then.get(name) != now[name]]:
        click.echo(f"It was made with another {', '.join(other)}; the bytes may differ.", err=True)
    click.echo(json.dumps(made, ensure_ascii=False))


@click.command()
def warm() -> None:
    """Compile every kernel and decode what the styles play, so that the first song or effect need not wait."""
    adopt_styles()
    ComposerEngine(Band.open(fonts.find(), cache_dir=fonts.cache_dir()), clock=time.perf_counter).prepare()
    with TemporaryDirectory() as folder:
        racks.warm(Path(folder))
    bent_convolution.warm()


def adopt_styles() -> None:
    """Take in the user's own styles and say what is wrong with those that do not hold."""
    for mistake in styles.adopt(config.styles_dir()):
        click.echo(f"A style of your own is left out. {mistake}", err=True)


def make(
    compose: Callable[[], Performance], folder: Path, *, given: MixState | None = None, formats: Sequence[Export] = ()
) -> dict[str, Any]:
    """Make what is composed into a folder, all files or only some ``formats``, and say what came of it."""
    start = time.perf_counter()
    stages = Stages(SHARES, clock=time.perf_counter, report=_show)
    band = Band.open(fonts.find(), cache_dir=fonts.cache_dir())
    with stages.enter("composing"):
        performance = compose()
    brief = performance.score.plan.brief
    song = record(performance, band=band, booth=Booth(installed.company()), stages=stages, given=given)
    with stages.enter("writing"):
        if formats:
            files = taking.write(song, folder, formats, report=stages.report)
        else:
            written = delivery.write_all(song, folder, report=stages.report, stems="wav")
            files = [{**asdict(file), "path": str(file.path)} for file in written]
    return {
        "title": brief.title,
        "style": brief.styles[0].name,
        "seed": brief.seed,
        "duration_s": files[0]["duration_s"],
        "loudness_lufs": song.master.loudness_lufs,
        "true_peak_dbtp": song.master.true_peak_dbtp,
        "headroom_db": song.master.headroom_db,
        "seconds": {**stages.seconds, "whole": round(time.perf_counter() - start, 4)},
        "versions": dict(song.versions),
        "unresolved": [item.words for item in brief.unresolved],
        "files": files,
    }


def _document(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as wrong:
        raise BadProject(f"{path.name} is not JSON: {wrong}.") from wrong
    if not isinstance(found, dict):
        raise BadProject(f"{path.name} holds {type(found).__name__}; a project is an object.")
    return found


def _show(stage: str, done: float) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{stage:<12}{done:4.0%}", err=True, nl=done >= 1)
