"""The share in words: its state in one, where a record has come to, terminals, and why it can't be connected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from dutytui.rules.sharing import Reach, Sharing, reached
from dutytui.texts.catalogue import N_, _, n_
from dutytui.texts.labels import duration, short_time
from dutytui.texts.os_words import in_words

_MANY = 500
"""Events still to come beyond which it is told how many."""

ELSEWHERE: Mapping[str, str] = {
    "not_a_share": N_("there is no share in it (is the drive mounted?)"),
    "another_share": N_("it is another mall's share"),
    "newer_share": N_("it was made by a newer version of the program"),
}

CANNOT: Mapping[str, str] = {
    "name_taken": N_(
        "The share already has a journal {writer} of another terminal, and this folder has one, too. "
        "Take a new folder for this terminal: dutytui join SHARE DIR"
    ),
    "no_share": N_("There is no share in this folder. Make one at the first terminal: dutytui share DIR"),
    "not_empty": N_("This folder holds other things. Take an empty one, or a new name in it"),
    "newer_share": N_("This share was made by a newer version of the program: upgrade this terminal first"),
    "another_roster": N_(
        "This share belongs to another roster of terminals than the one that holds here. Join it with a new folder: "
        "dutytui join SHARE DIR"
    ),
    "unreachable": N_("The folder can't be used: {reason}"),
}


def state_word(sharing: Sharing, now: datetime) -> tuple[str, bool]:
    """One short word for the top bar, "" where no share is set; and whether somebody should look at it."""
    if sharing.reach is Reach.OFF:
        return "", False
    if sharing.reach is Reach.FIRST:
        return _("connecting"), False
    if sharing.reach is Reach.AWAY:
        since = short_time(sharing.since.astimezone(now.tzinfo), now.date()) if sharing.since else ""
        return (_("cut off since {time}", time=since) if since else _("cut off")), True
    if sharing.refused:
        return _("not shared"), True
    if sharing.to_come > _MANY:
        return _("{count} to come", count=f"{sharing.to_come:,}"), False
    return _("shared"), False


_WIDTH = 30


def bar(done: int, of: int) -> str:
    """``[######........................]  20 %``: how much of something long is done. of: above 0."""
    share = min(done / of, 1.0)
    full = int(share * _WIDTH)
    return f"[{'#' * full}{'.' * (_WIDTH - full)}] {int(share * 100):3d} %"


def taking_over(sharing: Sharing) -> str:
    """How much of all that the share holds is here, while much of it is still to come; "" otherwise."""
    held = sum(sharing.saved.values())
    return bar(held, held + sharing.to_come) if sharing.to_come > _MANY else ""


def whole_where(sharing: Sharing, writer: str, seq: int) -> str:
    """How far one record has come: saved, shared, seen by others; "" where no share is set."""
    found = reached(sharing, writer, seq)
    if found.shared is None or not writer:
        return ""
    shared = _("shared") if found.shared else _("not shared yet")
    return " / ".join([_("saved"), shared, n_("seen by {count}", "seen by {count}", found.seen_by)])


def received_words(at: datetime, recorded: datetime, day: date) -> str:
    """When a record came to this terminal, and how long after it was recorded. day: the one that needs no date."""
    length = duration(int((at - recorded).total_seconds() // 60))
    return _("received here {time}, {length} after it was recorded", time=short_time(at, day), length=length)


def cannot(code: str, values: Mapping[str, str]) -> str:
    """Why a share could not be connected, and what would allow it."""
    return _(CANNOT[code], **{name: in_words(value) for name, value in values.items()})


def skew_words(skew: timedelta | None) -> str:
    """``+7 min``, ``-40 s``; a dash while it is not known."""
    if skew is None:
        return "-"
    seconds = round(skew.total_seconds())
    if abs(seconds) < 100:
        return _("{seconds} s", seconds=f"{seconds:+d}")
    minutes = round(seconds / 60)
    if abs(minutes) < 180:
        return _("{minutes} min", minutes=f"{minutes:+d}")
    return _("{hours} h", hours=f"{round(minutes / 60):+d}")
