"""The development mailbox: whoever reads it can take any account, so it opens to nobody from outside."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.security


def test_it_opens_on_the_machine_of_the_studio(clara, client):
    found = client.get("/api/dev/mailbox?to=clara@example.com").json
    assert found["count"] == 1 and "/verify-email/" in found["results"][0]["links"][0]


@pytest.mark.parametrize(
    "how",
    [
        {"environ_base": {"REMOTE_ADDR": "192.168.1.20"}},
        {"environ_base": {"REMOTE_ADDR": "::ffff:10.0.0.1"}},
        {"environ_base": {"REMOTE_ADDR": ""}},
        {"headers": {"X-Forwarded-For": "203.0.113.5"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"headers": {"Host": "studio.example"}},
        {"headers": {"Host": "127.0.0.1.evil.example:8000"}},
    ],
    ids=str,
)
def test_it_is_not_there_for_whoever_comes_from_outside(clara, client, how):
    answer = client.get("/api/dev/mailbox", **how)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("how", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_no_foreign_page_reads_it(clara, client, how):
    assert client.get("/api/dev/mailbox", headers=how).status_code == 403
