"""How long the phonemes of a phrase last, as a bank's duration model says."""

from __future__ import annotations

import numpy as np

from backend.studio.voice.diffsinger import running
from backend.studio.voice.diffsinger.frames import Times
from backend.studio.voice.diffsinger.layout import Plan
from backend.studio.voice.diffsinger.models import Model
from backend.studio.voice.diffsinger.running import Run


def predict(run: Run, model: Model, planned: Plan) -> Times:
    """The length of each phoneme [s], before it is fitted between the beats.

    Raises
    ------
    BadBank, CannotSing, Cancelled
        as `Run.ask` and `Run.speakers` do
    """
    frame_s = model.settings.sound.frame_s
    names = [symbol.name for symbol in planned.symbols]
    sizes = np.array([len(group.symbols) for group in planned.groups], np.int64)
    # Whole frames as the model saw them in training: borders are cut off, not rounded.
    borders = np.floor(np.round((planned.borders_s - planned.borders_s[0]) / frame_s, 6)).astype(np.int64)
    words = {"word_div": sizes[None], "word_dur": np.diff(borders)[None]}
    supplies = {
        **run.read(model, {**run.symbols(model, names), **words}, len(names)),
        **run.speakers(model, np.repeat(planned.borders_s[:-1], sizes)),
        "ph_midi": np.repeat([group.pitch for group in planned.groups], sizes)[None],
    }
    path = model.networks["dur"]
    found: Times = running.output(run.ask(path, supplies, small=True), "ph_dur_pred", (1, len(names)), path)[0]
    return found.astype(np.float64) * frame_s
