"""A music player, as tests have it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as Xml

NAMESPACE = "{http://subsonic.org/restapi}"


@dataclass
class Player:
    """A player with its credentials; answers are looked at in JSON, or in XML where that is asked for."""

    client: Any
    login: dict[str, str]

    def ask(self, call: str, *, method: str = "GET", **given: Any) -> Any:
        """The answer as it comes."""
        asked = {"v": "1.16.1", "c": "tests", "f": "json", **self.login, **given}
        values = {"query_string": asked} if method == "GET" else {"data": asked}
        return self.client.open(f"/rest/{call}", method=method, **values)

    def get(self, call: str, **given: Any) -> dict[str, Any]:
        """What an answer in JSON holds; it must have gone well."""
        answer = self.ask(call, **given)
        assert answer.status_code == 200, answer.text
        found = answer.json["subsonic-response"]
        assert found["status"] == "ok", found
        return found

    def refused(self, call: str, **given: Any) -> dict[str, Any]:
        """The error of an answer that must be a refusal, with all that refusals carry."""
        answer = self.ask(call, **given)
        found = answer.json["subsonic-response"]
        assert (found["status"], found["type"], found["openSubsonic"]) == ("failed", "mini-studio", True), found
        assert found["serverVersion"]
        return found["error"]

    def xml(self, call: str, **given: Any) -> Xml.Element:
        """The root of an answer in XML."""
        answer = self.ask(call, **{**given, "f": "xml"})
        assert answer.mimetype == "text/xml"
        return Xml.fromstring(answer.data)


def token_login(name: str, password: str, salt: str = "c19b2d") -> dict[str, str]:
    """What a player sends that proves a password."""
    return {"u": name, "t": hashlib.md5((password + salt).encode()).hexdigest(), "s": salt}
