"""The banks of a folder as voices: what lies there now is what can be chosen, without anything being started again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from backend.studio.errors import BadBank, UnknownName
from backend.studio.voice.diffsinger import colours, tensors
from backend.studio.voice.diffsinger.bank import FindVocoder, missing_vocoder, open_bank
from backend.studio.voice.diffsinger.networks import Stable
from backend.studio.voice.diffsinger.singer import BankSinger
from backend.studio.voice.singer import Voice

ENGINE, PREFIX = "diffsinger", "bank/"
DOCUMENT, CONTENT = "bank.json", "content"
NEEDED = {"name", "fingerprint"}
# The usual range of singers, for banks that name none: men's and women's together, of an octave and a half.
RANGE, EASE = (45, 79), (52, 72)
# Of a range, the outer notes are an effort.
EFFORT = 4
# What a bank says of its use is kept with each song; the whole text stands with the bank.
LONGEST_TERMS = 400
UNKNOWN_TERMS = "The bank came without terms of use; ask its maker."
# Seconds of singing for each second of work, where it was not measured.
SLOW = 1.0


@dataclass(frozen=True)
class Adopted:
    """A bank of the folder: its id, its document and where it lies."""

    id: str
    document: Mapping[str, Any]
    root: Path


class Troupe:
    """The banks of a folder.

    Parameters
    ----------
    folder : with a folder for each bank
    keep : where outputs of networks are kept
    device : ``auto``, ``cpu`` or ``cuda``
    """

    def __init__(
        self, folder: Path, *, keep: tensors.Keep | None = None, device: str = "auto", threads: int = 1
    ) -> None:
        self.folder, self._keep = folder, keep or tensors.Nothing()
        self._stable = Stable(device=device, threads=threads)
        self._singers: dict[tuple[str, str], BankSinger] = {}
        self._refusals: dict[tuple[str, str], str] = {}
        self._guard = Lock()

    def voices(self) -> tuple[Voice, ...]:
        """The voices of all banks, by name; those that lack something say what."""
        vocoders = self.vocoders()
        return tuple(voice for one in self.banks() for voice in _voices(one, self.refusal(one, vocoders)))

    def singer(self, voice_id: str) -> BankSinger:
        """The singer of a voice.

        Raises
        ------
        UnknownName
            if no bank of the folder has it
        BadBank
            if its bank cannot be opened
        """
        vocoders = self.vocoders()
        for one in self.banks():
            for voice, slug in zip(_voices(one, ""), _slugs(one), strict=True):
                if voice.id == voice_id:
                    return self._opened(one, voice, slug, vocoders)
        raise UnknownName(f"There is no voice {voice_id[:80]!r} among the banks.")

    def banks(self) -> list[Adopted]:
        """The banks that lie in the folder."""
        return sorted(self._adopted("bank"), key=lambda one: (one.document["name"].casefold(), one.id))

    def vocoders(self) -> dict[str, Adopted]:
        """The vocoders that banks share, by their names."""
        return {one.document["name"]: one for one in self._adopted("vocoder")}

    def refusal(self, one: Adopted, vocoders: Mapping[str, Adopted]) -> str:
        """Why a bank cannot sing, empty if it can: a vocoder may have come after it, or be gone."""
        shared = vocoders.get(one.document["wanted_vocoder"])
        if shared is None and one.document["wanted_vocoder"]:
            return missing_vocoder(one.document["wanted_vocoder"])
        if shared is None:
            return str(one.document["refusal"])
        key = (one.document["fingerprint"], shared.document["fingerprint"])
        if key not in self._refusals:
            self._refusals[key] = _refusal(one.root, self.find_vocoder)
        return self._refusals[key]

    def find_vocoder(self, name: str) -> Path | None:
        """Where the vocoder of a name lies."""
        found = self.vocoders().get(name)
        return found.root if found else None

    def _adopted(self, kind: str) -> Iterator[Adopted]:
        for path in self.folder.glob(f"*/{DOCUMENT}"):
            document = _document(path)
            if document.get("kind") == kind and document.keys() >= NEEDED:
                yield Adopted(path.parent.name, document, path.parent / CONTENT)

    def _opened(self, one: Adopted, voice: Voice, slug: str, vocoders: Mapping[str, Adopted]) -> BankSinger:
        vocoder = vocoders.get(one.document["wanted_vocoder"])
        fingerprint = one.document["fingerprint"] + (f"+{vocoder.document['fingerprint']}" if vocoder else "")
        with self._guard:
            known = self._singers.get((voice.id, fingerprint))
            if known is None:
                bank = open_bank(one.root, self.find_vocoder)
                colour = colours.slugs(bank.colours)[slug]
                level_db = one.document.get("level_db")
                known = BankSinger(voice, bank, colour, fingerprint, self._stable, self._keep, level_db)
                self._singers[voice.id, fingerprint] = known
            return known


def write_document(folder: Path, document: Mapping[str, Any]) -> None:
    """Write down what a bank can do, beside its content."""
    (folder / DOCUMENT).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def _document(path: Path) -> Mapping[str, Any]:
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        # Removed meanwhile, or half written by hand: no bank.
        return {}


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int) -> Mapping[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def _slugs(one: Adopted) -> Sequence[str]:
    return [colour["id"] for colour in one.document["colours"]]


def _refusal(root: Path, find_vocoder: FindVocoder) -> str:
    try:
        return open_bank(root, find_vocoder).refusal
    except BadBank as wrong:
        return wrong.message


def _voices(one: Adopted, refusal: str) -> list[Voice]:
    document = one.document
    lowest, highest = document["range"] or RANGE
    low, high = (lowest + EFFORT, highest - EFFORT) if document["range"] else EASE
    several = len(document["colours"]) > 1
    return [
        Voice(
            id=f"{PREFIX}{one.id}/{colour['id']}",
            label=f"{document['name']} ({colour['name'] or colour['id']})" if several else document["name"],
            engine=ENGINE,
            languages=tuple(document["languages"]),
            lowest=lowest,
            highest=highest,
            low=low,
            high=high,
            licence=terms(document),
            credit=document["author"] or document["name"],
            speed=document.get("speed") or SLOW,
            unavailable=refusal,
        )
        for colour in document["colours"]
    ]


def terms(document: Mapping[str, Any]) -> str:
    """On which terms a bank may be used, in short."""
    papers = document.get("terms") or ()
    if not papers:
        return UNKNOWN_TERMS
    text = " ".join(papers[0]["text"].split())
    return f"{papers[0]['file']}: {text[:LONGEST_TERMS]}{'…' if len(text) > LONGEST_TERMS else ''}"
