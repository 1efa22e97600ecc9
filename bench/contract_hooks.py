"""What schemathesis has to know beside the document.

All of a form is text, and a field that is empty was not filled in: a form cannot send a number in place of a text, and
whoever leaves a field empty leaves it out. schemathesis takes both for violations of the shapes, which forms share with
JSON. Pieces of files are bytes.
"""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import Case, GenerationMode, HookContext, SerializationContext

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
PIECE = "application/offset+octet-stream"


@schemathesis.hook
def filter_case(_: HookContext, case: Case) -> bool:
    """Leave out wrong forms."""
    is_wrong = case.meta is not None and case.meta.generation.mode == GenerationMode.NEGATIVE
    return not (is_wrong and case.media_type in FORMS)


@schemathesis.serializer(PIECE)
def piece(_: SerializationContext, value: Any) -> bytes:
    """Send a piece of a file as it is."""
    return value if isinstance(value, bytes) else str(value).encode()
