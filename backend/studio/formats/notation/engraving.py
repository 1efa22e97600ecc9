"""MusicXML engraved: as one long SVG picture, or as pages of A4 in a PDF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import typst
import verovio

from backend.studio.errors import BadProject

# A4 in tenths of a millimetre, as the engraver counts; its pictures are as many units wide as SCALE makes of them.
WIDTH, HEIGHT, SCALE = 2100, 2970, 0.4
MARGIN, HEAD = 120, 260
PAGE = {"pageWidth": WIDTH, "pageHeight": HEIGHT, "pageMarginTop": HEAD}
PAGE |= dict.fromkeys(("pageMarginBottom", "pageMarginLeft", "pageMarginRight"), MARGIN)
ENDLESS = {"pageHeight": 60_000, "adjustPageHeight": True}
LOOK = {"scale": 100 * SCALE, "header": "none", "footer": "none", "xmlIdSeed": 1, "svgViewBox": True}
LOOK |= {"spacingSystem": 10, "smuflTextFont": "none"}
# Signs of chord symbols that the engraver takes from its own music font: with their common characters any font will do.
SIGNS = {"\ueca5": "♩", "\uea64": "♭", "\ue260": "♭", "\uea65": "♮", "\ue261": "♮", "\uea66": "♯", "\ue262": "♯"}
SIGN = re.compile(rf'<tspan font-family="\w+" font-size="\d+px">([{"".join(SIGNS)}])</tspan>')
# The size of the words of a chord symbol, in the engraver's units.
WORDS = "405px"
TEMPLATE = """#set document(title: sys.inputs.title, author: sys.inputs.author, date: none)
#set page(width: 210mm, height: 297mm, margin: 0mm)
"""

FONTS = str(Path(verovio.__file__).parent / "data")
verovio.enableLog(verovio.LOG_OFF)


def to_svg(musicxml: str, *, title: str, composer: str = "") -> str:
    """Engrave MusicXML as one picture, as long as it needs to be."""
    return _pages(musicxml, {**PAGE, **ENDLESS}, title, composer)[0]


def to_pdf(musicxml: str, *, title: str, composer: str = "") -> bytes:
    """Engrave MusicXML on pages of A4, the drawing as lines and the words as text."""
    pages = _pages(musicxml, PAGE, title, composer)
    files = {f"{number}.svg": page.encode() for number, page in enumerate(pages)}
    images = "#pagebreak()\n".join(f'#image("{name}", width: 210mm)\n' for name in files)
    source: Any = {"main": (TEMPLATE + images).encode(), **files}
    said = {"title": title, "author": composer}
    return bytes(typst.compile(source, format="pdf", sys_inputs=said))


def _pages(musicxml: str, paper: dict[str, Any], title: str, composer: str) -> list[str]:
    # Where its fonts are the engraver knows only in the thread that imported it.
    verovio.setDefaultResourcePath(FONTS)
    engraver = verovio.toolkit()
    engraver.setOptions({**LOOK, **paper})
    if not engraver.loadData(musicxml):
        raise BadProject("The written music cannot be engraved.")
    pages = range(engraver.getPageCount())
    return [_finished(engraver.renderToSVG(page + 1), _head(page, title, composer)) for page in pages]


def _finished(svg: str, head: str) -> str:
    """Set the head on a page and write its signs so that no special font is needed."""
    plain = SIGN.sub(lambda found: f'<tspan font-size="{WORDS}">{SIGNS[found[1]]}</tspan>', svg)
    return plain[: plain.rindex("</svg>")] + head + "</svg>\n"


def _head(page: int, title: str, composer: str) -> str:
    """The title and the composer on the first page, the title with the number on those that follow."""
    middle, right = WIDTH * SCALE / 2, (WIDTH - MARGIN) * SCALE
    if page:
        return _line(f"{title} \u2013 {page + 1}", x=middle, y=48, size=13, anchor="middle")
    return _line(title, x=middle, y=54, size=26, anchor="middle") + _line(
        composer, x=right, y=84, size=14, anchor="end"
    )


def _line(text: str, *, x: float, y: float, size: int, anchor: str) -> str:
    look = f'font-family="Times, serif" font-size="{size}" text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y}" {look}>{escape(text)}</text>\n'
