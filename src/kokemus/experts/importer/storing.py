"""A plan as JSON and back, so that a page can keep it between two requests."""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kokemus.experts.importer.outcome import Plan

VERSION = 1


def to_json(plan: Plan) -> str:
    """The plan as a JSON text; values at their default are left out."""
    return json.dumps({"version": VERSION, "plan": _plain(plan)}, ensure_ascii=False)


def from_json(text: str) -> Plan:
    """The plan that `to_json` wrote. Raises ValueError for a text of another make."""
    try:
        stored = json.loads(text)
        if stored["version"] != VERSION:
            raise ValueError(f"plan of version {stored['version']}")
        plan = _typed(Plan, stored["plan"])
    except (KeyError, TypeError) as error:
        raise ValueError("not a stored plan") from error
    assert isinstance(plan, Plan)
    return plan


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _defaults(kind: type) -> dict[str, Any]:
    """Field → its default, or MISSING."""
    return {
        each.name: each.default if each.default_factory is MISSING else each.default_factory()
        for each in fields(kind)
    }


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: _plain(each)
            for name, default in _defaults(type(value)).items()
            if (each := getattr(value, name)) != default
        }
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _typed(kind: Any, value: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = [each for each in get_args(kind) if each is not type(None)]
        return None if value is None else _typed(inner[0], value)
    if origin is tuple:
        return tuple(_typed(get_args(kind)[0], each) for each in value)
    if origin in (Literal, dict) or not isinstance(kind, type):
        return value
    if is_dataclass(kind):
        return _dataclass(kind, value)
    return date.fromisoformat(value) if kind is date else value


def _dataclass(kind: type, value: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], each) for name, each in value.items()})
