"""Document 3, the part about accounts: register, verify, login, forget, reset, refresh."""

from __future__ import annotations

import secrets

from printed import is_like

REGISTER = """{
   "username": "<username>",
   "email": "<prefix>@<domain>.com",
   "password": "<pwd>"
}"""
LOGIN = """{
  "email": "<email>",
  "password": "<pwd>"
}"""
FORGOT = """{
    "email": "john@example.com"
}"""
RESET = """{
    "new_password": "newsecurepassword123",
    "confirm_password": "newsecurepassword123"
}"""
REFRESH = """{
  //body is empty. cookie implementation
}"""
SIGNED_IN = {"access": "<JWT_ACCESS_TOKEN>", "user": {"username": "<username>", "email": "<email>"}}


def filled(printed: str, name: str, password: str) -> str:
    """Put values where the document has names for them."""
    for hole, value in {
        "<username>": name,
        "<prefix>@<domain>.com": f"{name}@example.com",
        "<email>": f"{name}@example.com",
        "john@example.com": f"{name}@example.com",
        "<pwd>": password,
    }.items():
        printed = printed.replace(hole, value)
    return printed


def test_accounts_as_printed(studio):
    name = f"john_{secrets.token_hex(4)}"
    address = f"{name}@example.com"
    status, answer = studio.send("POST /api/auth/register/", filled(REGISTER, name, "longenough"))
    assert status == 201 and is_like(answer, {"message": "User created. Check email for verification link."})
    status, answer = studio.send("POST /api/auth/register/", filled(REGISTER, name, "short"))
    assert status == 400 and is_like(
        answer,
        {
            "email": ["A user with this email already exists."],
            "password": ["Password must be at least 8 characters long."],
        },
    )

    status, answer = studio.send(f"GET /api/auth/verify-email/{studio.link(address, 'verify-email')}/")
    assert status == 200 and is_like(answer, {"message": "Email verified successfully."})

    status, answer = studio.send("POST /api/auth/login/", filled(LOGIN, name, "wrong one"))
    assert status == 400 and is_like(answer, {"non_field_errors": ["Invalid email or password."]})
    status, answer = studio.send("POST /api/auth/login/", filled(LOGIN, name, "longenough"))
    assert status == 200 and is_like(answer, SIGNED_IN) and isinstance(answer["user"]["id"], int)

    for _ in range(2):
        status, answer = studio.send("POST /api/auth/token/refresh/", REFRESH)
        assert status == 200 and is_like(answer, SIGNED_IN)
    bearer = {"Authorization": f"Bearer {answer['access']}"}
    assert studio.send("GET /api/auth/user/", **bearer)[0] == 200

    for known in (filled(FORGOT, name, ""), FORGOT):
        status, answer = studio.send("POST /api/auth/forgot-password/", known)
        sent = {"message": "Password reset email sent. Check your email for the reset link."}
        assert status == 200 and is_like(answer, sent)
    reset = f"POST /api/auth/reset-password/{studio.link(address, 'reset-password')}/"
    status, answer = studio.send(reset, RESET)
    said = {"message": "Password reset successfully. You can now log in with your new password."}
    assert status == 200 and is_like(answer, said)

    assert studio.send(reset, RESET)[0] == 400
    assert studio.send("GET /api/auth/user/", **bearer)[0] == 401
    assert studio.send("POST /api/auth/token/refresh/", REFRESH)[0] == 401
    assert studio.send("POST /api/auth/login/", filled(LOGIN, name, "newsecurepassword123"))[0] == 200
