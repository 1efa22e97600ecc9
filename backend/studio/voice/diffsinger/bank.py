"""A bank of DiffSinger: opened with patience, so that one that lacks a part says what follows from it.

Only the acoustic model and a vocoder are needed; durations and pitch come from the studio's own rules where their model
is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from backend.studio.errors import BadBank
from backend.studio.voice.diffsinger import character, dictionary, models
from backend.studio.voice.diffsinger.character import Character, Colour
from backend.studio.voice.diffsinger.dictionary import Dictionary
from backend.studio.voice.diffsinger.models import DESCRIPTION, VOCODER_DESCRIPTION, VOCODER_FOLDER, Model, Vocoder

PARTS = {"dsdur": ("linguistic", "dur"), "dspitch": ("linguistic", "pitch"), "dsvariance": ("linguistic", "variance")}
WITHOUT = {
    "dsdur": "how long sounds last follows the studio's rules",
    "dspitch": "the pitch follows the studio's rules",
    "dsvariance": "energy, breathiness, voicing and tension are not predicted",
}
# A bank that is opened by everybody's programs lies no deeper in its zip.
DEEPEST = 4

FindVocoder = Callable[[str], Path | None]
"""Where the vocoder of a name is installed, None where it is not."""


@dataclass(frozen=True)
class Missing:
    """A part that the bank lacks, why, and what follows from it."""

    part: str
    why: str
    effect: str


@dataclass(frozen=True)
class Bank:
    """A bank as it lies in a folder.

    ``refusal`` is why it cannot sing, empty if it can.
    """

    root: Path
    character: Character
    acoustic: Model
    duration: Model | None
    pitch: Model | None
    variance: Model | None
    vocoder: Vocoder | None
    missing: tuple[Missing, ...]
    refusal: str

    @property
    def colours(self) -> tuple[Colour, ...]:
        """The colours of the voice: as the bank names them, else its speakers, else one without a name."""
        known = self.acoustic.settings.speakers
        named = tuple(colour for colour in self.character.colours if colour.name or colour.speaker)
        if not known:
            return (Colour("", ""),)
        if named:
            return named
        return tuple(Colour(models.short(name) if len(known) > 1 else "", name) for name in known)

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The phonemes that all models of the bank know."""
        parts = (self.acoustic, self.duration, self.pitch, self.variance)
        return frozenset.intersection(*(frozenset(part.alphabet.phonemes) for part in parts if part))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that the bank names, as codes such as ``en``; empty where it names none."""
        alphabet = self.acoustic.alphabet
        marked = alphabet.prefixes or frozenset(alphabet.languages)
        return tuple(sorted(marked | frozenset(dictionary.languages(self._folders))))

    def dictionary(self, language: str) -> Dictionary:
        """The dictionary of a language.

        Raises
        ------
        BadBank
            if it cannot be read
        """
        return self._read_dictionary(language.lower())

    @cached_property
    def _read_dictionary(self) -> Callable[[str], Dictionary]:
        return lru_cache(maxsize=4)(lambda language: dictionary.read(self._folders, language))

    @cached_property
    def _folders(self) -> tuple[Path, ...]:
        """Where dictionaries may lie, the one that durations were trained with first."""
        places = (self.root / "dsdur", self.root, self.root / "dspitch", self.root / "dsvariance")
        return tuple(place for place in places if place.is_dir())


def find_root(folder: Path, description: str = DESCRIPTION) -> Path | None:
    """Where in a folder the description at the top of a bank (or vocoder) lies; None if there is none.

    Raises
    ------
    BadBank
        if there are several
    """
    for depth in range(DEEPEST + 1):
        found = sorted(path.parent for path in folder.glob("/".join(["*"] * depth + [description])))
        if len(found) > 1:
            raise BadBank(f"It holds {len(found)} banks, {found[0].name} and {found[1].name}; send them one by one.")
        if found:
            return found[0]
    return None


def open_bank(root: Path, find_vocoder: FindVocoder = lambda _: None) -> Bank:
    """Open the bank in a folder.

    Raises
    ------
    BadBank
        if its acoustic model cannot be used, or a description cannot be read
    """
    acoustic = models.open_model(root, root, ("acoustic",))
    missing: list[Missing] = []
    parts = {name: _part(root, name, missing) for name in PARTS}
    vocoder, why = _vocoder(root, acoustic, find_vocoder)
    bank = Bank(
        root=root,
        character=character.read(root),
        acoustic=acoustic,
        duration=parts["dsdur"],
        pitch=parts["dspitch"],
        variance=parts["dsvariance"],
        vocoder=vocoder,
        missing=tuple(missing),
        refusal=why or _unpredicted(acoustic, parts["dsvariance"]),
    )
    for model in (acoustic, *parts.values()):
        _ = model and model.settings.speakers and model.speakers
    return bank


def missing_vocoder(name: str) -> str:
    """What a bank lacks whose vocoder is not installed."""
    return f"It needs the vocoder {name!r}, which is not installed here; add its package as a bank is added."


def _part(root: Path, name: str, missing: list[Missing]) -> Model | None:
    folder = root / name
    if not (folder / DESCRIPTION).is_file():
        missing.append(Missing(name, "the bank has none", WITHOUT[name]))
        return None
    return models.open_model(folder, root, PARTS[name])


def _vocoder(root: Path, acoustic: Model, find_vocoder: FindVocoder) -> tuple[Vocoder | None, str]:
    """The vocoder of a bank, its own or an installed one, and why there is none."""
    wanted = acoustic.settings.vocoder
    own = root / VOCODER_FOLDER
    is_own = (own / VOCODER_DESCRIPTION).is_file()
    folder = own if is_own else find_vocoder(wanted) if wanted else None
    if folder is None:
        if not wanted:
            return None, "It has no vocoder and names none."
        return (
            None,
            f"It needs the vocoder {wanted!r}, which is not installed here; add its package as a bank is added.",
        )
    found = models.open_vocoder(folder, root if is_own else folder, is_own=is_own)
    wrong = models.mismatch(acoustic.settings, found.settings)
    return found, f"Acoustic model and vocoder do not go together: {wrong}." if wrong else ""


def _unpredicted(acoustic: Model, variance: Model | None) -> str:
    predicted = variance.settings.predicts if variance else ()
    lacking = [name for name in acoustic.settings.wants if name not in predicted]
    if not lacking:
        return ""
    return f"Its acoustic model wants {' and '.join(lacking)}, which no model of the bank predicts."
