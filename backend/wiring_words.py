"""Words and who sings them: lyrics, voices, banks."""

from __future__ import annotations

from dataclasses import dataclass

from backend.config import Settings
from backend.services.banks import FOLDER, Banks
from backend.services.language_model import LanguageModel
from backend.services.lyric_sheets import LyricSheets
from backend.services.lyricist import Lyricist, Tools
from backend.services.voices import Voices
from backend.studio.voice.diffsinger.troupe import Troupe
from backend.wiring_ground import Ground


@dataclass(frozen=True)
class WordParts:
    """Services of words and voices by the names that `Services` has for them."""

    lyricist: Lyricist
    lyric_sheets: LyricSheets
    voices: Voices
    banks: Banks


def words(on: Ground) -> WordParts:
    """Put together what concerns words and voices."""
    sheets, singing = LyricSheets(on.database, clock=on.clock), on.music.singing
    tools = Tools(singing.speak, on.music.rank, language_model(on.settings))
    troupe = Troupe(on.storage.root / FOLDER)
    return WordParts(
        lyricist=Lyricist(on.database, on.storage, sheets, tools),
        lyric_sheets=sheets,
        voices=Voices(on.database, on.board, on.shelf, singing),
        banks=Banks(on.storage, troupe, max_mb=on.settings.max_bank_mb, clock=on.clock),
    )


def language_model(settings: Settings) -> LanguageModel | None:
    """The language model that writes lyrics, where one is set."""
    if not settings.llm_base_url:
        return None
    return LanguageModel(settings.llm_base_url, settings.llm_model, settings.llm_api_key)
