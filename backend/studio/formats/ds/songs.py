"""The script of a song: what its lead singer sings, phrase by phrase."""

from __future__ import annotations

from pathlib import Path

from backend.studio.errors import BadScore
from backend.studio.formats.ds import script
from backend.studio.formats.ds.phrases import material, segment_of
from backend.studio.formats.midi_check import Limits
from backend.studio.formats.midi_material import USUAL
from backend.studio.material import Material
from backend.studio.score import Performance
from backend.studio.singing import PREFIX, VOCAL
from backend.studio.units import TempoMap
from backend.studio.voice import phrases
from backend.studio.voice.diffsinger import troupe


def read(path: Path, limits: Limits = USUAL) -> Material:
    """Read the notes of a script.

    Raises
    ------
    BadScore
        if it is none, or outside the limits
    """
    content = path.read_bytes()
    if len(content) > limits.max_bytes:
        raise BadScore(f"The script has {len(content):,} bytes; up to {limits.max_bytes:,} are read.")
    found = material(script.read(content.decode("utf-8-sig", errors="replace")))
    length_s = TempoMap(found.tempo).seconds(found.end_beat)
    if not found.tracks[0].notes:
        raise BadScore("The script has no notes.")
    if length_s > limits.max_seconds:
        raise BadScore(f"The script lasts {length_s:.0f} s; up to {limits.max_seconds:.0f} are read.")
    return found


def script_of(performance: Performance) -> str:
    """Write the script of a song that is sung.

    The pitch is left out where a bank sang: its models formed it, and those that read the script will form theirs.
    """
    lead = next((one for one in performance.sung if one.part.role == VOCAL), performance.sung[0])
    by_rule = not lead.part.voice.removeprefix(PREFIX).startswith(troupe.PREFIX)
    placed = phrases.cut(lead, performance.score.plan)
    return script.write([segment_of(one, with_pitch=by_rule) for one in placed])
