"""Letters over HTTP: the links that they hold, asking for one, and the development mailbox."""

from __future__ import annotations

from typing import Any

from flask import redirect, request
from pydantic import Field

from backend.api import access, csrf, identity, people_schemas, schemas
from backend.api.door import Door, answers, services
from backend.api.fields import Fields, Line, example
from backend.api.proxies import is_of_this_machine
from backend.services.errors import InvalidInput, NotFound

door = Door("letters", "Letters: verify an address, choose a new password.")

VERIFIED = "Email verified successfully."
SENT = "Password reset email sent. Check your email for the reset link."
RESET = "Password reset successfully. You can now log in with your new password."
# Pages of the studio; the link of a letter must not stay in the address line.
VERIFIED_PAGE, DEAD_PAGE = "/verified", "/link-ended"


class LinkPath(Fields):
    """The end of a link."""

    token: str = Field(max_length=300)


class Forgotten(Fields):
    """Whose password is forgotten."""

    email: Line

    model_config = example(email="john@example.com")


class NewPassword(Fields):
    """A new password, twice."""

    new_password: str = Field(max_length=1000)
    confirm_password: str = Field(max_length=1000)

    model_config = example(new_password="newsecurepassword123", confirm_password="newsecurepassword123")


class MailboxQuery(Fields):
    """Whose letters."""

    to: Line = Field("", description="An address; empty: everybody's.")


@door.get(
    "/api/auth/verify-email/<token>/",
    access.anyone,
    responses=answers({200: schemas.Said, 303: {"description": "The page that says so, for browsers"}}),
)
def verify_email(path: LinkPath) -> Any:
    """Verify an address by the link that was sent there. Browsers are led on to a page that says how it went."""
    wants_page = request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"
    try:
        services().people.profile.verify(path.token)
    except InvalidInput:
        if wants_page:
            return redirect(DEAD_PAGE, 303)
        raise
    return redirect(VERIFIED_PAGE, 303) if wants_page else {"success": True, "message": VERIFIED}


@door.post("/api/auth/verify-email/", access.users, responses=answers({200: schemas.Said}, 409))
def send_link() -> Any:
    """Send a new link to the address that waits to be verified."""
    to = services().people.profile.send_link(identity.caller())
    return {"success": True, "message": f"A link was sent to {to}."}


@door.post("/api/auth/forgot-password/", access.anyone, responses=answers({200: schemas.Said}))
def forgot_password(body: Forgotten) -> Any:
    """Send a link to choose a new password, if there is such an account; the answer is the same where there is none."""
    services().people.recovery.ask(body.email)
    return {"success": True, "message": SENT}


@door.post("/api/auth/reset-password/<token>/", access.anyone, responses=answers({200: schemas.Said}))
def reset_password(path: LinkPath, body: NewPassword) -> Any:
    """Choose a new password by a link, which works once; all sessions and API keys of the account end."""
    services().people.recovery.reset(path.token, body.new_password, body.confirm_password)
    return {"success": True, "message": RESET}


@door.get(
    "/api/dev/mailbox",
    access.anyone.because("closed but in development, and but for those at this machine"),
    responses=answers({200: people_schemas.Letters}, 404),
)
def mailbox(query: MailboxQuery) -> Any:
    """Show the letters that were written, newest first; in development, without a mail server, and on this machine."""
    csrf.refuse_foreign()
    if not is_of_this_machine():
        raise NotFound("The mailbox opens on the machine of the studio alone, at http://localhost; so does its folder.")
    found = services().people.mailbox.letters(query.to)
    return {"success": True, "count": len(found), "results": found}
