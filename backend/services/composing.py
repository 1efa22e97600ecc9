"""What services need of the composer: from wishes to a brief, from a brief to a plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from backend.services.errors import InvalidInput
from backend.services.wishes import Read, Wishes, understand
from backend.studio.brief import Brief
from backend.studio.composer.edits.kinds import Edit
from backend.studio.score import Plan


@dataclass(frozen=True)
class Composing:
    """Reading words, planning a form, and what people call the styles.

    ``cast`` settles who sings a brief, ``recast`` what an edit says about it; ``work_s`` is the size of the work for
    the estimate, in seconds of plain music.
    """

    read: Read
    plan: Callable[[Brief], Plan]
    labels: Mapping[str, str]
    cast: Callable[[Brief], Brief] = lambda brief: brief
    recast: Callable[[Edit, Brief], Edit] = lambda edit, _brief: edit
    work_s: Callable[[Brief], float] = lambda brief: brief.duration_s

    def brief(self, wishes: Wishes, seed: int) -> Brief:
        """The brief of some wishes, with who sings it.

        Raises
        ------
        InvalidInput
            if a style is named that there is not
        """
        labels = self.labels
        if wishes.style is not None and wishes.style not in labels:
            raise InvalidInput.of({"style": [f"There is no style {wishes.style!r}; known are {', '.join(labels)}."]})
        brief = understand(wishes, seed, read=self.read)
        if unknown := [share.name for share in brief.styles if share.name not in labels]:
            raise InvalidInput.of({"brief": [f"There is no style {unknown[0]!r}; known are {', '.join(labels)}."]})
        return self.cast(brief)
