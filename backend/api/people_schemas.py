"""What the answers about accounts look like."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from backend.api.schemas import Answer, Said, Shape

ADDRESS, MOMENT = "clara@example.com", "2026-05-30T05:16:03.440708Z"


class UserShape(Shape):
    """A user as they see themselves."""

    id: int
    username: str
    email: str
    full_name: str
    email_verified: bool
    is_admin: bool
    pending_email: str | None = Field(description="An address that becomes theirs once it is verified.")
    avatar: str | None = Field(json_schema_extra={"example": "/media/user_images/kq3f….webp"})
    about: str
    public_profile: bool


class UserAnswer(Answer, UserShape):
    """The user who is calling."""


class Registered(Answer):
    """A new account."""

    message: str = Field(json_schema_extra={"example": "User created. Check email for verification link."})
    detail: str
    user: UserShape


class LoggedIn(Answer):
    """A login: the key lives until logout, the access token for 15 minutes."""

    key: str = Field(json_schema_extra={"example": "ms_5Xk…"})
    access: str
    user: UserShape


class AdminAnswer(Answer):
    """Whether the caller is the administrator."""

    admin: bool


class CsrfAnswer(Answer):
    """The token that goes into the header X-CSRFToken."""

    csrfToken: str  # noqa: N815 - the name that the printed client reads


class Refreshed(Answer):
    """A new access token; the cookie has the refresh token that comes next."""

    access: str
    user: UserShape


class SaidWithUser(Said):
    """A sentence, and the account as it is now."""

    user: UserShape


class LoginShape(Shape):
    """A session or an API key."""

    id: str = Field(json_schema_extra={"example": "0b1f6f4f8c1e4d0a9a3e5d7c2b4a6980"})
    name: str = Field(json_schema_extra={"example": "Firefox on Linux"})
    created_at: str = Field(json_schema_extra={"example": MOMENT})
    last_used_at: str = Field(json_schema_extra={"example": MOMENT})
    is_current: bool


class LoginAnswer(Answer, LoginShape):
    """One session or API key."""


class LoginList(Answer):
    """All sessions, or all API keys, the one used last first."""

    count: int
    results: list[LoginShape]


class FreshKey(LoginAnswer):
    """A new API key; it is shown this once."""

    key: str = Field(json_schema_extra={"example": "ms_5Xk…"})


class Ended(Said):
    """How many sessions were ended."""

    ended: int


class LetterShape(Shape):
    """A letter as it lies in the development mailbox."""

    id: str
    to: str = Field(json_schema_extra={"example": ADDRESS})
    subject: str = Field(json_schema_extra={"example": "Verify your address"})
    date: str
    text: str
    html: str
    links: list[str] = Field(description="The addresses in it, first the one that it is about.")


class Letters(Answer):
    """The newest letters."""

    count: int
    results: list[LetterShape]


class TakeawayAnswer(Answer):
    """Everything of an account in one file: whether it is there, or which job makes it."""

    status: Literal["none", "queued", "started", "finished", "failed"]
    job_id: str | None
    url: str | None = Field(json_schema_extra={"example": "/media/takeaways/kq3f….zip"})
    name: str | None = Field(json_schema_extra={"example": "mini-studio-clara.zip"})
    bytes: int | None
    made_at: str | None
    kept_until: str | None
    error: str | None
