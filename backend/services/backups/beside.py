"""What a studio has beside database and storage: its settings with the secret, its own styles, its own prices.

Each is a file or a folder of files, by the name that it has in a backup (``beside/NAME``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from backend.services.backups import manifest

FOLDER = "beside"
Beside = Mapping[str, Path]


def take(beside: Beside, folder: Path) -> dict[str, str]:
    """Copy what is there into a backup; the answer has the hash of each file by its path in ``beside/``."""
    return {name: manifest.copy(place, folder / FOLDER / name)[1] for name, place in _files(beside)}


def put_back(told: Mapping[str, str], folder: Path, beside: Beside) -> list[str]:
    """Put back what is not there; the answer names what is there already and is not the same, which stays as it is."""
    kept = []
    for name, digest in told.items():
        place = _place(name, beside)
        if place is None or (place.exists() and manifest.hash_of(place) != digest):
            kept.append(name)
        elif not place.exists():
            manifest.copy(folder / FOLDER / name, place)
    return kept


def _files(beside: Beside) -> Iterator[tuple[str, Path]]:
    for name, place in beside.items():
        if place.is_file():
            yield name, place
        elif place.is_dir():
            files = sorted(file for file in place.rglob("*") if file.is_file())
            yield from ((f"{name}/{file.relative_to(place).as_posix()}", file) for file in files)


def _place(name: str, beside: Beside) -> Path | None:
    """Where a file of a backup belongs; None: nowhere in this studio."""
    first, _, rest = name.partition("/")
    if first not in beside or ".." in rest.split("/"):
        return None
    return beside[first] / rest if rest else beside[first]
