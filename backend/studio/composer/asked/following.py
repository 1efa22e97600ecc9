"""What follows from the constraints for the other fields of a brief: key, tempo and length."""

from __future__ import annotations

from dataclasses import replace

from backend.studio.brief import MAX_BPM, MAX_SECONDS, MIN_BPM, MIN_SECONDS, Brief, Source
from backend.studio.composer import blend, form, shaping
from backend.studio.composer.asked import chord_text, key
from backend.studio.composer.seeds import Seeds
from backend.studio.composer.vocal import course as words

SAID = (Source.PROMPT, Source.REQUEST)


def complete(brief: Brief) -> Brief:
    """The brief with the key of its chords, and with the tempo or the length that its bars need.

    Raises
    ------
    StudioError
        if no form has what is asked for
    """
    return timed(_in_key(brief))


def written_bars(brief: Brief) -> int:
    """The bars that were asked for: of the whole song, or of all its sections together; 0 if they are open."""
    rows = brief.form.rows
    return brief.bars or (sum(row.bars for row in rows) if all(row.bars for row in rows) else 0)


def _in_key(brief: Brief) -> Brief:
    """The brief in the key of its chords, where neither words nor request say another."""
    if not brief.chords or brief.sources.get("tonic") in (*SAID, Source.GIVEN):
        return brief
    lines = [chord_text.read(line.text, brief.meter).chords for line in brief.chords]
    found = key.of_chords([(chord.symbol, chord.length) for chord in line] for line in lines)
    if found is None:
        return brief
    tonic, mode = found
    sources = {**brief.sources, "tonic": Source.CHORDS}
    if brief.sources.get("mode") in SAID:
        return replace(brief, tonic=tonic, sources=sources)
    return replace(brief, tonic=tonic, mode=mode, sources={**sources, "mode": Source.CHORDS})


def timed(brief: Brief) -> Brief:
    """The brief with the tempo at which its bars last as long as was said; else as long as its bars last."""
    style = blend.style_of(brief)
    bars = written_bars(brief)
    if not bars and brief.singing.is_sung and brief.sources.get("duration_s") not in SAID:
        bars = words.natural_bars(brief, style, shaping.forms(style, brief)[0] if brief.form.rows else None)
    if not bars:
        return brief
    beats = bars * brief.meter.beats_per_bar
    in_bars = brief.sources.get("bars") is Source.PROMPT
    if brief.sources.get("duration_s") in SAID and not in_bars:
        if brief.sources.get("tempo_bpm") in (*SAID, Source.GIVEN):
            return brief
        rings_s = form.ring(brief, style, brief.tempo_bpm).usual
        bpm = beats * 60 / max(brief.duration_s - rings_s, 1.0)
        if not MIN_BPM <= bpm <= MAX_BPM:
            return brief
        return replace(brief, tempo_bpm=round(bpm, 3), sources={**brief.sources, "tempo_bpm": Source.FORM})
    sources = {**brief.sources, "duration_s": Source.PROMPT if in_bars else Source.FORM}
    rough_s = min(MAX_SECONDS, max(MIN_SECONDS, beats * 60 / brief.tempo_bpm))
    rough = replace(brief, duration_s=rough_s, sources=sources)
    plan = form.plan(rough, Seeds(brief.seed))
    music_s = plan.tempo.seconds(plan.end_beat)
    rings_s = form.ring(rough, style, plan.tempo.changes[0][1]).usual
    return replace(rough, duration_s=round(min(MAX_SECONDS, max(MIN_SECONDS, music_s + rings_s)), 3))
