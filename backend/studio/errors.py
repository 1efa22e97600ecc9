"""What can be refused, each with a stable code and a message that names what was given and what is allowed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class StudioError(Exception):
    """An expected refusal. ``code`` is stable; the message is for the person who asked."""

    code = "studio"

    def __init__(self, message: str, *, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fields = {name: list(texts) for name, texts in (fields or {}).items()}


class ParameterOutOfRange(StudioError):
    """A number outside its range."""

    code = "parameter_out_of_range"


class UnknownName(StudioError):
    """A name that is in none of the studio's tables."""

    code = "unknown_name"


class BadStyle(StudioError):
    """A style file that does not follow the schema; the message names the key and the value."""

    code = "bad_style"


class BadSoundFont(StudioError):
    """A file that is not a playable SoundFont."""

    code = "bad_soundfont"


class BadAudio(StudioError):
    """An audio file that cannot be decoded, or is outside the limits."""

    code = "bad_audio"


class BadMidi(StudioError):
    """A MIDI file that cannot be read, or is outside the limits."""

    code = "bad_midi"


class CannotSing(StudioError):
    """Words or notes that a voice cannot sing; the message says which, and what it can."""

    code = "cannot_sing"


class BadBank(StudioError):
    """A voicebank that cannot be used; the message names the file or the key."""

    code = "bad_bank"


class BadLyrics(StudioError):
    """Lyrics that cannot be read, or are outside the limits."""

    code = "bad_lyrics"


class Cancelled(StudioError):
    """The work was called off while it ran."""

    code = "cancelled"


class BadProject(StudioError):
    """A project file that is none, or that this studio cannot read."""

    code = "bad_project"


class BadChords(StudioError):
    """Chords that cannot be read; the message names the bar and what stands there."""

    code = "bad_chords"


class BadForm(StudioError):
    """A form that cannot be read, or that does not go with what else was asked for."""

    code = "bad_form"


class BadScore(StudioError):
    """Written music (MusicXML) that cannot be read, or is outside the limits."""

    code = "bad_score"


class BadEdit(StudioError):
    """A change that cannot be made to this song."""

    code = "bad_edit"

    @classmethod
    def of(cls, field: str, message: str) -> BadEdit:
        """Refuse because of one field."""
        return cls(message, fields={field: [message]})


class BadChain(StudioError):
    """A chain of effects that cannot be put over a sound; the messages name each effect and what is allowed."""

    code = "bad_chain"

    @classmethod
    def of(cls, mistakes: Sequence[str]) -> BadChain:
        """Refuse with everything that is wrong; the message is the first of it."""
        return cls(mistakes[0], fields={"effects": list(mistakes)})
