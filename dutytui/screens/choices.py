"""What can be chosen for a part of a log entry, as options of a `Picker`: in the capture line and in a correction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dutytui.rules.procedure import Procedures
from dutytui.rules.words import Text
from dutytui.texts.catalogue import _, pick
from dutytui.texts.pinyin import matches
from dutytui.widgets.picker import Option


def fits(typed: str, option: Option) -> bool:
    """By text or pinyin initials of the name, the id or an alias."""
    return any(matches(typed, word) is not None for word in (option.name, option.value, *option.words))


def choices_for(role: str, procedures: Procedures, *, may_be_empty: bool = True) -> list[Option]:
    """The mall's kinds, places, severities or owners (posts, then people); at the end "none" if allowed."""
    options = _options(role, procedures)
    if may_be_empty:
        options.append(Option("", _("none")))
    return options


def _options(role: str, procedures: Procedures) -> list[Option]:
    book, mall = procedures.logbook, procedures.mall
    match role:
        case "kind":
            return [_option(kind.id, kind.name, kind.aliases) for kind in book.kinds]
        case "severity":
            return [_option(level.id, level.name, level.aliases) for level in book.severities]
        case "place":
            floors = [_option(place.id, place.name, place.aliases, _floor_digit(place.id)) for place in mall.floors]
            return floors + [_option(place.id, place.name, place.aliases) for place in mall.departments]
        case "owner":
            posts = [_option(post.id, post.name, post.aliases) for post in procedures.posts]
            return posts + [Option(person.id, person.name) for person in procedures.people]
        case _:
            return []


def _option(value: str, name: Text, aliases: Sequence[str], digit: str = "") -> Option:
    return Option(value, pick(name), tuple(_others(aliases, pick(name))), digit)


def _others(aliases: Iterable[str], name: str) -> Iterable[str]:
    return (alias for alias in aliases if alias != name)


def _floor_digit(floor: str) -> str:
    """Floor 3F is on ``3``, wherever it stands in the list."""
    number = floor.removesuffix("F")
    return number if len(number) == 1 and number in "123456789" else ""
