"""Document 1, the part about accounts: register, login, the token in the header, logout."""

from __future__ import annotations

import secrets

from printed import is_like

REGISTRATION = """{
     "email": "user@example.com",
     "password1": "securepassword",
     "password2": "securepassword",
     "full_name": "John Doe"
   }"""
LOGIN = """{
     "email": "user@example.com",
     "password": "securepassword"
   }"""


def test_accounts_as_printed(studio):
    # Studios that run already may know the printed address.
    own = f"user{secrets.token_hex(4)}@example.com"
    registration, login = (printed.replace("user@example.com", own) for printed in (REGISTRATION, LOGIN))
    status, answer = studio.send("POST /api/auth/registration/", registration)
    assert status == 201 and is_like(answer["user"], {"email": own, "full_name": "John Doe"})

    status, answer = studio.send("POST /api/auth/login/", login)
    assert status == 200 and is_like(answer, {"key": "<token_value>"})
    token = {"Authorization": f"Token {answer['key']}"}
    studio.cookies.clear()

    status, user = studio.send("GET /api/auth/user/", **token)
    assert status == 200 and user["email"] == own
    status, check = studio.send("GET /api/admin/check/", **token)
    assert status == 200 and check["admin"] is False

    assert studio.send("POST /api/auth/logout/", **token)[0] == 200
    assert studio.send("GET /api/auth/user/", **token)[0] == 401
    assert studio.send("GET /api/admin/check/")[0] == 401
