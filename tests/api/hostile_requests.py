"""Requests that mean harm, or are broken: each with its method, its address, and what goes along.

``{song}`` and ``{file}`` in an address stand for a song of the caller's, and for one of its files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Request = tuple[str, str, dict[str, Any]]

SCRIPT = "<script>alert(1)</script>"
OUT = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "..%5c..%5cwindows",
    "%252e%252e%252fetc%252fpasswd",
    "%c0%ae%c0%ae/%c0%af",
    "/etc/passwd",
    "//etc/passwd",
    "file:///etc/passwd",
    "C:%5cwindows%5cwin.ini",
    "x%00.wav",
    "songs/../studio.db",
    "studio.db",
    "./studio.db",
    "mail/",
    "~root/.ssh/id_rsa",
)
INSIDE = (
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:6379/",
    "http://[::1]:22/",
    "http://0x7f000001/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "//evil.example/x.wav",
    "\\\\evil\\share\\x.wav",
    "concat:/etc/passwd|x",
    "data:audio/wav;base64,UklGRg==",
)
JSON = {"Content-Type": "application/json"}
MUSIC = "/api/jobs/music"
# A token of another studio's making: no signature, and an administrator inside.
UNSIGNED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIiwiaXNfYWRtaW4iOnRydWV9."


def refused() -> Iterator[tuple[str, Request]]:
    """What is answered with a refusal."""
    for path in OUT:
        yield f"a stored file at {path}", ("GET", f"/media/{path}", {})
        yield f"a reserved file at {path}", ("GET", f"/media/musicgen/{path}", {})
    for path in OUT[:9]:
        yield f"a job called {path}", ("GET", f"/api/jobs/{path}", {})
        yield f"a download called {path}", ("GET", f"/api/songs/{{song}}/downloads/{path}", {})
        yield f"a voice called {path}", ("GET", f"/api/voices/{path}/sample", {})
        yield f"an audition called {path}", ("GET", f"/api/voices/auditions/{path}", {})
        yield f"a bank called {path}", ("GET", f"/api/banks/{path}", {})
        yield f"an asset called {path}", ("GET", f"/assets/{path}", {})
    for place in INSIDE:
        yield f"a file at {place}", ("PUT", "/api/ai/generated-songs/{song}/", {"json": {"file_url": place}})
        given = {"prompt": "x", "given": [{"upload": place, "as": "melody"}]}
        yield f"notes from {place}", ("POST", MUSIC, {"json": given})
        yield f"a track from {place}", ("POST", "/api/jobs/vocals", {"json": {"lyrics": "a", "backing": place}})
    for name, body in (
        ("that is no text", b'{"prompt": "\xff\xfe\xc0\xaf"}'),
        ("in UTF-16 that ends early", b'\xff\xfe{\x00"'),
        ("nested without end", b'{"brief": ' + b"[" * 100_000),
        ("of a huge number", b'{"prompt": "x", "seed": ' + b"9" * 5000 + b"}"),
        ("of no number", b'{"prompt": "x", "duration": NaN}'),
        ("of an endless number", b'{"prompt": "x", "duration": 1e999}'),
        ("that is cut off", b'{"prompt": "x"'),
        ("of a list", b"[]"),
        ("larger than is read", b'{"prompt": "' + b"x" * 2**21),
    ):
        yield f"a body {name}", ("POST", MUSIC, {"data": body, "headers": JSON})
    yield "a body of XML", ("POST", MUSIC, {"data": "<x/>", "headers": {"Content-Type": "application/xml"}})
    yield (
        "two thousand parts",
        ("POST", MUSIC, {"data": {f"x{n}": "y" for n in range(2000)}, "content_type": "multipart/form-data"}),
    )
    yield "a form of 2 MB", ("POST", MUSIC, {"data": {"prompt": "x" * 2**21}})
    yield (
        "parts without a boundary",
        ("POST", "/api/upload/audio", {"data": b"--x", "headers": {"Content-Type": "multipart/form-data"}}),
    )
    yield (
        "a key of 5000 characters",
        ("POST", MUSIC, {"json": {"prompt": "x"}, "headers": {"Idempotency-Key": "k" * 5000}}),
    )
    for value in (
        f"Bearer {UNSIGNED}",
        "Bearer null",
        "Bearer ",
        "Token undefined",
        "Bearer " + "x" * 7000,
        "Token ' OR 1=1 --",
        "Bearer \u00e9\u00e8",
    ):
        yield (
            f"the credentials {value[:30]!r}",
            ("GET", "/api/auth/user/", {"headers": {"Authorization": value.encode("utf-8").decode("latin-1")}}),
        )
    for query in (
        "scope=everything",
        "sort=title;drop table songs",
        "page=-1",
        "page_size=100000",
        "page=9" + "9" * 400,
        "page=%00",
    ):
        yield f"songs by {query[:30]}", ("GET", f"/api/songs/?{query}", {})
    for edit in (
        {"kind": "delete", "section": -1},
        {"kind": "extend", "at": "end", "bars": 10**9},
        {"kind": "tempo", "bpm": 1e308},
        {
            "kind": "notes",
            "part": "keys",
            "notes": [{"start_beat": -1e308, "length_beats": 1, "pitch": 999, "velocity": 1}],
        },
        {"kind": "__class__"},
        {"kind": "regenerate", "part": "../../etc"},
        {"kind": "vary", "amount": -5},
    ):
        yield f"the edit {json.dumps(edit)[:50]}", ("POST", "/api/songs/{song}/takes", {"json": edit})
    for project in (b"{}", b"[]", b"null", b'{"score": ' + b"[" * 5000, b'{"brief": {"seed": 1e400}}', b"PK\x03\x04"):
        yield f"the project {project[:20]!r}", ("POST", "/api/projects", {"data": project, "headers": JSON})


def harmless() -> Iterator[tuple[str, Request]]:
    """What is answered, and does nothing."""
    for text in (
        SCRIPT,
        "'; DROP TABLE songs; --",
        "{{7*7}}${7*7}",
        "\u202egnp.exe",
        "\u0000\u001b[2J",
        "e\u0301" * 50,
        "$(reboot)`id`",
    ):
        yield f"the title {text!r}", ("PATCH", "/api/songs/{song}/", {"json": {"title": text, "genre": text[:40]}})
        yield f"the prompt {text!r}", ("POST", MUSIC, {"json": {"prompt": f"calm {text}", "title": f"x {text}"}})
        yield f"the words {text!r}", ("POST", "/api/lyrics", {"json": {"lyrics": f"la {text}", "title": f"x {text}"}})
        yield f"the search {text!r}", ("GET", "/api/songs/", {"query_string": {"q": text}})
    for value in (
        "bytes=0-0," * 500 + "0-0",
        "bytes=5-2",
        "bytes=-0",
        "items=0-5",
        "bytes=0-" + "9" * 400,
        "bytes=abc",
    ):
        yield f"the range {value[:30]!r}", ("GET", "/media/{file}", {"headers": {"Range": value}})
    for value in ("9" * 400, "-1", "1e9", "\u0661"):
        yield (
            f"the last event {value[:20]!r}",
            ("GET", "/api/jobs/{job}/events", {"headers": {"Last-Event-ID": value.encode().decode("latin-1")}}),
        )
    for place in INSIDE:
        yield f"a voice from {place}", ("POST", "/api/jobs/vocals", {"json": {"lyrics": "a", "voice": place}})
    yield "a preference without end", ("GET", "/api/styles", {"headers": {"Accept": "text/html;q=0.1," * 400}})
    yield "a method of somebody's own", ("BREW", "/api/songs/", {})
    yield (
        "another method in a header",
        ("POST", "/api/songs/{song}/", {"headers": {"X-HTTP-Method-Override": "DELETE"}}),
    )
    yield (
        "an account for the administrator",
        ("PATCH", "/api/auth/user/", {"json": {"is_admin": True, "email": "ada@example.com"}}),
    )


def names() -> tuple[str, ...]:
    """What an upload may be called by somebody who means harm."""
    return (
        "../../../evil.wav",
        "..\\..\\evil.wav",
        "/etc/cron.d/evil.wav",
        f"{SCRIPT}.wav",
        "a.php.wav",
        "a.svg.wav",
        "CON.wav",
        ".htaccess.wav",
        "a" * 1000 + ".wav",
        "\u202evaw.exe.wav",
        "a\x00.html.wav",
        "a\r\nX-Evil: 1.wav",
        "a;rm -rf ~.wav",
        "$(id).wav",
        "%2e%2e%2fa.wav",
        "\ud83d\ude00.wav".encode("utf-16", "surrogatepass").decode("utf-16"),
        "-rf.wav",
    )
