"""What the letters say, as text and as HTML."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from backend.services.mail.letters import all_letters, compose

AT = datetime(2026, 11, 21, 5, tzinfo=UTC)
LINK = "https://studio.test/reset-password/a.b-c_d"


def written(kind, *, to="anna@example.com", link=LINK):
    mail = compose(kind, to=to, sender="Mini Studio <s@studio.test>", home="https://studio.test", link=link, at=AT)
    return message_from_bytes(mail.as_bytes(), policy=default)


@pytest.mark.parametrize("kind", all_letters())
def test_every_letter_says_the_same_as_text_and_as_html(kind):
    link = LINK if all_letters()[kind].button else ""
    mail = written(kind, link=link)
    text, html = (mail.get_body((form,)).get_content() for form in ("plain", "html"))
    for line in (*all_letters()[kind].lines, *all_letters()[kind].after, mail["Subject"]):
        assert line in text and line in html
    assert (link in text and f'href="{link}"' in html) or not link
    assert "<script" not in html and "http://" not in html
    assert not re.search(r"\{\{|\}\}|None", text + html)


def test_a_letter_says_who_sent_it_when_and_that_no_person_did():
    mail = written("verify")
    assert (mail["From"], mail["To"], mail["Auto-Submitted"]) == (
        "Mini Studio <s@studio.test>",
        "anna@example.com",
        "auto-generated",
    )
    assert mail["Date"] == "Sat, 21 Nov 2026 05:00:00 +0000"
    assert mail["Message-ID"].endswith("@studio.test>")


@pytest.mark.security
def test_a_link_cannot_become_markup():
    html = written("reset", link='https://studio.test/"><script>').get_body(("html",)).get_content()
    assert "<script>" not in html


def test_signs_beyond_ascii_are_kept():
    assert written("verify", to="jürgen@exämple.com")["To"] == "jürgen@xn--exmple-cua.com"
