"""A difference between two versions of the procedures in words: ``营业中 · 巡场间隔：30m → 20m``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dutytui.rules.changes.difference import Change, Difference, How, Part
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts.catalogue import LANGUAGE_NAMES, N_, _, n_, pick
from dutytui.texts.change_keys import KEYS

_OF_POSTS = frozenset({"post", "posts", "owner", "submitters", "escalates", "stands_in", "holders", "informed"})
"""Keys whose values are ids of posts, which people know by their names."""
_WHOLE = {
    How.ADDED: N_("new file"),
    How.REMOVED: N_("the file is gone"),
    How.LAYOUT: N_("only comments or layout"),
    How.UNREADABLE: N_("can't be compared, one of the two is no YAML"),
}
_LONGEST = 400
"""Characters of one value that are shown; a checklist has none that is longer."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a difference. tone: heading, good (new), bad (gone) or "" ; place: ``day/opening.yaml:12``, "" for a
    heading."""

    text: str
    tone: str
    place: str = ""


def told(difference: Difference) -> Iterator[Told]:
    """Heading and lines of each file that differs."""
    file = ""
    for change in difference.changes:
        if change.file != file:
            file = change.file
            title = difference.titles.get(file)
            yield Told(_("{title} ({file})", title=pick(title), file=file) if title else file, "heading")
        tone = {How.ADDED: "good", How.REMOVED: "bad", How.LAYOUT: "soft"}.get(change.how, "")
        yield Told(line(change, difference), tone, f"{change.file}:{change.line}")


def line(change: Change, difference: Difference) -> str:
    """One change in one sentence."""
    if not change.path:
        return _whole(change, difference)
    where = _where(change.path)
    key = next((part.name for part in reversed(change.path) if not part.entry and part.name not in LANGUAGE_NAMES), "")
    old, new = (_value(value, key, difference) for value in (change.old, change.new))
    if change.how is How.MOVED:
        values = {"where": where, "old": old, "new": new}
        return _("{where}: other order, {old} → {new}", **values)
    if change.how is How.CHANGED:
        return _list_changed(change, where, key, difference) or _(
            "{where}: {old} → {new}", where=where, old=old, new=new
        )
    if change.how is How.ADDED:
        return _("{where}: new, {value}", where=where, value=new)
    return _("{where}: gone, it was {value}", where=where, value=old)


def counted(difference: Difference) -> str:
    """``12 changes in 3 files``"""
    files = len({change.file for change in difference.changes})
    in_files = n_("in {count} file", "in {count} files", files)
    return n_("{count} change {in_files}", "{count} changes {in_files}", len(difference.changes), in_files=in_files)


def as_text(difference: Difference, most: int) -> str:
    """All of it as lines of text, of at most so many characters; how many more lines there are is said."""
    lines = [one.text if one.tone == "heading" else f"· {one.text}" for one in told(difference)]
    kept = lines[:]
    while sum(len(one) + 1 for one in kept) > most:
        kept.pop()
    more = len(lines) - len(kept)
    rest = [n_("… and {count} line more", "… and {count} lines more", more)] if more else []
    return "\n".join([*kept, *rest])


def _whole(change: Change, difference: Difference) -> str:
    value = change.new if change.how is How.ADDED else change.old
    words = _(_WHOLE[change.how])
    return _("{what}: {value}", what=words, value=_value(value, "", difference)) if value is not None else words


def _where(path: tuple[Part, ...]) -> str:
    """Entries by what the mall calls them, keys by their words; the name of a list is left out before its entry."""
    parts = []
    for index, part in enumerate(path):
        after = path[index + 1] if index + 1 < len(path) else None
        if part.entry:
            parts.append(pick(part.title) if part.title else part.name)
        elif after is None or not after.entry or not after.title:
            parts.append(label(part.name))
    return _(" · ").join(parts)


def label(key: str) -> str:
    """A key as people call it."""
    return LANGUAGE_NAMES.get(key) or _(KEYS.get(key, "")) or key


def _list_changed(change: Change, where: str, key: str, difference: Difference) -> str:
    """What came and went in a list of short values; "" when it is none."""
    if not isinstance(change.old, list) or not isinstance(change.new, list):
        return ""
    new = [one for one in change.new if one not in change.old]
    gone = [one for one in change.old if one not in change.new]
    if not (new or gone):
        return ""
    values = {"where": where, "new": _value(new, key, difference), "gone": _value(gone, key, difference)}
    if not gone:
        return _("{where}: new {new}", where=where, new=values["new"])
    return _("{where}: without {gone}, new {new}", **values) if new else _("{where}: without {gone}", **values)


def _value(value: Any, key: str, difference: Difference) -> str:
    words = _plain(value, key, difference)
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _plain(value: Any, key: str, difference: Difference) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return _("none")
    if isinstance(value, list):
        return _(", ").join(_plain(one, key, difference) for one in value) if value else _("none")
    if isinstance(value, Mapping):
        return _mapping(value, difference)
    if key in _OF_POSTS and isinstance(value, str) and value in difference.names:
        return pick(difference.names[value])
    return f"{value:g}" if isinstance(value, float) else " ".join(str(value).split())


def _mapping(value: Mapping[str, Any], difference: Difference) -> str:
    if value and all(name in LANGUAGE_NAMES for name in value):
        return pick({name: str(words) for name, words in value.items()})
    said = [
        _("{key} {value}", key=label(name), value=_plain(one, name, difference))
        for name, one in value.items()
        if name != "id" or len(value) == 1
    ]
    return _("; ").join(said)
