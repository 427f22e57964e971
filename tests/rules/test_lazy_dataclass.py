"""The project's dataclass against the standard library's: whatever is asked of both gets the same answer."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import typing
from collections.abc import Callable
from dataclasses import field
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
import pytest

from dutytui.rules import lazy_dataclass

lazy: Any = lazy_dataclass.dataclass
standard: Any = dataclasses.dataclass
Making = Callable[..., Any]
Thing = TypeVar("Thing")


def _frozen(make: Making) -> type:
    @make(frozen=True, slots=True)
    class Sample:
        """Defaults of every sort."""

        a: int
        b: str = "b"
        c: dict[str, int] = field(default_factory=dict)
        d: int = field(default=7, compare=False)
        e: tuple[int, ...] = field(default=(), repr=False)
        KIND: ClassVar[str] = "kind"

        @property
        def twice(self) -> int:
            return self.a * 2

    return Sample


def _changing(make: Making) -> type:
    @make(slots=True)
    class Sample:
        a: int
        b: list[int] = field(default_factory=list)

    return Sample


def _same_only(make: Making) -> type:
    @make(frozen=True, slots=True, eq=False)
    class Sample:
        a: int

    return Sample


def _derived(make: Making) -> type:
    @make(frozen=True, slots=True)
    class Base:
        a: int
        b: str = "base"

        def said(self) -> str:
            return f"{self.b} {self.a}"

    @make(frozen=True, slots=True)
    class Sample(Base):
        b: str = "derived"
        c: int = 3

    return Sample


def _nothing(make: Making) -> type:
    @make(frozen=True, slots=True)
    class Sample:
        """No field."""

    return Sample


def _bare(make: Making) -> type:
    """Derived without the decorator: its instances have room for more."""

    class Sample(_frozen(make)):  # type: ignore[misc]
        pass

    return Sample


def _of_its_own(make: Making) -> type:
    @make(frozen=True, slots=True)
    class Sample:
        a: int

        def __repr__(self) -> str:
            return "mine"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 5

    return Sample


def _generic(make: Making) -> type:
    @make(frozen=True, slots=True)
    class Sample(Generic[Thing]):
        a: Thing

    return Sample


SAMPLES = [_frozen, _changing, _same_only, _derived, _nothing, _bare, _of_its_own, _generic]


def _made(kind: Any, *more: Any) -> Any:
    return kind(*([1] if dataclasses.fields(kind) else []), *more)


def _matched(one: Any) -> str:
    match one:
        case _ if not type(one).__match_args__:
            return "none"
        case object(a=found):
            return f"a={found}"
    return "not"


def _name(one: object) -> str:
    return str(one).replace(lazy_dataclass.__name__, "").replace(".Sample", "Sample")


ASKED: dict[str, Callable[[Any], Any]] = {
    "repr": lambda kind: repr(_made(kind)),
    "repr of one in itself": lambda kind: _in_itself(kind),
    "equal": lambda kind: _made(kind) == _made(kind),
    "not equal": lambda kind: _made(kind) == kind(2),
    "equal but for what is not compared": lambda kind: kind(1, "b", (), 8) == kind(1, "b", (), 9),
    "equal to another class": lambda kind: _made(kind) == (1,),
    "hash": lambda kind: hash(_made(kind)) == hash(_made(kind)),
    "hash of what can be hashed": lambda kind: hash(kind(1, "x", ())) == hash(kind(1, "x", ())),
    "as a key": lambda kind: len({kind(1, "x"), kind(1, "x")}),
    "default": lambda kind: (kind(1).b, kind(1, b="z").b),
    "a default of its own each": lambda kind: kind(1).c is kind(1).c,
    "too few": lambda kind: kind(),
    "too many": lambda kind: kind(1, 2, 3, 4, 5, 6),
    "unknown name": lambda kind: kind(1, z=3),
    "set": lambda kind: _each(kind, lambda one, name: setattr(one, name, 5)),
    "delete": lambda kind: _each(kind, delattr),
    "no dict": lambda kind: hasattr(_made(kind), "__dict__"),
    "slots": lambda kind: kind.__slots__,
    "class variable": lambda kind: kind.KIND,
    "property": lambda kind: kind(4).twice,
    "method of the base": lambda kind: kind(4).said(),
    "match args": lambda kind: kind.__match_args__,
    "match": lambda kind: _matched(_made(kind)),
    "is a dataclass": lambda kind: (dataclasses.is_dataclass(kind), dataclasses.is_dataclass(_made(kind))),
    "fields": lambda kind: [(f.name, f.type, f.default, f.compare, f.repr, f.init) for f in dataclasses.fields(kind)],
    "fields of one": lambda kind: [one.name for one in dataclasses.fields(_made(kind))],
    "params": lambda kind: repr(kind.__dataclass_params__),
    "replace": lambda kind: repr(dataclasses.replace(_made(kind), a=9)),
    "replace what is not there": lambda kind: dataclasses.replace(_made(kind), zz=9),
    "asdict": lambda kind: dataclasses.asdict(_made(kind)),
    "astuple": lambda kind: dataclasses.astuple(_made(kind)),
    "copy": lambda kind: copy.copy(_made(kind)) == _made(kind),
    "deepcopy": lambda kind: repr(copy.deepcopy(_made(kind))),
    "state": lambda kind: _made(kind).__reduce_ex__(4)[2:],
    "hints": lambda kind: typing.get_type_hints(kind, localns={"Thing": Thing}),
    "name": lambda kind: (kind.__name__, kind.__qualname__.rpartition(".")[2], kind.__module__),
    "derived by the standard": lambda kind: repr(standard(frozen=True)(type("D", (kind,), {}))(1)),
    "msgspec out": lambda kind: msgspec.json.encode(_made(kind)),
    "msgspec in": lambda kind: repr(msgspec.convert({"a": 3}, kind)),
    "weak reference": lambda kind: __import__("weakref").ref(_made(kind)) is not None,
    "signature": lambda kind: _parameters(kind),
}


def _each(kind: Any, does: Callable[[Any, str], None]) -> None:
    for one in dataclasses.fields(kind):
        does(_made(kind), one.name)


def _in_itself(kind: Any) -> str:
    many: list[Any] = []
    one = kind(1, many)
    many.append(one)
    return repr(one)


def _parameters(kind: Any) -> list[tuple[str, bool]]:
    import inspect

    _made(kind)  # Python 3.13 looks past descriptors: before the first one is made it would see no method
    known = inspect.signature(kind).parameters.values()
    return [(one.name, one.default is inspect.Parameter.empty) for one in known]


def _answer(ask: Callable[[Any], Any], kind: Any) -> str:
    try:
        return _name(ask(kind))
    except Exception as error:
        # Python's own words for what a class with slots lacks differ with how many classes it is made of.
        words = (
            ""
            if isinstance(error, AttributeError) and not isinstance(error, dataclasses.FrozenInstanceError)
            else error
        )
        return f"{type(error).__name__} {_name(words)}"


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.__name__.strip("_"))
def test_it_answers_as_the_standard_one_does(sample: Callable[[Making], type], asked: str) -> None:
    assert _answer(ASKED[asked], sample(lazy)) == _answer(ASKED[asked], sample(standard))


@lazy_dataclass.dataclass(frozen=True, slots=True)
class Kept:
    a: int
    b: str = "b"


@lazy_dataclass.dataclass(slots=True)
class KeptChanging:
    a: int
    b: list[int] = field(default_factory=list)


@pytest.mark.parametrize("one", [Kept(1, "c"), KeptChanging(2, [3])], ids=repr)
def test_pickled_and_back(one: Any) -> None:
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.parametrize("sample", [_frozen, _same_only, _derived, _nothing, _generic])
def test_of_a_frozen_one_nothing_is_set_that_is_no_field_either(sample: Callable[[Making], type]) -> None:
    """The standard one stumbles over its own slots there."""
    one = _made(sample(lazy))
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.zz = 5
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.zz


def test_a_class_that_nobody_makes_compiles_nothing() -> None:
    seen: list[str] = []

    def counted(_made: type, name: str, *_rest: Any) -> Any:
        seen.append(name)
        return _init_of_one

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lazy_dataclass, "_compiled", counted)
        kind: Any = _frozen(lazy)
        assert kind.__match_args__
        assert dataclasses.fields(kind)
        assert seen == []
        kind(1)
        kind(2)
        assert seen == ["__init__"]


def _init_of_one(self: Any, a: int) -> None:
    object.__setattr__(self, "a", a)


def test_once_made_a_method_is_an_ordinary_one() -> None:
    kind: Any = _frozen(lazy)
    assert kind(1, "x", ()) == kind(1, "x", ())
    assert hash(kind(1, "x", ()))
    for name in ("__init__", "__eq__", "__hash__"):
        assert type(vars(kind)[name]) is type(_init_of_one), name


def _without_slots() -> Any:
    return lazy(frozen=True, slots=False)(type("Sample", (), {}))


def _over_a_standard_one() -> Any:
    return lazy(slots=True)(type("Sample", (standard(slots=True)(type("Base", (), {})),), {}))


def _with(**hints: str) -> Any:
    return lazy(slots=True)(type("Sample", (), {"__annotations__": hints}))


@pytest.mark.parametrize(
    ("made", "error"),
    [
        (_without_slots, TypeError),
        (_over_a_standard_one, TypeError),
        (lambda: _with(a="InitVar[int]"), TypeError),
        (lambda: _with(_="KW_ONLY"), TypeError),
        (lambda: lazy(slots=True)(type("Sample", (), {"__post_init__": print})), TypeError),
        (lambda: lazy(slots=True)(type("Sample", (), {"__annotations__": {"a": "list"}, "a": []})), ValueError),
    ],
    ids=["no slots", "a standard base", "InitVar", "KW_ONLY", "__post_init__", "a default that all would share"],
)
def test_what_it_does_not_know_it_refuses_at_once(made: Callable[[], type], error: type[Exception]) -> None:
    with pytest.raises(error):
        made()
