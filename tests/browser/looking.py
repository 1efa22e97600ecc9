"""How a screen is looked at: axe finds nothing, nothing scrolls sideways, and a picture is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from stage import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"desk": (1440, 960), "tablet": (1024, 900), "phone": (390, 844)}
THEMES = ("light", "dark")
DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def look(page: Any, shoot: Callable[[Any, str], None], name: str) -> None:
    """Let axe look at the page as it is, and keep a picture."""
    page.wait_for_load_state("networkidle")
    _look(page, shoot, name)


def look_everywhere(page: Any, shoot: Callable[[Any, str], None], name: str, sizes: Sequence[str]) -> None:
    """Look at the page in some of the sizes and in both themes; it is left in the first size, in the dark."""
    page.wait_for_load_state("networkidle")
    for size in reversed(sizes):
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.evaluate(DRAWN)
            _look(page, shoot, f"{name}-{size}-{theme}")


def _look(page: Any, shoot: Callable[[Any, str], None], name: str) -> None:
    shoot(page, name)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    how = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("how => axe.run(document, how)", how)
    said = [f"{one['impact']} {one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]
    assert not said, f"{name}: {said}"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{name} scrolls sideways"
