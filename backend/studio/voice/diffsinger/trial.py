"""The first song of a bank: a few notes, sung before it is let in, so that what is wrong is found at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backend.studio.audio import SAMPLE_RATE
from backend.studio.errors import BadBank
from backend.studio.singing import Syllable
from backend.studio.voice.diffsinger import languages, loudness, models, onnx_files, report
from backend.studio.voice.diffsinger.alphabet import BREATH, SILENCE
from backend.studio.voice.diffsinger.bank import Bank, FindVocoder, find_root, open_bank
from backend.studio.voice.diffsinger.models import VOCODER_DESCRIPTION
from backend.studio.voice.diffsinger.networks import Network, Stable
from backend.studio.voice.diffsinger.phonology import Kind
from backend.studio.voice.diffsinger.singer import BankSinger
from backend.studio.voice.diffsinger.words import Speller
from backend.studio.voice.phrase import Phrase, SungNote
from backend.studio.voice.singer import Voice

PITCHES, NOTE_S = (60, 64, 62), 0.5
# What sings more softly than this sings nothing.
SILENT = 1e-6

Clock = Callable[[], float]
"""Seconds of work that were done by this process."""


@dataclass(frozen=True)
class Adopted:
    """A bank or vocoder that holds: where its root lies, and what it can do."""

    root: Path
    document: dict[str, Any]


def adopt(folder: Path, find_vocoder: FindVocoder, clock: Clock) -> Adopted:
    """Look through what was unpacked into a folder, and let it sing.

    Raises
    ------
    BadBank
        if it is no bank and no vocoder, or anything about it does not hold
    """
    for path in sorted(folder.rglob("*.onnx")):
        onnx_files.check(path, folder)
    if root := find_root(folder):
        bank = open_bank(root, find_vocoder)
        return Adopted(root, {**report.describe(bank), **_named(root), **_measured(bank, clock)})
    if root := find_root(folder, VOCODER_DESCRIPTION):
        vocoder = models.open_vocoder(root, root, is_own=False)
        Network(vocoder.network)
        return Adopted(root, {**report.describe_vocoder(vocoder), **_named(root)})
    raise BadBank("It is no bank: there is no dsconfig.yaml in it, and no vocoder.yaml.")


def _named(root: Path) -> dict[str, str]:
    return {"fingerprint": report.fingerprint(root)}


def _measured(bank: Bank, clock: Clock) -> dict[str, float]:
    """Seconds of singing for each second of work, and how loud it sings; nothing where it lacks something."""
    if bank.refusal:
        _open(bank)
        return {}
    phrase = Phrase(tuple(_notes(bank)), "plain", languages.tags(bank)[0], 1)
    voice = Voice("", bank.character.name, "", languages.tags(bank), 0, 127, 0, 127, "", "", 1.0)
    singer = BankSinger(voice, bank, bank.colours[0], "", Stable(device="cpu"), level_db=loudness.AS_IT_IS)
    singer.sing(phrase, lambda: False)  # opens the networks, which is no part of singing
    began = clock()
    audio = singer.sing(phrase, lambda: False).audio
    speed = len(audio) / SAMPLE_RATE / max(clock() - began, 1e-3)
    if np.abs(audio).max() < SILENT:
        raise BadBank("It sings, but nothing is heard.")
    return {"speed": round(speed, 2), "level_db": round(loudness.level_db(audio), 2)}


def _open(bank: Bank) -> None:
    """Open every network of a bank that cannot sing yet."""
    for model in (bank.acoustic, bank.duration, bank.pitch, bank.variance):
        for path in model.networks.values() if model else ():
            Network(path)


def _notes(bank: Bank) -> list[SungNote]:
    """Notes on a consonant and a vowel of the bank, whichever it has."""
    speller = Speller(bank, languages.tags(bank)[0])
    sung = sorted(symbol for symbol in bank.symbols if symbol not in (SILENCE, BREATH, "<PAD>"))
    if not sung:
        raise BadBank("It has no phonemes but silence.")
    vowel = next((symbol for symbol in sung if speller.kind(symbol) is Kind.VOWEL), sung[0])
    consonant = next((symbol for symbol in sung if speller.kind(symbol) is not Kind.VOWEL), vowel)
    said = Syllable("la", "", 0, 1, (consonant,), vowel, (), 1, 0, 0)
    return [SungNote(number * NOTE_S, (number + 1) * NOTE_S, pitch, 84, said) for number, pitch in enumerate(PITCHES)]
