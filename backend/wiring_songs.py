"""Songs in the making: asked for, made, changed, put effects on, taken away."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.charges import Charges
from backend.services.creation import Creation
from backend.services.demo import Demo
from backend.services.edits import Edits
from backend.services.effect_results import EffectResults
from backend.services.effects import Effects
from backend.services.exports import Exports
from backend.services.making import Making
from backend.services.materials import Materials
from backend.services.song_takes import SongTakes
from backend.services.song_words import SongWords
from backend.services.songs import Songs
from backend.services.submissions import Submissions
from backend.wiring_credits import CreditParts
from backend.wiring_ground import Ground
from backend.wiring_uploads import UploadParts


@dataclass(frozen=True)
class SongParts:
    """Services of songs by the names that `Services` has for them."""

    songs: Songs
    creation: Creation
    making: Making
    edits: Edits
    effects: Effects
    effect_results: EffectResults
    exports: Exports
    demo: Demo
    song_takes: SongTakes
    song_words: SongWords
    materials: Materials
    submissions: Submissions


def songs(on: Ground, paid: CreditParts, files: UploadParts) -> SongParts:
    """Put together what makes songs and changes them."""
    database, board, storage, clock = on.database, on.board, on.storage, on.clock
    engines, composing, longest_s = on.music.engines, on.music.composing, on.settings.max_audio_seconds
    charges = Charges(paid.trial, paid.credits, engines)
    creation = Creation(
        database, board=board, engines=engines, storage=storage, charges=charges, composing=composing, clock=clock
    )
    return SongParts(
        songs=Songs(database, storage, clock=clock),
        creation=creation,
        making=Making(database, engines=engines, storage=storage, composing=composing, clock=clock),
        edits=Edits(
            database,
            board=board,
            editor=on.music.editor,
            storage=storage,
            charges=charges,
            composing=composing,
            clock=clock,
        ),
        effects=Effects(
            database,
            board,
            storage,
            charges=charges,
            check_room=files.uploads.check_room,
            max_seconds=longest_s,
            clock=clock,
        ),
        effect_results=EffectResults(database, storage),
        exports=Exports(database, board, storage, on.shelf, clock=clock),
        demo=Demo(database, storage, engines, composing, clock=clock),
        song_takes=SongTakes(database, storage),
        song_words=SongWords(database, storage),
        materials=Materials(database, storage, max_seconds=longest_s),
        submissions=Submissions(files.uploads, files.recordings, creation, on.media),
    )
