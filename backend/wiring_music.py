"""The music of this studio: the built-in composer on its band, and what the house needs to know of it."""

from __future__ import annotations

import logging
import os
import time
from dataclasses import replace
from functools import partial
from typing import Any

from backend.config import Settings
from backend.services import apart, speech
from backend.services.banks import FOLDER as BANKS
from backend.services.composing import Composing
from backend.services.engines import Engines
from backend.services.music import Music
from backend.services.uploads import Kind
from backend.services.voices import Singing
from backend.services.wishes import Wishes
from backend.studio import embedding, jit
from backend.studio.brief import Brief, Source, StyleWeight
from backend.studio.composer import form, instruments, styles
from backend.studio.composer.edits.kinds import Edit
from backend.studio.composer.given import words
from backend.studio.composer.prompt import BriefWishes, read
from backend.studio.composer.seeds import Seeds
from backend.studio.composer_engine import ComposerEngine
from backend.studio.formats import editors
from backend.studio.instruments import fonts
from backend.studio.instruments.band import Band
from backend.studio.score import Plan
from backend.studio.singing import SingingWish
from backend.studio.voice import audition, bent_convolution, casting, installed, takes
from backend.studio.voice.booth import Booth
from backend.studio.voice.company import Company
from backend.studio.voice.diffsinger import tensors
from backend.studio.voice.diffsinger.troupe import Troupe
from backend.studio.voice.keeping import Folder

logger = logging.getLogger(__name__)

NOTES = {"mid": "mid", "midi": "mid", "musicxml": "musicxml", "xml": "musicxml", "mxl": "mxl", "ds": "ds"}
PICTURES = {"png": "png", "jpg": "jpg", "jpeg": "jpg", "webp": "webp"}
# Faces are shown small, on fine screens at twice their size.
AVATAR_SIDE = 512

# Seconds of work for each second of played music, as `ComposerEngine.estimate` has it.
PER_S = 0.025
# How much of a song its singer sings, and how much of that each further take: measured over seven songs in six styles.
SUNG_SHARE, TAKE_SHARE = 0.73, 0.4
# In what style words are sung that come without a band and without a style.
ALONE = "pop"
# How loud a song over a recording is: most records are louder, so that nothing of them has to be limited for the voice.
BACKED_LUFS = -16.0
# Where in the storage phrases are kept that were sung once.
PHRASES = "phrases"
# And what the networks of voicebanks gave.
TENSORS = "tensors"


