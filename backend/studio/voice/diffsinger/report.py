"""What a bank can do, as a document: for people to read, and for the studio to list its voices by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from backend.studio.voice.diffsinger import colours, languages
from backend.studio.voice.diffsinger.bank import Bank
from backend.studio.voice.diffsinger.models import Model, Vocoder
from backend.studio.voice.diffsinger.networks import digest

MOST_NAMED = 400


def describe(bank: Bank) -> dict[str, Any]:
    """Describe a bank; what only a trial can tell is added by whoever makes it."""
    who, acoustic = bank.character, bank.acoustic.settings
    tags = languages.tags(bank)
    return {
        "kind": "bank",
        "name": who.name,
        "author": who.author,
        "about": who.voice,
        "web": who.web,
        "release": who.version,
        "terms": [{"file": paper.file, "text": paper.text} for paper in who.papers],
        "languages": list(tags),
        "words": {tag: len(bank.dictionary(tag).words) for tag in tags},
        "colours": [{"id": slug, "name": colour.name} for slug, colour in colours.slugs(bank.colours).items()],
        "range": list(who.range) if who.range else None,
        "sample_rate": acoustic.sound.sample_rate,
        "hop": acoustic.sound.hop,
        "sampling": "steps" if acoustic.is_continuous else "speedup",
        "phonemes": sorted(bank.symbols)[:MOST_NAMED],
        "models": [_model(part) for part in (bank.acoustic, bank.duration, bank.pitch, bank.variance) if part],
        "vocoder": _vocoder(bank.vocoder) if bank.vocoder else None,
        "wanted_vocoder": "" if bank.vocoder and bank.vocoder.is_own else acoustic.vocoder,
        "curves": curves(bank),
        "missing": [*({"part": each.part, "effect": each.effect} for each in bank.missing), *_gaps(bank)],
        "refusal": bank.refusal,
    }


def describe_vocoder(vocoder: Vocoder) -> dict[str, Any]:
    """Describe a vocoder that banks share."""
    return {"kind": "vocoder", **_vocoder(vocoder)}


def curves(bank: Bank) -> dict[str, bool]:
    """Which touches of a note are heard with this bank."""
    wants = bank.acoustic.settings.wants
    moves = bool(bank.vocoder and bank.vocoder.settings.moves_pitch)
    return {
        "bend": True,
        "vibrato": True,
        "level": True,
        "formant": bank.acoustic.settings.takes_formant or moves,
        "breath": any(name in wants for name in ("breathiness", "tension", "voicing")),
        "tension": "tension" in wants,
        "diction": bank.acoustic.settings.takes_diction,
        "freedom": bool(bank.pitch and bank.pitch.settings.takes_expression),
        "colour": len(bank.colours) > 1,
    }


def fingerprint(folder: Path) -> str:
    """A name of all files of a bank."""
    found = hashlib.sha256()
    for path in sorted(_files(folder)):
        found.update(f"{path.relative_to(folder).as_posix()} {digest(path)}\n".encode())
    return found.hexdigest()[:16]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _model(model: Model) -> dict[str, Any]:
    networks = model.networks
    return {
        "part": model.part,
        "files": [path.name for path in networks.values()],
        "bytes": sum(path.stat().st_size for path in networks.values()),
        "speakers": len(model.settings.speakers),
        "variances": list(model.variances),
    }


def _vocoder(vocoder: Vocoder) -> dict[str, Any]:
    return {
        "name": vocoder.settings.name,
        "own": vocoder.is_own,
        "moves_pitch": vocoder.settings.moves_pitch,
        "bytes": vocoder.network.stat().st_size,
        "sample_rate": vocoder.settings.sound.sample_rate,
    }


def _gaps(bank: Bank) -> Iterator[dict[str, str]]:
    """Phonemes that one model has and another lacks: words with them cannot be sung."""
    for model in (bank.duration, bank.pitch, bank.variance):
        lacking: Sequence[str] = (
            sorted(set(bank.acoustic.alphabet.phonemes) - set(model.alphabet.phonemes)) if model else ()
        )
        if model and lacking:
            yield {
                "part": f"{len(lacking)} phonemes of {model.part}",
                "effect": f"{', '.join(lacking[:8])} cannot be sung",
            }
