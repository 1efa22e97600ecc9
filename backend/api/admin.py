"""The administrator's desk over HTTP: people, songs, jobs, reports, storage, settings, figures, what was done."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from backend.api import access, admin_schemas, identity
from backend.api.credit_fields import UserPath
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Label
from backend.api.jobs import taken
from backend.api.moments import Since, Until
from backend.api.paging import PageQuery, RowsQuery, listed
from backend.services.desk import shown_settings
from backend.services.desk.acts import Asked
from backend.services.desk.songs import State
from backend.services.stretches import Stretch

door = Door("admin", "The administrator's desk.")


class DeskSongPath(Fields):
    """A song."""

    song_id: int


class ReportPath(Fields):
    """A report."""

    report_id: int


class UsersQuery(RowsQuery):
    """Which people."""

    q: Label = Field("", description="A part of their names or addresses.")
    state: Literal["all", "active", "disabled", "unverified"] = "all"


class SongsQuery(RowsQuery):
    """Which songs."""

    q: Label = Field("", description="Words of their titles or of whom they are by, or their beginnings.")
    state: Literal["all", "public", "private", "featured", "pending", "failed", "trash"] = "all"
    owner: Label = Field("", description="Whose, such as user:7.")


class JobsQuery(PageQuery):
    """Which jobs."""

    status: Literal["", "queued", "started", "finished", "failed", "cancelled"] = ""
    type: Label = ""
    owner: Label = Field("", description="Whose, such as user:7.")
    after: Label = Field("", description="The one after which the page begins; however deep, it comes as fast.")


class ReportsQuery(RowsQuery):
    """Which reports."""

    resolved: bool | None = Field(None, description="Those looked at, or those not; both without it.")


class ActsQuery(RowsQuery):
    """Which acts."""

    act: Label = Field("", description="The name of a route, such as admin.disable.")
    kind: Label = Field("", description="What it was done to, such as user.")
    thing: Label = Field("", description="The number of that.")
    admin: int | None = Field(None, ge=1, le=2**31 - 1, description="Who did it.")
    since: Since | None = Field(None, description="From this day or moment on.")
    until: Until | None = Field(None, description="Until this day or moment.")


@door.get("/api/stats/", access.admins, responses=answers({200: admin_schemas.Statistics}))
def stats() -> Any:
    """Say how much there is of everything, and what each of the last thirty days brought; counted twice a minute."""
    return {"success": True, **services().desk.figures.statistics()}


@door.get("/api/admin/users/", access.admins, responses=answers({200: admin_schemas.AccountPage}))
def users(query: UsersQuery) -> Any:
    """List accounts, the newest first, with what each has."""
    return listed(services().desk.people.page(words=query.q, state=query.state, stretch=query.stretch()), query)


@door.post(
    "/api/admin/users/<int:user_id>/disable/", access.admins, responses=answers({200: admin_schemas.Account}, 409)
)
def disable(path: UserPath) -> Any:
    """Disable an account: its sessions and keys end, its jobs are called off; what is public stays."""
    return {"success": True, **services().desk.people.disable(identity.caller(), path.user_id)}


@door.post("/api/admin/users/<int:user_id>/enable/", access.admins, responses=answers({200: admin_schemas.Account}))
def enable(path: UserPath) -> Any:
    """Let somebody in again."""
    return {"success": True, **services().desk.people.enable(path.user_id)}


@door.post("/api/admin/users/<int:user_id>/verify/", access.admins, responses=answers({200: admin_schemas.Account}))
def verify(path: UserPath) -> Any:
    """Take somebody's address as verified, by hand."""
    return {"success": True, **services().desk.people.verify(path.user_id)}


@door.delete("/api/admin/users/<int:user_id>/", access.admins, responses=answers({204: None}, 409))
def close(path: UserPath) -> Any:
    """Close an account with everything in it, for good."""
    services().desk.people.close(identity.caller(), path.user_id)
    return "", 204


