"""What is sung: the wish of a brief, and on each note of a vocal part its syllable and how it is sung.

Sounds are written in the alphabet of Kokoro (misaki's American and British IPA) whatever the singer; singers with an
alphabet of their own, such as DiffSinger banks, look ``word`` up in their own dictionaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

DEFAULT_VOICE = "default"
PREFIX = "sing:"
"""``Part.voice`` of a vocal part is ``sing:`` and the id of a voice, such as ``sing:kokoro/af_heart``."""

HARMONIES = {
    "double": "Double",
    "third_above": "Third above",
    "third_below": "Third below",
    "sixth_above": "Sixth above",
    "sixth_below": "Sixth below",
    "octave_above": "Octave above",
    "octave_below": "Octave below",
    "choir": "Choir",
    "ad_libs": "Ad-libs",
}
"""What may be sung beside the melody, and what people call it."""

VOCAL, HARMONY = "vocal", "harmony"
SUNG_ROLES = (VOCAL, HARMONY)
"""The roles of sung parts: who has the melody, and who sings along."""


@dataclass(frozen=True)
class SingingWish:
    """The words of a song and who sings them. Without ``lyrics`` nobody sings.

    ``lyrics`` is the text with its ``[Verse]`` headings. ``voice`` is an id of `GET /api/voices`. ``language`` is a
    BCP 47 tag. ``expression`` names a way of singing, empty for the style's own. ``harmonies`` are among `HARMONIES`.
    ``respelled`` maps words to how they are spoken: ``(("Siobhan", "shi-vawn"), ...)``.
    ``alone`` singers have no band: it is for them that chords are chosen, but nobody plays these.
    ``tessitura`` is where the voice is at ease, as MIDI pitches (`Voice.low` and `high`), ``compass`` what it can sing
    at all (`lowest` and `highest`); (0, 0) where nobody knows.
    """

    lyrics: str = ""
    voice: str = DEFAULT_VOICE
    language: str = "en-US"
    expression: str = ""
    harmonies: tuple[str, ...] = ()
    respelled: tuple[tuple[str, str], ...] = ()
    tessitura: tuple[int, int] = (0, 0)
    compass: tuple[int, int] = (0, 0)
    alone: bool = False

    @property
    def is_sung(self) -> bool:
        return bool(self.lyrics.strip())


def respelled(wish: SingingWish, more: Sequence[tuple[str, str]]) -> SingingWish:
    """The same wish, knowing how more words are spoken."""
    return replace(wish, respelled=tuple({**dict(wish.respelled), **dict(more)}.items())) if more else wish


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable that begins on a note. Notes without one go on with the vowel before them (a melisma).

    ``text`` is the syllable as written, ``word`` the whole word, ``index`` and ``count`` the syllable's place in it.
    ``onset``, ``vowel`` and ``coda`` are its sounds: consonants, one vowel or diphthong, consonants. ``stress`` is 0, 1
    or 2 (primary). ``line`` counts the sung lines of the song from 0, ``place`` the words of the line.
    """

    text: str
    word: str
    index: int
    count: int
    onset: tuple[str, ...]
    vowel: str
    coda: tuple[str, ...]
    stress: int
    line: int
    place: int

    @property
    def sounds(self) -> tuple[str, ...]:
        """All sounds in the order in which they are sung."""
        return (*self.onset, self.vowel, *self.coda)


@dataclass(frozen=True, slots=True)
class Touch:
    """How one note is sung. None leaves it to the way of singing.

    ``vibrato_cents`` is the depth, ``vibrato_hz`` the rate, ``vibrato_after_s`` the delay; ``glide_s`` the length of
    the way from the note before; ``scoop_cents`` how far below a note begins; ``level_db`` against the notes around;
    ``breath`` 0..1 of air in the voice; ``formant`` a factor of the vocal tract's resonances, 0.7 dark to 1.3 bright.
    ``bend`` are ((beats from the note's start, cents), ...), linear between points, on top of the note's pitch.

    Only banks hear these: ``tension`` -1 relaxed to 1 pressed; ``diction`` how fast consonants are, 0.5 to 2;
    ``freedom`` 0..1 of the bank's own way with the pitch; ``colour`` ((name, share 0..1), ...) of other colours of the
    voice, the rest its own.
    """

    vibrato_cents: float | None = None
    vibrato_hz: float | None = None
    vibrato_after_s: float | None = None
    glide_s: float | None = None
    scoop_cents: float | None = None
    level_db: float = 0.0
    breath: float | None = None
    formant: float | None = None
    bend: tuple[tuple[float, float], ...] = field(default=())
    tension: float | None = None
    diction: float | None = None
    freedom: float | None = None
    colour: tuple[tuple[str, float], ...] = field(default=())
