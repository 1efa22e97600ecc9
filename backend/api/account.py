"""One's own account over HTTP: who am I, name, picture, address, password, sessions, keys, everything, the end."""

from __future__ import annotations

from typing import Annotated, Any, BinaryIO, cast

from flask import Response, jsonify
from flask_openapi3.models.file import FileStorage
from pydantic import BeforeValidator, Field, StringConstraints
from werkzeug.datastructures import FileStorage as SentFile

from backend.api import access, credit_schemas, identity, people_schemas, schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Label, Line, SomeLabel, example, plain_text
from backend.services.errors import InvalidInput
from backend.services.logins import KEY, SESSION

MAX_ABOUT = 500

door = Door("account", "One's own account: name, address, password, sessions, API keys.")


About = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MAX_ABOUT),
    BeforeValidator(lambda text: plain_text(text) if isinstance(text, str) else text),
]


class Names(Fields):
    """What one is called and shows of oneself; what is left out stays."""

    username: Label | None = None
    full_name: Line | None = None
    about: About | None = Field(None, description="A few words about oneself, for the public profile.")
    public_profile: bool | None = Field(None, description="Whether everybody may see one's profile.")

    model_config = example(username="clara", full_name="Clara Schumann", about="Pianist.", public_profile=True)


class NewAddress(Fields):
    """Another address, and the password as evidence."""

    email: Line
    password: str = Field(max_length=1000)

    model_config = example(email="clara@example.org", password="correct horse")


class OtherPassword(Fields):
    """Another password, and the one until now as evidence."""

    current_password: str = Field(max_length=1000)
    new_password: str = Field(max_length=1000)
    confirm_password: str | None = Field(None, max_length=1000)

    model_config = example(current_password="correct horse", new_password="battery staple")


class KeyName(Fields):
    """What a session or an API key is called."""

    name: SomeLabel

    model_config = example(name="Nightly backup")


class Picture(Fields):
    """A picture of oneself."""

    file: FileStorage | None = Field(None, description="PNG, JPEG or WebP.", json_schema_extra={"format": "binary"})


class Farewell(Fields):
    """The password as evidence."""

    password: str = Field(max_length=1000)

    model_config = example(password="correct horse")


class LoginPath(Fields):
    """One session or API key."""

    login_id: str = Field(max_length=40)


@door.get("/api/auth/user/", access.users, responses=answers({200: credit_schemas.UserWithCredits}))
def user() -> Any:
    """Show who is logged in."""
    credits = services().credits.balance(identity.caller())
    return {"success": True, **identity.person().to_dict(), "credits": credits}


@door.get("/api/admin/check/", access.users, responses=answers({200: people_schemas.AdminAnswer}))
def admin_check() -> Any:
    """Say whether the caller is the administrator."""
    return {"success": True, "admin": identity.person().is_admin}


@door.patch("/api/auth/user/", access.users, responses=answers({200: people_schemas.UserAnswer}))
def rename(body: Names) -> Any:
    """Change the user name, the full name, or what the public profile shows."""
    return _renamed(body)


@door.put("/api/auth/user/", access.users, responses=answers({200: people_schemas.UserAnswer}))
def rename_all(body: Names) -> Any:
    """Change the user name, the full name, or what the public profile shows, as PATCH does."""
    return _renamed(body)


@door.put("/api/auth/avatar/", access.users, responses=answers({200: people_schemas.UserAnswer}, 415, 503))
def set_avatar(form: Picture) -> Any:
    """Set a picture of yourself, as multipart field `file`; it is decoded and written anew, and seen by everybody."""
    file = form.file
    if not isinstance(file, SentFile):
        raise InvalidInput.of({"file": ["No file was sent; send one as multipart field `file`."]})
    person = services().people.avatars.put(identity.caller(), cast(BinaryIO, file.stream), file.filename or "")
    return {"success": True, **person.to_dict()}


@door.delete("/api/auth/avatar/", access.users, responses=answers({200: people_schemas.UserAnswer}))
def remove_avatar() -> Any:
    """Be without a picture."""
    return {"success": True, **services().people.avatars.remove(identity.caller()).to_dict()}


