"""What was found out about lyrics, as documents."""

from __future__ import annotations

from typing import Any

from backend.studio.lyrics.analysis import LineReport, Report, StanzaReport
from backend.studio.lyrics.words import SungWord


def report_document(report: Report) -> dict[str, Any]:
    """All that was found."""
    return {"sections": [_stanza(stanza) for stanza in report.stanzas], "warnings": list(report.warnings)}


def _stanza(stanza: StanzaReport) -> dict[str, Any]:
    return {
        "role": stanza.role,
        "name": stanza.name,
        "instrumental": stanza.wordless,
        "repeated": stanza.repeated,
        "rhyme_scheme": stanza.rhyme_scheme,
        "meter": stanza.meter,
        "lines": [_line(line) for line in stanza.lines],
    }


def _line(line: LineReport) -> dict[str, Any]:
    return {
        "line": line.number,
        "text": line.text,
        "syllables": len(line.stresses),
        "stresses": "".join("1" if stress == 2 else "0" for stress in line.stresses),
        "rhyme": line.rhyme,
        "rhymes": line.rhymes,
        "notes": line.notes,
        "words": [_word(word) for word in line.words],
        "warnings": list(line.warnings),
    }


def _word(word: SungWord) -> dict[str, Any]:
    syllables = [{"text": syllable.text, "stress": syllable.stress} for syllable in word.syllables]
    return {"text": word.text, "known": word.known, "syllables": syllables}
