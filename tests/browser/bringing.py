"""Songs that sound from their first sample to their last, brought into the library; and moving rows about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tapping import tone

LASTS_S = 4.0
TONES = {"Aria": 440.0, "Bolero": 587.0, "Canon": 659.0}


@dataclass(frozen=True)
class Tuner:
    """Somebody who brought songs: what a browser keeps of their login, and the songs."""

    state: Any
    songs: list[Any]

    @property
    def album(self) -> str:
        """The address of their album."""
        return f"/albums/{self.songs[0]['album_id']}"


def bring(page: Any, address: str, title: str, pitch_hz: float) -> Any:
    """Bring a tone as a song on an album; the answer is the song."""
    file = {"name": f"{title}.wav", "mimeType": "audio/wav", "buffer": tone(LASTS_S, pitch_hz)}
    number = str(1 + list(TONES).index(title))
    about = {"title": title, "album": "Three tones", "artist": "Tuner", "track_number": number, "public": "false"}
    answer = page.request.post("/api/songs/", multipart={"file": file, **about}, headers={"Origin": address})
    assert answer.ok, answer.text()
    return answer.json()


def drag(page: Any, grip: Any, onto: Any) -> None:
    """Take hold of a row and let go of it over another."""
    start, end = grip.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + 10, steps=5)
    page.mouse.up()
