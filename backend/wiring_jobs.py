"""Which task does which type of job, what goes first, and how long work takes before there is a history."""

from __future__ import annotations

from collections.abc import Mapping

from backend.jobs.estimate import Line, line_of
from backend.services.analyses import ANALYSIS
from backend.services.closing import SWEEP
from backend.services.creation import MUSIC, VOCALS
from backend.services.desk.orphans import ORPHANS
from backend.services.effects import EFFECTS
from backend.services.engines import Engines
from backend.services.exports import EXPORT
from backend.services.mail.post import MAIL
from backend.services.song_takes import EDIT
from backend.services.takeaway import TAKEAWAY
from backend.services.transfers import UPLOAD
from backend.services.voices import AUDITION

TASKS = {
    MUSIC: "backend.tasks.music:make_song",
    VOCALS: "backend.tasks.music:make_song",
    EDIT: "backend.tasks.music:make_take",
    EFFECTS: "backend.tasks.effects:put_over",
    EXPORT: "backend.tasks.music:make_export",
    AUDITION: "backend.tasks.music:make_audition",
    ANALYSIS: "backend.tasks.uploads:make_analysis",
    UPLOAD: "backend.tasks.uploads:take_in",
    MAIL: "backend.tasks.people:carry_letter",
    TAKEAWAY: "backend.tasks.people:make_takeaway",
    SWEEP: "backend.tasks.people:sweep",
    ORPHANS: "backend.tasks.people:look_for_orphans",
}
# What takes a moment and somebody waits for goes before what takes longer.
FIRST = (MAIL, AUDITION, UPLOAD, ANALYSIS)
PRIORS = {
    # What a download takes: the slowest of the encoders, as measured.
    EXPORT: Line(fixed_s=0.2, per_s=0.03),
    # Effects, of which a chain has three or four (bench/effects.py).
    EFFECTS: Line(fixed_s=0.4, per_s=0.01),
    # An audition, of whatever length.
    AUDITION: Line(fixed_s=0.8, per_s=0.0),
    # A letter, to a server near by.
    MAIL: Line(fixed_s=0.3, per_s=0.0),
    # Looking through a recording, by its seconds; taking in a large file, by its megabytes.
    ANALYSIS: Line(fixed_s=1.5, per_s=0.02),
    UPLOAD: Line(fixed_s=0.6, per_s=0.02),
    # Everything of somebody's, whose length is what a slow disk would take.
    TAKEAWAY: Line(fixed_s=0.5, per_s=0.3),
}


def priors(engines: Engines) -> Mapping[str, Line]:
    """What each type of job takes before there is a history; of songs the engines say it."""
    return {**dict.fromkeys((MUSIC, VOCALS, EDIT), line_of(engines.estimate)), **PRIORS}
