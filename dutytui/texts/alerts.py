"""Words about channels, for the screen and the command line. An address is never shown whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dutytui.rules.matters import Level
from dutytui.telling.channels import SCHEMES, AlertSettings, Channel, quiet_words
from dutytui.telling.sending import FAILED, MISSING, REFUSED, SENT
from dutytui.texts.catalogue import N_, _
from dutytui.texts.labels import day_name

OUTCOMES: Mapping[str, str] = {
    SENT: N_("{channel}: the test was sent. Look whether it has come"),
    MISSING: N_("What sends alarms is not installed. pip install 'dutytui[alerts]', or the package apprise"),
    REFUSED: N_("{channel}: this address can't be used. Type it again"),
    FAILED: N_("{channel}: not sent. Is there a network, and is the address still right?"),
}


def outcome(code: str, channel: str) -> str:
    return _(OUTCOMES[code], channel=channel)


def described(channel: Channel) -> str:
    """``WeCom wecombot://****  late  closing, patrols``."""
    levels = _("late and soon") if Level.SOON in channel.wants.levels else _("late")
    areas = _(", ").join(sorted(channel.wants.areas)) or _("everything")
    parts = [SCHEMES[channel.scheme], channel.masked, levels, areas]
    return "  ".join([*parts, *([_("as {post}", post=channel.post)] if channel.post else [])])


def rules(settings: AlertSettings, now: datetime) -> list[str]:
    """When nothing goes out, one line each."""
    pace = settings.pace
    urgent = _(", ").join(sorted(pace.urgent)) or _("nothing")
    lines = [
        _("Quiet: {hours}; urgent all the same: {areas}", hours=quiet_words(pace), areas=urgent)
        if pace.quiet is not None
        else _("No quiet hours"),
        _("At most {count} messages an hour to each channel", count=pace.per_hour),
    ]
    if pace.muted is not None and pace.muted > now:
        muted = pace.muted.astimezone(now.tzinfo)
        lines.append(_("Muted until {time}", time=f"{day_name(muted.date())} {muted:%H:%M}"))
    if settings.after:
        lines.append(_("Only while {terminal} is not heard of", terminal=settings.after))
    return lines


def address_wanted() -> str:
    names = _(", ").join(f"{scheme}://" for scheme in SCHEMES)
    return _("An address is needed that begins with one of: {names}", names=names)


def name_wanted() -> str:
    return _("A short name is needed: lower-case letters, digits, hyphens")
