"""`dataclass` as in the standard library, but for when its methods are made: each at its first use.

The standard one writes and compiles half a dozen methods as soon as a class is defined, a third of a millisecond for
each class. Most of those that a start defines have no instance in it, and cost no more than their slots here. It is
a true dataclass: `fields`, `replace`, `is_dataclass`, patterns, copying, pickling and type checkers see no
difference.
"""

from __future__ import annotations

import dataclasses
import inspect
import reprlib
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - told to be handed on
else:

    def dataclass(*, slots: bool, frozen: bool = False, eq: bool = True) -> Callable[[type], type]:
        """The decorator, with those of the standard options that are used here. slots: must be True.

        Raises TypeError for what it does not know: no slots, a base with fields that was not made by it, ``InitVar``,
        ``KW_ONLY``, ``__post_init__``; ValueError for a default that instances would share.
        """
        if not slots:
            raise TypeError("only with slots: use dataclasses.dataclass")
        return lambda cls: _made(cls, frozen=frozen, eq=eq)


_GIVEN = "__lazy_given__"
"""On the class: the names of its fields and its bases', with what each was given: a default, a `Field` or MISSING."""


class _Later:
    """Stands where a part of a class will be, which is made when somebody looks at it and then takes its place.

    Python asks for ``__init__`` and the like as for any attribute, so a call of one that is not there yet ends here.
    """

    __slots__ = ("_make", "_name", "_owner")

    def __init__(self, make: Callable[[type], Any]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner = owner
        self._name = name

    def __get__(self, instance: object, kind: type) -> Any:
        # Two threads that come here at once make two that are equal.
        made = self._make(self._owner)
        setattr(self._owner, self._name, made)
        return getattr(kind if instance is None else instance, self._name)


def _made(cls: type, *, frozen: bool, eq: bool) -> type:
    """The class once more, with slots: they can't be added to one that is there. As the standard library does it."""
    namespace = dict(cls.__dict__)
    given: dict[str, Any] = {}
    for base in reversed(cls.__mro__[1:]):
        if "__dataclass_fields__" in vars(base) and _GIVEN not in vars(base):
            raise TypeError(f"{base.__qualname__} is a dataclass of another making")
        given |= vars(base).get(_GIVEN, {})
    inherited = set(given)
    given |= _own_fields(cls, namespace)
    if "__post_init__" in namespace:
        raise TypeError("__post_init__ is not known here")
    namespace |= {"__slots__": tuple(name for name in given if name not in inherited), _GIVEN: given}
    namespace |= {"__match_args__": tuple(given), "__dataclass_fields__": _Later(_fields)}
    namespace["__dataclass_params__"] = _Later(lambda _: _params(frozen, eq))
    namespace.setdefault("__init__", _Later(_frozen_init if frozen else _init))
    namespace.setdefault("__repr__", _repr)
    if eq:
        namespace.setdefault("__eq__", _Later(_eq))
        if namespace.get("__hash__") is None:
            namespace["__hash__"] = _Later(_hash) if frozen else None
    if frozen:
        namespace |= {"__setattr__": _keep, "__delattr__": _keep}
        namespace |= {"__getstate__": _get_state, "__setstate__": _set_state}
    for gone in ("__dict__", "__weakref__"):
        namespace.pop(gone, None)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    return made


def _own_fields(cls: type, namespace: dict[str, Any]) -> dict[str, Any]:
    """Takes the defaults out of the namespace: a slot is to stand there."""
    found = {}
    for name, hint in inspect.get_annotations(cls).items():
        if hint.startswith("ClassVar"):
            continue
        if hint.startswith(("InitVar", "KW_ONLY")):
            raise TypeError(f"{name}: {hint} is not known here")
        found[name] = default = namespace.pop(name, MISSING)
        if type(default).__hash__ is None:
            raise ValueError(f"mutable default {type(default)} for field {name} is not allowed: use default_factory")
    return found


@cache
def _params(frozen: bool, eq: bool) -> object:
    # With words of its own: else the standard library would look for its signature, which takes longer than the rest.
    standard: Any = dataclasses.dataclass(slots=True, frozen=frozen, eq=eq)(
        type("Standard", (), {"__doc__": "Without a field."})
    )
    found: object = standard.__dataclass_params__
    return found


def _fields(made: type) -> dict[str, Field[Any]]:
    hints: dict[str, Any] = {}
    for base in reversed(made.__mro__):
        hints |= inspect.get_annotations(base)
    return {name: _field(name, hints[name], default) for name, default in getattr(made, _GIVEN).items()}


def _field(name: str, hint: Any, default: Any) -> Field[Any]:
    made: Any = default if isinstance(default, Field) else dataclasses.field(default=default)
    made.name, made.type, made.kw_only = name, hint, False
    made._field_type = dataclasses._FIELD  # type: ignore[attr-defined]
    found: Field[Any] = made
    return found


# -- the methods --------------------------------------------------------------------------------------------------


def _init(made: type, line: str = "self.{0} = {1}") -> Callable[..., None]:
    parameters, body = ["self"], []
    known: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    for name, default in getattr(made, _GIVEN).items():
        value = name
        if isinstance(default, Field) and default.default_factory is not MISSING:
            known[f"_new_{name}"] = default.default_factory
            parameters.append(f"{name}=_MISSING")
            value = f"_new_{name}() if {name} is _MISSING else {name}"
        else:
            known[f"_or_{name}"] = plain = default.default if isinstance(default, Field) else default
            parameters.append(name if plain is MISSING else f"{name}=_or_{name}")
        body.append(line.format(name, value))
    return _compiled(made, "__init__", ", ".join(parameters), body or ["pass"], known)


def _frozen_init(made: type) -> Callable[..., None]:
    return _init(made, '_set(self, "{0}", {1})')


def _eq(made: type) -> Callable[..., Any]:
    mine, theirs = (_tuple(who, _compared(made)) for who in ("self", "other"))
    body = ["if other.__class__ is self.__class__:", f" return {mine} == {theirs}", "return NotImplemented"]
    return _compiled(made, "__eq__", "self, other", body, {})


def _hash(made: type) -> Callable[..., Any]:
    return _compiled(made, "__hash__", "self", [f"return hash({_tuple('self', _compared(made))})"], {})


def _compared(made: type) -> list[str]:
    """Names of the fields by which two of the class are the same."""
    given = getattr(made, _GIVEN).items()
    return [name for name, default in given if not isinstance(default, Field) or default.compare]


def _tuple(who: str, names: list[str]) -> str:
    return "(" + "".join(f"{who}.{name}, " for name in names) + ")"


def _compiled(made: type, name: str, parameters: str, body: list[str], known: dict[str, Any]) -> Callable[..., Any]:
    source = f"def {name}({parameters}):\n" + "".join(f" {line}\n" for line in body)
    exec(source, known)  # of names that Python has read as names before
    method: Callable[..., Any] = known[name]
    method.__qualname__ = f"{made.__qualname__}.{name}"
    method.__module__ = made.__module__
    return method


@reprlib.recursive_repr()
def _repr(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr)
    return f"{type(self).__qualname__}({shown})"


def _keep(_self: object, name: str, *_value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}" if _value else f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in getattr(self, _GIVEN)]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(getattr(self, _GIVEN), state, strict=True):
        object.__setattr__(self, name, value)
