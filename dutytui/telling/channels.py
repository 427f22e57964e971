"""Whom this terminal tells, of what and when: from the file of its own and back. Addresses are never shown whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.matters import Level
from dutytui.rules.telling import Pace, Wants

SCHEMES: Mapping[str, str] = {
    "dingtalk": "DingTalk",
    "wecombot": "WeCom",
    "feishu": "Feishu",
    "mailto": "Mail",
    "mailtos": "Mail",
    "json": "JSON",
    "jsons": "JSON",
}
"""Addresses that are taken, by what they begin with. Others of apprise (programs that it starts, logs of the system)
would do more than tell somebody."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
_QUIET = re.compile(r"([01]?\d|2[0-3]):?([0-5]\d)\s*[-~–]\s*([01]?\d|2[0-3]):?([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Channel:
    """name: lower-case letters, digits and hyphens; url: the secret; post: as whose post it hears, "" for the desk's
    own (requests are told to whom they wait for)."""

    name: str
    url: str = field(repr=False)
    wants: Wants = field(default_factory=Wants)
    post: str = ""

    @property
    def scheme(self) -> str:
        return self.url.partition(":")[0].casefold()

    @property
    def masked(self) -> str:
        """What may be seen of the address."""
        return f"{self.scheme}://****"


@dataclass(frozen=True, slots=True)
class AlertSettings:
    """channels: in the order of their names; after: the name of the terminal that tells as long as it is heard of, ""
    where this one is the first."""

    channels: tuple[Channel, ...] = ()
    pace: Pace = field(default_factory=Pace)
    after: str = ""

    def channel(self, name: str) -> Channel | None:
        return next((one for one in self.channels if one.name == name), None)

    def with_channel(self, channel: Channel) -> AlertSettings:
        others = (one for one in self.channels if one.name != channel.name)
        return replace(self, channels=tuple(sorted((*others, channel), key=lambda one: one.name)))

    def without(self, name: str) -> AlertSettings:
        return replace(self, channels=tuple(one for one in self.channels if one.name != name))


def is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def is_taken(url: str) -> bool:
    """Whether the address is of a kind that is taken."""
    scheme, colon, rest = url.partition("://")
    return bool(colon and rest.strip("/")) and scheme.casefold() in SCHEMES


def read_quiet(typed: str) -> tuple[int, int] | None:
    """``22:30-08:00`` → minutes after midnight; None for what is none."""
    match = _QUIET.fullmatch(typed.strip())
    if match is None:
        return None
    begin_hour, begin, end_hour, end = map(int, match.groups())
    return begin_hour * 60 + begin, end_hour * 60 + end


def quiet_words(pace: Pace) -> str:
    """The same back, "" for none."""
    if pace.quiet is None:
        return ""
    (begin_hour, begin), (end_hour, end) = (divmod(minutes, 60) for minutes in pace.quiet)
    return f"{begin_hour:02}:{begin:02}-{end_hour:02}:{end:02}"


def settings_of(kept: Mapping[str, Any]) -> AlertSettings:
    """What the file holds, as far as it can be understood: a terminal with a damaged line tells by the others."""
    listed = kept.get("channels")
    channels = [made for one in (listed if isinstance(listed, list) else ()) if (made := _channel(one)) is not None]
    quiet = kept.get("quiet")
    muted = _moment(kept.get("muted"))
    most = kept.get("per_hour")
    pace = Pace(
        quiet=read_quiet(quiet) if isinstance(quiet, str) else None,
        urgent=frozenset(_texts(kept.get("urgent"))),
        per_hour=most if isinstance(most, int) and 0 < most <= 60 else Pace().per_hour,
        muted=muted,
    )
    after = kept.get("after")
    ordered = sorted(channels, key=lambda one: one.name)
    return AlertSettings(tuple(ordered), pace, after if isinstance(after, str) else "")


def kept_of(settings: AlertSettings) -> dict[str, Any]:
    """JSON values, for the file."""
    pace = settings.pace
    return {
        "channels": [
            {
                "name": one.name,
                "url": one.url,
                "levels": sorted(one.wants.levels),
                "areas": sorted(one.wants.areas),
                "post": one.post,
            }
            for one in settings.channels
        ],
        "quiet": quiet_words(pace),
        "urgent": sorted(pace.urgent),
        "per_hour": pace.per_hour,
        "muted": pace.muted.isoformat() if pace.muted is not None else "",
        "after": settings.after,
    }


def _channel(kept: object) -> Channel | None:
    if not isinstance(kept, dict):
        return None
    name, url, post = (kept.get(key, "") for key in ("name", "url", "post"))
    if not (isinstance(name, str) and isinstance(url, str) and isinstance(post, str)):
        return None
    if not is_name(name) or not is_taken(url):
        return None
    levels = frozenset(Level(one) for one in _texts(kept.get("levels")) if one in tuple(Level))
    return Channel(name, url, Wants(levels or Wants().levels, frozenset(_texts(kept.get("areas")))), post)


def _texts(kept: object) -> Iterable[str]:
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def _moment(kept: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(kept) if isinstance(kept, str) and kept else None
    except ValueError:
        return None
    return found if found is not None and found.utcoffset() is not None else None
