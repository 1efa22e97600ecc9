"""Blueprints whose routes read like a contract.

Who may use a route stands beside its address (`access`), the body may come as JSON, url-encoded or multipart, and the
refusals that follow from all that are described without being listed.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar, cast

from flask import current_app, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.operation import Operation
from flask_openapi3.models.request_body import RequestBody
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, ValidationError

from backend.api.access import Access
from backend.api.errors import invalid_status
from backend.api.schemas import Problem
from backend.services.errors import InvalidInput, WrongType
from backend.services.services import Services

LAST_COMMA = re.compile(rb",\s*\}\s*\Z")
# Mistakes of which the value may be shown again: what was meant as a number is no secret.
SHOWN = ("int_parsing", "int_type", "float_parsing", "float_type", "bool_parsing", "bool_type", "finite_number")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

Model = TypeVar("Model", bound=BaseModel)
View = TypeVar("View", bound=Callable[..., Any])


class Door(APIBlueprint):
    """A group of routes. A parameter named ``body`` is read from whichever form the client chose."""

    def __init__(self, name: str, about: str) -> None:
        super().__init__(name, __name__, abp_tags=[Tag(name=name, description=about)])

    def get(self, rule: str, access: Access, **more: Any) -> Callable[[View], View]:  # type: ignore[override]
        """Answer GET for those whom ``access`` lets in."""
        return _declared(super().get, rule, access, more)

    def post(self, rule: str, access: Access, **more: Any) -> Callable[[View], View]:  # type: ignore[override]
        """Answer POST for those whom ``access`` lets in."""
        return _declared(super().post, rule, access, more)

    def put(self, rule: str, access: Access, **more: Any) -> Callable[[View], View]:  # type: ignore[override]
        """Answer PUT for those whom ``access`` lets in."""
        return _declared(super().put, rule, access, more)

    def patch(self, rule: str, access: Access, **more: Any) -> Callable[[View], View]:  # type: ignore[override]
        """Answer PATCH for those whom ``access`` lets in."""
        return _declared(super().patch, rule, access, more)

    def delete(self, rule: str, access: Access, **more: Any) -> Callable[[View], View]:  # type: ignore[override]
        """Answer DELETE for those whom ``access`` lets in."""
        return _declared(super().delete, rule, access, more)

    def _collect_openapi_info(self, rule: str, func: Callable[..., Any], **info: Any) -> Any:
        refusals = dict.fromkeys(_refusals(rule, str(info["method"]), func), Problem)
        info["responses"] = {**refusals, **(info.get("responses") or {})}
        found = super()._collect_openapi_info(rule, func, **info)
        path_item = self.paths[re.sub(r"<([^<:]+:)?", "{", rule).replace(">", "}")]
        operation = cast(Operation, getattr(path_item, str(info["method"]).lower()))
        if isinstance(operation.requestBody, RequestBody):
            *_, form, body, _raw = found
            if model := body or form:
                operation.requestBody.required = any(field.is_required() for field in model.model_fields.values())
            content = operation.requestBody.content
            content.update({form: content["application/json"] for form in FORMS if "application/json" in content})
        return found

    @staticmethod
    def create_view_func(func: Callable[..., Any], *models: Any, **rest: Any) -> Any:
        """Let the body be read by `bound`, not as JSON alone."""
        header, cookie, path, query, form, body, raw, *more = models
        view = bound(func, body) if body else func
        return APIBlueprint.create_view_func(view, header, cookie, path, query, form, None, raw, *more, **rest)


def _declared(route: Callable[..., Any], rule: str, access: Access, more: dict[str, Any]) -> Callable[[View], View]:
    """Write down at a view whom it lets in, where `access` looks for it."""
    describe = route(rule, openapi_extensions=access.described(), **more)

    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        describe(view)
        return view

    return declare


def _refusals(rule: str, method: str, view: Any) -> set[int]:
    """The refusals that follow from who may use a route, from its method, and from what it reads."""
    reads = inspect.signature(view).parameters.keys()
    refusals = {429, 500}
    if view.access.letter != "A":
        refusals.add(401)
    if view.access.letter in "OX" or method != "GET":
        refusals.add(403)
    if "path" in reads:
        refusals.add(404)
    if reads & {"path", "query"}:
        refusals.add(414)  # said by arrivals.py, which reads no line of more than 8 kB
    if reads:
        refusals.add(invalid_status(rule))
    if reads & {"body", "form"}:
        refusals.add(413)
    if "body" in reads:
        refusals.add(415)
    return refusals


def bound(view: Callable[..., Any], model: type[BaseModel]) -> Callable[..., Any]:
    """Give a view its body, read and checked: as JSON its numbers are numbers, in a form everything is text."""

    @wraps(view)
    def reading(**parts: Any) -> Any:
        return view(**parts, body=checked(model, given_fields(), is_text=request.mimetype in FORMS))

    return reading


def given_fields() -> Mapping[str, Any]:
    """Return the fields of the request, whatever form they came in.

    Raises
    ------
    InvalidInput
        if a JSON body is not an object
    WrongType
        if the body is of another type
    """
    if request.mimetype in FORMS:
        return {name: value for name, value in request.form.items() if value}
    if not request.get_data(cache=True):
        return {}
    # Who sends no type at all sends what the printed examples show.
    if not request.is_json and request.mimetype:
        raise WrongType(f"A body of type {request.mimetype!r} is not read here; send JSON or a form.")
    try:
        body = _read_json()
    except RecursionError:
        raise InvalidInput("The body is nested too deeply.") from None
    if isinstance(body, dict):
        return body
    raise InvalidInput("The body is not a JSON object.")


def _read_json() -> Any:
    """The JSON of the request, None if it is none; a comma before the last brace is passed over, as it is printed."""
    sent = request.get_data(cache=True)
    for each in (sent, LAST_COMMA.sub(b"}", sent)):
        try:
            return json.loads(each)
        except ValueError:
            continue
    return None


def checked(model: type[Model], fields: Mapping[str, Any], *, is_text: bool = True) -> Model:
    """Check fields against a model; what came as text may stand for a number.

    Raises
    ------
    InvalidInput
        naming every wrong field
    """
    try:
        return model.model_validate(fields, strict=not is_text)
    except ValidationError as wrong:
        raise invalid(wrong) from wrong


def invalid(wrong: ValidationError) -> InvalidInput:
    """Say in our own form what pydantic found."""
    fields: dict[str, list[str]] = {}
    for each in wrong.errors(include_url=False, include_context=False):
        name = str(each["loc"][0]) if each["loc"] else "non_field_errors"
        is_shown = isinstance(each["input"], int | float) or each["type"] in SHOWN
        given = f" (given: {str(each['input'])[:40]})" if is_shown else ""
        fields.setdefault(name, []).append(f"{each['msg'].removeprefix('Value error, ')}{given}.")
    return InvalidInput.of(fields)


def services() -> Services:
    """What a user can do, for the running application."""
    return cast(Services, current_app.extensions["studio"])


def answers(good: Mapping[int, Any], *refusals: int) -> Any:
    """The answers of a route for the API page: the good ones by status, and the refusals that are its own."""
    return {**good, **dict.fromkeys(refusals, Problem)}
