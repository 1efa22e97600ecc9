"""From phonemes and pitch to sound: variances, acoustic model, vocoder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backend.studio.voice.diffsinger import frames, running, touches
from backend.studio.voice.diffsinger.frames import Curve
from backend.studio.voice.diffsinger.grid import Grid
from backend.studio.voice.diffsinger.models import Model, Vocoder
from backend.studio.voice.diffsinger.running import Run

# From logarithms to base 10 to natural ones.
TO_NATURAL = float(np.log(10.0))


@dataclass(frozen=True)
class Melody:
    """The pitch on the frames of the acoustic model [MIDI]: what is heard, and what the models are ``told``."""

    grid: Grid
    heard: Curve
    told: Curve


def told(run: Run, vocoder: Vocoder, grid: Grid, heard: Curve) -> Melody:
    """Decide what the models are told of the pitch.

    A vocoder that can sing another pitch than the mel was made for lets a voice sing beyond its range as if it were
    within, and move its formants where its models know no other way.
    """
    found = heard
    if vocoder.settings.moves_pitch:
        if limits := run.bank.character.range:
            found = np.clip(found, *limits)
        if not run.bank.acoustic.settings.takes_formant:
            found = found + run.wishes.formant(grid.times)
    return Melody(grid, heard, found)


def variances(run: Run, model: Model | None, melody: Melody) -> Mapping[str, Curve]:
    """Energy, breathiness, voicing and tension, as far as the acoustic model takes them, with what notes ask for.

    Raises
    ------
    BadBank, CannotSing, Cancelled
        as `Run.ask` and `Run.speakers` do
    """
    wanted, grid = run.bank.acoustic.settings.wants, melody.grid
    if model is None or not wanted:
        return {}
    predicted = _predicted(run, model, melody)
    changes = touches.changes(run.wishes, grid.times, wanted)
    frame_s = model.settings.sound.frame_s
    curves = {name: frames.resampled(predicted[name], grid.total, frame_s, grid.frame_s) for name in wanted}
    return {name: np.clip(curve + changes[name], *touches.LIMITS[name]) for name, curve in curves.items()}


def mel(run: Run, melody: Melody, varied: Mapping[str, Curve]) -> NDArray[np.float32]:
    """The mel spectrum [1, frames, bins].

    Raises
    ------
    BadBank, CannotSing, Cancelled
        as `Run.ask` and `Run.speakers` do
    """
    model, grid, path = run.bank.acoustic, melody.grid, run.bank.acoustic.networks["acoustic"]
    supplies = {
        **run.symbols(model, grid.laid.names),
        **run.speakers(model, grid.times),
        **run.sampling(model, "acoustic"),
        **{name: curve[None] for name, curve in varied.items()},
        "durations": grid.counts[None],
        "f0": hertz(melody.told)[None],
        "gender": touches.gender(run.wishes.formant(grid.times), model.settings.shift)[None],
        "velocity": run.wishes.diction(grid.times)[None],
    }
    shape = (1, grid.total, model.settings.sound.bins)
    found: NDArray[np.float32] = running.output(run.ask(path, supplies), "mel", shape, path)
    return found


def wave(run: Run, vocoder: Vocoder, spectrum: NDArray[np.float32], heard: Curve) -> NDArray[np.float32]:
    """The sound of a mel spectrum on a pitch [frames x hop].

    Raises
    ------
    BadBank, Cancelled
        as `Run.ask` does
    """
    factor = rebase(run.bank.acoustic.settings.sound.base, vocoder.settings.sound.base)
    supplies = {"mel": spectrum * factor, "f0": hertz(heard)[None]}
    found = run.ask(vocoder.network, supplies, on_cpu=vocoder.settings.on_cpu)
    size = len(heard) * vocoder.settings.sound.hop
    sound: NDArray[np.float32] = running.output(found, "waveform", (1, size), vocoder.network)[0]
    return sound


def rebase(ours: str, theirs: str) -> float:
    """The factor from one base of a logarithm to another, ``10`` or ``e``."""
    if ours == theirs:
        return 1.0
    return TO_NATURAL if theirs == "e" else 1 / TO_NATURAL


def hertz(midi: Curve) -> Curve:
    """MIDI pitch as frequency."""
    found: Curve = 440.0 * 2.0 ** ((midi - 69.0) / 12.0)
    return found


def _predicted(run: Run, model: Model, melody: Melody) -> Mapping[str, Curve]:
    predicts, path = model.settings.predicts, model.networks["variance"]
    theirs = Grid.of(melody.grid.laid, model.settings.sound.frame_s)
    supplies = {
        **run.encoded(model, theirs),
        **run.speakers(model, theirs.times),
        **run.sampling(model, "variance"),
        **{name: np.zeros((1, theirs.total), np.float32) for name in predicts},
        "ph_dur": theirs.counts[None],
        "pitch": frames.resampled(melody.told, theirs.total, melody.grid.frame_s, theirs.frame_s)[None],
        "retake": np.ones((1, theirs.total, len(predicts)), bool),
    }
    found = run.ask(path, supplies)
    return {name: running.output(found, f"{name}_pred", (1, theirs.total), path)[0] for name in predicts}