@door.get("/api/admin/songs/", access.admins, responses=answers({200: admin_schemas.DeskSongPage}))
def songs(query: SongsQuery) -> Any:
    """List everybody's songs; each is changed, unpublished and thrown away at its own address under /api/songs/."""
    found = services().desk.songs.page(
        words=query.q, state=State(query.state), owner=query.owner, stretch=query.stretch()
    )
    return listed(found, query)


@door.put(
    "/api/admin/songs/<int:song_id>/featured/", access.admins, responses=answers({200: admin_schemas.DeskSong}, 409)
)
def feature(path: DeskSongPath) -> Any:
    """Put a public song among the editor's picks."""
    return {"success": True, **services().desk.songs.feature(path.song_id, True)}


@door.delete(
    "/api/admin/songs/<int:song_id>/featured/", access.admins, responses=answers({200: admin_schemas.DeskSong})
)
def unfeature(path: DeskSongPath) -> Any:
    """Take a song out of the editor's picks."""
    return {"success": True, **services().desk.songs.feature(path.song_id, False)}


@door.get("/api/admin/jobs/", access.admins, responses=answers({200: admin_schemas.DeskJobPage}))
def jobs(query: JobsQuery) -> Any:
    """List everybody's jobs; each is cancelled and retried at its own address, and a retry costs its owner nothing."""
    filters = {"status": query.status, "type": query.type, "owner": query.owner}
    stretch = Stretch(query.page, query.page_size, query.after or None)
    return listed(services().desk.jobs.page(filters, stretch), query)


@door.get("/api/admin/workers/", access.admins, responses=answers({200: admin_schemas.Workers}))
def workers() -> Any:
    """List the workers that are alive, and how the work gets done."""
    found = services().desk.jobs.workers()
    return {**services().work.health(), "success": True, "count": len(found), "results": found}


@door.get("/api/admin/reports/", access.admins, responses=answers({200: admin_schemas.ReportPage}))
def reports(query: ReportsQuery) -> Any:
    """List what people asked you to look at."""
    return listed(services().reports.page(resolved=query.resolved, stretch=query.stretch()), query)


@door.post(
    "/api/admin/reports/<int:report_id>/resolve/", access.admins, responses=answers({200: admin_schemas.ResolvedReport})
)
def resolve(path: ReportPath) -> Any:
    """Say that you have looked at a report."""
    return {"success": True, **services().reports.resolve(identity.caller(), path.report_id)}


@door.get("/api/admin/storage/", access.admins, responses=answers({200: admin_schemas.Storage}))
def storage() -> Any:
    """Say what is stored, by kind and by the fifty who keep most; counted twice a minute."""
    return {"success": True, **services().desk.figures.storage()}


@door.post("/api/admin/storage/orphans/", access.admins, responses=answers({202: admin_schemas.LookedFor}))
def orphans() -> Any:
    """Have a job look for files that nothing refers to; its result names them, and nothing is removed."""
    return taken(services().desk.orphans.look_later())


@door.get("/api/admin/settings/", access.admins, responses=answers({200: admin_schemas.SettingList}))
def settings() -> Any:
    """List every setting with what holds; of secrets only whether they are set."""
    found = shown_settings.listing(services().settings)
    return {"success": True, "count": len(found), "results": found}


@door.get("/api/admin/acts/", access.admins, responses=answers({200: admin_schemas.ActPage}))
def acts(query: ActsQuery) -> Any:
    """List what administrators did, the newest first; an act without an outcome was cut off."""
    asked = Asked(query.act, query.kind, query.thing, query.admin, query.since, query.until)
    return listed(services().desk.acts.page(asked, query.stretch()), query)


@door.get("/api/admin/acts/kinds/", access.admins, responses=answers({200: admin_schemas.ActKinds}))
def act_kinds() -> Any:
    """List which acts were done so far, and who did them: what the log can be asked for."""
    return {"success": True, **services().desk.acts.kinds()}
