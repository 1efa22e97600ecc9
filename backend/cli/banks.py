"""Commands about voicebanks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
from flask import current_app
from flask.cli import with_appcontext

from backend.services.banks import Banks
from backend.services.errors import StudioError
from backend.services.services import Services
from backend.studio.audio import SAMPLE_RATE, Audio
from backend.studio.formats import audio_files
from backend.studio.formats.ds import script as scripts
from backend.studio.formats.ds.phrases import phrases
from backend.studio.voice import booth
from backend.studio.voice.phrase import Sung
from backend.studio.voice.phrases import Placed


@click.group()
def banks() -> None:
    """Bring DiffSinger voicebanks, list them and let them go."""


@banks.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def add(file: Path) -> None:
    """Bring the bank, or the vocoder for banks, that is in a zip FILE."""
    try:
        with file.open("rb") as sent:
            added = _banks().take(sent)
    except StudioError as refused:
        raise click.ClickException(refused.message) from None
    click.echo(f"{added['name']} is here as {added['id']}.")
    for voice in added["voices"]:
        click.echo(f"  {voice}")
    for each in added.get("missing", ()):
        click.echo(f"  without {each['part']}: {each['effect']}")
    if added["reason"]:
        click.echo(f"  It cannot sing yet. {added['reason']}")


@banks.command("list")
@with_appcontext
def listing() -> None:
    """List the banks and the vocoders that they share."""
    for one in _banks().listing():
        what = one["reason"] or ", ".join(one["voices"]) or one["kind"]
        click.echo(f"{one['id']:<40} {one['name']}: {what}")


@banks.command()
@click.argument("bank")
@with_appcontext
def remove(bank: str) -> None:
    """Remove the bank of an id, as `list` shows it; songs keep what it sang."""
    try:
        _banks().remove(bank)
    except StudioError as refused:
        raise click.ClickException(refused.message) from None
    click.echo(f"{bank} is removed.")


@banks.command()
@click.argument("script", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--voice", required=True, help="As `list` shows it, such as bank/synthia-3f2a9c1d/soft.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A WAV file.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, help="Another seed is another take.")
@with_appcontext
def sing(script: Path, voice: str, out: Path, seed: int) -> None:
    """Sing a DiffSinger SCRIPT (.ds) with a bank."""
    try:
        singer = _banks().singer(voice)
        segments = scripts.read(script.read_text(encoding="utf-8-sig", errors="replace"))
        placed = phrases(segments, language=singer.voice.languages[0], seed=seed)
        with click.progressbar(placed, label=singer.voice.label, file=sys.stderr) as showing:
            sung = [(one, singer.sing(one.phrase, lambda: False)) for one in showing]
    except StudioError as refused:
        raise click.ClickException(refused.message) from None
    audio_files.write_wav(out, _mounted(sung))
    click.echo(f"{out}: {len(sung)} phrases, sung on {singer.device}.")


def _mounted(sung: Sequence[tuple[Placed, Sung]]) -> Audio:
    """Phrases at their times, in mono."""
    starts = [placed.frame + round(one.start_s * SAMPLE_RATE) for placed, one in sung]
    frames = max((start + len(one.audio) for start, (_, one) in zip(starts, sung, strict=True)), default=0)
    stem = np.zeros((1, frames), np.float32)
    for start, (_, one) in zip(starts, sung, strict=True):
        booth.lay(one.audio, start, stem)
    return stem


def _banks() -> Banks:
    services: Services = current_app.extensions["studio"]
    return services.banks