def music(settings: Settings) -> Music:
    """Open the band and gather what the services need of the studio; a style that does not hold is logged."""
    for mistake in styles.adopt(settings.styles_dir):
        logger.warning("A style of your own is left out. %s", mistake)
    band = Band.open(fonts.find(), cache_dir=fonts.cache_dir())
    kept = tensors.Folder(settings.storage_dir / TENSORS)
    banks = Troupe(
        settings.storage_dir / BANKS,
        keep=kept,
        device=settings.voice_device,
        threads=max(1, (os.cpu_count() or 1) // 2),
    )
    booth = Booth(installed.company(banks), Folder(settings.storage_dir / PHRASES))
    composer = ComposerEngine(band, booth=booth, clock=time.perf_counter)
    return Music(
        engines=Engines([composer]),
        editor=composer,
        composing=Composing(
            read=partial(brief_of, company=booth.company),
            plan=plan_of,
            labels={style.name: style.label for style in styles.load_all().values()},
            cast=partial(cast, booth.company),
            recast=partial(recast, booth.company),
            work_s=partial(work_s, booth.company),
        ),
        styles=lambda: [style_document(style) for style in styles.load_all().values()],
        instruments=lambda: [instrument_document(each) for each in instruments.load_all().values()],
        uploads=uploads(settings),
        about=lambda: {"renderer": f"{band.version}, {'compiled' if jit.COMPILED else 'numpy'}", "font": band.name},
        singing=Singing(booth, speak=speech.reader()),
        warm=partial(warm, composer, booth),
    )


def warm(composer: ComposerEngine, booth: Booth) -> None:
    """Load all that a job needs, so that its fork begins at once."""
    composer.warm()
    audition.warm(booth)
    bent_convolution.warm()


def brief_of(wishes: Wishes, seed: int, *, company: Company | None = None) -> Brief:
    """Read the words and the fields of a request; what is sung is for a voice of the company."""
    asked = BriefWishes(
        title=wishes.title,
        loudness_lufs=BACKED_LUFS if wishes.backing and wishes.singing.alone else None,
        styles=_styles(wishes),
        duration_s=wishes.duration_s,
        tempo_bpm=wishes.tempo_bpm,
        key=wishes.key,
        meter=wishes.meter,
        mode=wishes.mode,
        instruments=wishes.instruments,
        only=wishes.only,
        without=wishes.without,
        hard=wishes.hard,
        brought=wishes.brought,
        singing=casting.cast(_with_words(wishes), company or Company(), speech.reader()),
    )
    brief = read(wishes.prompt, wishes=asked, seed=seed, seed_is_drawn=wishes.seed is None, rank=embedding.ranker())
    if wishes.backing is None:
        return brief
    # A song over a recording ends with it, whatever the words say.
    length_s = wishes.backing.start_s + wishes.backing.length_s
    sources = {**brief.sources, "duration_s": Source.GIVEN}
    return replace(brief, backing=wishes.backing, duration_s=length_s, sources=sources)


def _with_words(wishes: Wishes) -> SingingWish:
    """What is sung: of singers without a band and without words those that stand in the melody."""
    wish = wishes.singing
    if wish.is_sung or not (wish.alone and wishes.brought):
        return wish
    return replace(wish, lyrics=words.text(wishes.brought[0]))


def _styles(wishes: Wishes) -> tuple[StyleWeight | str, ...]:
    if wishes.styles:
        return tuple(StyleWeight(name, weight) for name, weight in wishes.styles.items())
    style = wishes.style or (ALONE if wishes.singing.alone else None)
    return () if style is None else (style,)


def plan_of(brief: Brief) -> Plan:
    """Plan the form of a brief."""
    return form.plan(brief, Seeds(brief.seed, overrides=brief.seeds))


def cast(company: Company, brief: Brief) -> Brief:
    """The brief with a voice that is there."""
    return replace(brief, singing=casting.cast(brief.singing, company, speech.reader()))


def recast(company: Company, edit: Edit, brief: Brief) -> Edit:
    """The edit with what only the company and the reader of foreign words know."""
    return casting.recast(edit, brief.singing, company, speech.reader())


def work_s(company: Company, brief: Brief) -> float:
    """The size of the work of a brief in seconds of plain music: a minute that is sung counts as several."""
    if not brief.singing.is_sung:
        return brief.duration_s
    sung_s = SUNG_SHARE * (1 + TAKE_SHARE * takes.further(brief.singing)) * brief.duration_s
    return brief.duration_s + sung_s / company.voice(brief.singing.voice).speed / PER_S


def style_document(style: styles.Style) -> dict[str, Any]:
    """Describe a style for people to choose by."""
    return {
        "name": style.name,
        "label": style.label,
        "words": list(style.words),
        "tempo": list(style.tempo),
        "families": list(styles.families(style)),
    }


def instrument_document(instrument: instruments.Instrument) -> dict[str, Any]:
    """Describe an instrument for people to choose by."""
    return {
        "name": instrument.name,
        "label": instrument.label,
        "family": str(instrument.family),
        "roles": list(instrument.roles),
        "is_drums": instrument.is_drums,
    }


def uploads(settings: Settings) -> dict[str, Kind]:
    """What may be uploaded, and how each is checked."""
    longest_s = settings.max_audio_seconds
    most_bytes = max(settings.max_content_length_mb, settings.max_upload_mb) * 2**20
    return {
        "audio": Kind(
            "audio",
            {"wav": "wav", "mp3": "mp3", "flac": "flac"},
            lambda file, kind: apart.check("sound", file, kind, max_bytes=most_bytes, max_seconds=longest_s),
        ),
        "midi": Kind(
            "midi",
            NOTES | {kind: kind for kind in editors.CONVERTERS},
            lambda file, kind: apart.check("notes", file, kind, max_seconds=longest_s),
        ),
        "image": Kind("images", PICTURES, partial(apart.check, "picture")),
        "song_cover": Kind("song_images", PICTURES, partial(apart.check, "picture")),
        "album_cover": Kind("album_images", PICTURES, partial(apart.check, "picture")),
        "cover": Kind("covers", PICTURES, partial(apart.check, "picture")),
        "avatar": Kind(
            "user_images", PICTURES, lambda file, kind: apart.check("picture", file, kind, max_side=AVATAR_SIDE)
        ),
    }
