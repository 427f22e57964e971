"""A flow as it stands in the record of a request, and back: whole, so that a request explains itself for ever.

The record mirrors the dataclasses of `flow`: an object by the names of its fields, without those that are as they
usually are. So a flow needs no code of its own here, and a field that a newer version adds is left out by an older one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dutytui.rules.approvals.flow import Flow
from dutytui.rules.events import Event


def as_data(flow: Flow) -> dict[str, Any]:
    """JSON values, without what is as it usually is."""
    found = _plain(flow)
    assert isinstance(found, dict)
    return found


def flow_of(data: object) -> Flow | None:
    """The flow that was recorded; None for what is none. What a newer version added is left out.

    The same record gives the same object: thousands of requests run by the same few flows.
    """
    try:
        return _flow_of(json.dumps(data, sort_keys=True)) if isinstance(data, Mapping) else None
    except (TypeError, ValueError, RecursionError):
        return None


def sharing_its_flow(event: Event) -> Event:
    """The same event, its flow being the one object that all requests with the same flow share.

    A flow is some kilobytes, and a mall may have thousands of open requests.
    """
    try:
        flow = _one_object(json.dumps(event.data.get("flow"), sort_keys=True))
    except (TypeError, ValueError, RecursionError):
        return event
    return event._replace(data={**event.data, "flow": flow}) if flow is not None else event


@lru_cache(maxsize=256)
def _one_object(text: str) -> Any:
    return json.loads(text)


@lru_cache(maxsize=256)
def _flow_of(text: str) -> Flow | None:
    try:
        found = _made(Flow, json.loads(text))
    except (TypeError, ValueError, KeyError, RecursionError):
        return None
    return found if isinstance(found, Flow) and found.steps else None


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = ((one, getattr(value, one.name)) for one in fields(value))
        return {one.name: _plain(held) for one, held in named if one.default is MISSING or held != one.default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return {key: _plain(one) for key, one in value.items()} if isinstance(value, Mapping) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _made(hint: Any, value: Any) -> Any:
    """A value of the record as its type asks for it. TypeError, ValueError or KeyError when it is none."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _of_union(arguments, value)
    if origin is tuple:
        inner = arguments[:1] * len(value) if arguments[-1] is Ellipsis else arguments
        return tuple(_made(one, held) for one, held in zip(inner, list(value), strict=True))
    if origin is not None:
        return {_made(str, key): _made(arguments[1], held) for key, held in dict(value).items()}
    if isinstance(hint, type) and is_dataclass(hint):
        known = _hints(hint)
        return hint(**{name: _made(known[name], one) for name, one in dict(value).items() if name in known})
    return hint(value) if issubclass(hint, Enum) else _scalar(hint, value)


def _scalar(hint: type, value: Any) -> Any:
    # To Python True is 1, and a whole number no float.
    wanted = (int, float) if hint is float else hint
    if isinstance(value, wanted) and isinstance(value, bool) is (hint is bool):
        return value
    raise TypeError(hint)


def _of_union(arguments: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        if NoneType in arguments:
            return None
        raise TypeError(arguments)
    for one in arguments:
        try:
            if one is not NoneType:
                return _made(one, value)
        except (TypeError, ValueError, KeyError):
            continue
    raise TypeError(arguments)
