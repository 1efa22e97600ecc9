"""The fields of a request that are hard constraints: chords, form, tempi, players, energies, seeds.

A form can send only text, so what is an object or a list may come as JSON text as well.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from backend.api.door import services
from backend.api.fields import Fields, Name, UploadName, from_text
from backend.services import constraints
from backend.services.materials import Reference
from backend.services.wishes import MAX_BPM, MAX_SECTION_BARS, MAX_SEED, MIN_BPM, Wishes

MAX_LINES, MAX_ROWS = 64, 4000

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Share = Annotated[float, Field(ge=0, le=1)]


def _object_or_line(value: Any) -> Any:
    """A text that begins like JSON is meant as JSON; any other is the line itself."""
    return from_text(value) if isinstance(value, str) and value.lstrip()[:1] in ("{", "[") else value


class FormSection(Fields):
    """A section of a form. ``bars`` 0 leaves its length to the time there is."""

    role: Name
    bars: int = Field(0, ge=0, le=MAX_SECTION_BARS)
    letter: str = Field("", max_length=2)
    name: Name = ""


class Tempo(Fields):
    """A change of tempo."""

    at: Name = Field(description="Sections, which keep it to their end (`chorus`), or where it begins (`bar 17`).")
    bpm: float = Field(ge=MIN_BPM, le=MAX_BPM)
    over_bars: float = Field(0.0, ge=0, le=MAX_SECTION_BARS, description="How long the way there takes.")


class SectionSeed(Fields):
    """A seed of its own for a section (its letter, or letter and number as A2) and a part; `*` means all."""

    section: Name = "*"
    part: Name = "*"
    seed: int = Field(ge=0, le=MAX_SEED)


class Given(Fields):
    """Music of one's own: an upload, and what it is. Its notes stay as they are; the rest is composed around them."""

    upload: UploadName = Field(description="The id or the path that /api/upload/midi answered.")
    material: Literal["melody", "chords", "bass", "drums", "song"] = Field(
        alias="as", description="`song` is everything, to be rearranged."
    )
    track: int | None = Field(None, ge=0, le=63, description="Which of its tracks, from 0; else the one that fits.")
    instrument: Name = Field("", description="Who plays it; else the style chooses.")
    start_bar: int = Field(1, ge=1, le=400, description="The bar of the song in which it begins.")


class Constrained(Fields):
    """What has to be kept to the bar; the report of a take says line by line that it was."""

    chords: Annotated[
        Annotated[dict[Name, Line], Field(max_length=MAX_ROWS)] | Line | None,
        BeforeValidator(_object_or_line),
        Field(
            description="Chords bar by bar, for the whole song or by section: `Am7 | D9 | Gmaj7 | %`. Several chords "
            "share a bar, `/E` sets the bass, `%` repeats a bar, `N.C.` is no chord, `x2` plays a line twice.",
        ),
    ] = None
    form: Annotated[
        Annotated[list[FormSection], Field(max_length=MAX_ROWS)] | Line | None,
        BeforeValidator(_object_or_line),
        Field(description="Sections in order: `intro 4, verse 8, chorus 8 x2, outro 4`."),
    ] = None
    bars: int | None = Field(None, ge=1, le=800, description="The length of the song in bars.")
    meter: Name | None = Field(None, json_schema_extra={"example": "3/4"})
    mode: Name | None = Field(None, json_schema_extra={"example": "dorian"})
    tempo_changes: Annotated[
        list[Tempo], BeforeValidator(_object_or_line), Field(max_length=MAX_LINES, default_factory=list)
    ]
    instruments: Annotated[list[Name], BeforeValidator(_object_or_line), Field(max_length=16, default_factory=list)]
    only: bool | None = Field(None, description="Nobody plays but the instruments and roles that are named.")
    without: Annotated[list[Name], BeforeValidator(_object_or_line), Field(max_length=32, default_factory=list)]
    roles: Annotated[
        dict[Name, Name | list[Name]] | None,
        BeforeValidator(_object_or_line),
        Field(description="The instrument of a role, or several: lead, chords, pad, arp, bass, drums, counter."),
    ] = None
    energies: Annotated[
        dict[Name, Share] | None,
        BeforeValidator(_object_or_line),
        Field(description="How energetic sections are, 0 to 1."),
    ] = None
    density: Annotated[
        dict[Name, Share] | Share | None,
        BeforeValidator(_object_or_line),
        Field(description="Which share of the players plays at once, in the whole song or by section."),
    ] = None
    given: Annotated[list[Given], BeforeValidator(_object_or_line), Field(max_length=4, default_factory=list)]
    seeds: Annotated[list[SectionSeed], BeforeValidator(_object_or_line), Field(max_length=400, default_factory=list)]

    def constrain(self, owner: str, **wishes: Any) -> Wishes:
        """These wishes with the constraints; what is given has to be the owner's.

        Raises
        ------
        InvalidInput
            naming the field that cannot be read
        """
        references = [Reference(**each.model_dump(by_alias=False)) for each in self.given]
        return Wishes(
            **wishes,
            brought=services().materials.bring(owner, references) if references else (),
            meter=self.meter or None,
            mode=self.mode or None,
            instruments=tuple(self.instruments),
            only=self.only,
            without=tuple(self.without),
            hard=constraints.read(
                chords=self.chords,
                form=self.form if isinstance(self.form, str) else [row.model_dump() for row in self.form or ()],
                bars=self.bars,
                tempo_changes=[change.model_dump() for change in self.tempo_changes],
                roles=self.roles,
                energies=self.energies,
                density=self.density,
                seeds=[seed.model_dump() for seed in self.seeds],
            ),
        )
