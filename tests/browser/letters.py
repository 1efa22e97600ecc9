"""The letters of the studio, as somebody who opens the mailbox reads them."""

from __future__ import annotations


def newest_link(page, to: str) -> str:
    """The link of the newest letter to somebody; letters are jobs, so one may take a moment."""
    for _ in range(100):
        found = page.request.get("/api/dev/mailbox", params={"to": to}).json()["results"]
        if found:
            return found[0]["links"][0]
        page.wait_for_timeout(100)
    raise AssertionError(f"no letter came to {to}")


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]
