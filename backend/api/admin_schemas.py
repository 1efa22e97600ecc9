"""What the answers of the administrator's desk look like."""

from __future__ import annotations

from typing import Any

from backend.api.people_schemas import UserShape
from backend.api.schemas import Answer, Paged, Shape


class Day(Shape):
    """What a day brought."""

    date: str
    songs: int
    users: int
    plays: int
    jobs: int


class Kept(Shape):
    """Files and their bytes."""

    files: int
    bytes: int


class Statistics(Answer):
    """How much there is of everything."""

    total_songs: int
    total_albums: int
    total_users: int
    total_artists: int
    public_songs: int
    total_messages: int
    open_reports: int
    plays: int
    jobs: dict[str, int]
    storage: Kept
    days: list[Day]


class AccountShape(UserShape):
    """An account as the administrator sees it."""

    created_at: str
    disabled_at: str | None


class Account(Answer, AccountShape):
    """An account."""


class ListedAccount(AccountShape):
    """An account in the list, with what it has."""

    songs: int
    bytes: int
    credits: int
    seen_at: str | None


class AccountPage(Paged):
    """Accounts, the newest first."""

    results: list[ListedAccount]


class DeskSongShape(Shape):
    """A song in the administrator's list."""

    id: int
    title: str
    owner: str
    username: str | None
    genre: str
    origin: str
    state: str
    public: bool
    duration_s: float
    play_count: int
    like_count: int
    created_at: str
    deleted_at: str | None
    featured_at: str | None


class DeskSong(Answer, DeskSongShape):
    """A song."""


class DeskSongPage(Paged):
    """Everybody's songs, the newest first."""

    results: list[DeskSongShape]


class DeskJobShape(Shape):
    """A job in the administrator's list."""

    id: str
    type: str
    owner: str
    username: str | None
    status: str
    stage: str
    progress: float
    attempt: int
    error: dict[str, Any] | None
    retry_of: str | None
    engine_used: str | None
    created_at: str
    started_at: str | None
    finished_at: str | None


class DeskJobPage(Paged):
    """Everybody's jobs, the newest first."""

    results: list[DeskJobShape]


class WorkerShape(Shape):
    """A worker; ``silent_s``: how long it has not said that it lives."""

    name: str
    started_at: str
    seen_at: str
    silent_s: float


class Workers(Answer):
    """The workers, and how the work gets done."""

    redis: bool
    mode: str
    queued: int
    started: int
    count: int
    results: list[WorkerShape]


class ReportShape(Shape):
    """What somebody asked to be looked at, with what it said then."""

    id: int
    kind: str
    thing: int
    about_user: int | None
    reason: str
    excerpt: str
    reporter_id: int | None
    reporter: str | None
    created_at: str
    resolved_at: str | None
    resolved_by: str | None


class ResolvedReport(Answer, ReportShape):
    """A report."""


class ReportPage(Paged):
    """Reports, the newest first."""

    results: list[ReportShape]


class KindKept(Kept):
    """What is stored of a kind."""

    kind: str


class OwnerKept(Kept):
    """What somebody keeps."""

    owner: str
    username: str | None


class Storage(Answer, Kept):
    """What is stored."""

    kinds: list[KindKept]
    owners: list[OwnerKept]


class SettingShape(Shape):
    """A setting; of a secret ``value`` is ``set`` or empty."""

    name: str
    value: Any
    secret: bool


class SettingList(Answer):
    """Every setting."""

    count: int
    results: list[SettingShape]


class ActShape(Shape):
    """What an administrator did: the route, what it was done to, what was asked for, and the status of the answer."""

    id: int
    created_at: str
    admin_id: int | None
    admin: str | None
    act: str
    kind: str
    thing: str
    details: dict[str, Any]
    outcome: int | None
    request_id: str


class ActPage(Paged):
    """Acts, the newest first."""

    results: list[ActShape]


class Administrator(Shape):
    """Somebody who did what is in the log."""

    id: int
    username: str


class ActKinds(Answer):
    """What the log can be asked for."""

    acts: list[str]
    admins: list[Administrator]


class LookedFor(Answer):
    """The job that looks."""

    job_id: str
    status: str
    links: dict[str, str]