@door.post("/api/auth/change-email/", access.users, responses=answers({200: people_schemas.SaidWithUser}))
def change_email(body: NewAddress) -> Any:
    """Ask for another address: it becomes yours by the link that is sent there. Your present one calls that off."""
    person = services().people.profile.move(identity.caller(), body.email, body.password)
    waits = person.pending_email
    message = f"A link was sent to {waits}; the address is yours once you follow it." if waits else "Nothing changes."
    return {"success": True, "message": message, "user": person.to_dict()}


@door.post("/api/auth/change-password/", access.users, responses=answers({200: schemas.Said}))
def change_password(body: OtherPassword) -> Any:
    """Choose another password; all other sessions and all other API keys end."""
    services().people.profile.change_password(
        identity.caller(), body.current_password, body.new_password, body.confirm_password
    )
    return {"success": True, "message": "Your password is changed; all other sessions and keys have ended."}


@door.get("/api/auth/sessions/", access.users, responses=answers({200: people_schemas.LoginList}))
def sessions() -> Any:
    """List where you are signed in."""
    return _listing(SESSION)


@door.delete("/api/auth/sessions/", access.users, responses=answers({200: people_schemas.Ended}))
def end_others() -> Any:
    """Sign out everywhere else."""
    ended = services().people.keyring.revoke_others(identity.caller())
    return {"success": True, "message": f"{ended} other sessions were ended.", "ended": ended}


@door.patch("/api/auth/sessions/<login_id>/", access.users, responses=answers({200: people_schemas.LoginAnswer}))
def name_session(path: LoginPath, body: KeyName) -> Any:
    """Give a session a name."""
    return {"success": True, **services().people.keyring.name(identity.caller(), SESSION, path.login_id, body.name)}


@door.delete("/api/auth/sessions/<login_id>/", access.users, responses=answers({204: None}))
def end_session(path: LoginPath) -> Any:
    """End a session: its key, its cookies and its access tokens."""
    services().people.keyring.revoke(identity.caller(), SESSION, path.login_id)
    return "", 204


@door.get("/api/auth/keys/", access.users, responses=answers({200: people_schemas.LoginList}))
def keys() -> Any:
    """List your API keys."""
    return _listing(KEY)


@door.post("/api/auth/keys/", access.users, responses=answers({201: people_schemas.FreshKey}, 409))
def make_key(body: KeyName) -> Any:
    """Make an API key for a program; it is shown in this answer only, and lasts until it was not used for a year."""
    return {"success": True, **services().people.keyring.make_key(identity.caller(), body.name)}, 201


@door.patch("/api/auth/keys/<login_id>/", access.users, responses=answers({200: people_schemas.LoginAnswer}))
def name_key(path: LoginPath, body: KeyName) -> Any:
    """Give an API key another name."""
    return {"success": True, **services().people.keyring.name(identity.caller(), KEY, path.login_id, body.name)}


@door.delete("/api/auth/keys/<login_id>/", access.users, responses=answers({204: None}))
def end_key(path: LoginPath) -> Any:
    """End an API key."""
    services().people.keyring.revoke(identity.caller(), KEY, path.login_id)
    return "", 204


@door.get("/api/auth/export/", access.users, responses=answers({200: people_schemas.TakeawayAnswer}))
def export() -> Any:
    """Say whether everything of yours is there as one file, or is being packed."""
    return {"success": True, **services().people.takeaway.state(identity.caller())}


@door.post("/api/auth/export/", access.users, responses=answers({202: people_schemas.TakeawayAnswer}, 409))
def export_all() -> Any:
    """Have everything of yours packed into one file: songs, takes, uploads, and what the studio knows of you."""
    return {"success": True, **services().people.takeaway.make_later(identity.caller())}, 202


@door.post("/api/auth/delete-account/", access.users, responses=answers({200: schemas.Said}))
def delete_account(body: Farewell) -> Response:
    """Delete your account with all songs, files, sessions and keys, at once and for good; public songs go as well."""
    services().people.closing.close(identity.caller(), body.password)
    answer = jsonify(success=True, message="Your account is deleted.")
    identity.clear_session(answer)
    return answer


def _renamed(body: Names) -> Any:
    person = services().people.profile.describe(identity.caller(), body.model_dump(exclude_none=True))
    return {"success": True, **person.to_dict()}


def _listing(kind: str) -> Any:
    found = services().people.keyring.listing(identity.caller(), kind)
    return {"success": True, "count": len(found), "results": found}
