"""The administrator's desk, in one bundle; `wiring_desk` fills it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services.desk.acts import Acts
from backend.services.desk.figures import Figures
from backend.services.desk.jobs import JobDesk
from backend.services.desk.orphans import Orphans
from backend.services.desk.people import PeopleDesk
from backend.services.desk.songs import SongDesk


@dataclass(frozen=True)
class Desk:
    """What an administrator looks after."""

    people: PeopleDesk
    songs: SongDesk
    jobs: JobDesk
    figures: Figures
    orphans: Orphans
    acts: Acts
