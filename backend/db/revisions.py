"""Which revision the migrations lead to, read from their files without loading anything."""

from __future__ import annotations

import re
from pathlib import Path

VERSIONS = Path(__file__).parent / "migrations" / "versions"


def known(versions: Path = VERSIONS) -> set[str]:
    """All revisions that there are migrations to."""
    return {path.name.partition("_")[0] for path in versions.glob("[0-9]*.py")}


def newest(versions: Path = VERSIONS) -> set[str]:
    """The revisions that no other one follows."""
    texts = [path.read_text(encoding="utf-8") for path in versions.glob("*.py")]
    made, followed = (
        {found[1] for text in texts if (found := re.search(rf'^{name}(?:: [^=]+)? = "(.+)"', text, re.MULTILINE))}
        for name in ("revision", "down_revision")
    )
    return made - followed
