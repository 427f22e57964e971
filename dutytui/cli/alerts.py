"""``dutytui alerts``: whom this terminal tells of alarms, set up, tried out and muted. Addresses are never printed."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dutytui.cli import exits
from dutytui.cli.mall import cannot_open, chosen, spoken
from dutytui.cli.output import emit, plain, say
from dutytui.cli.parser import with_json
from dutytui.cli.stop import Stop
from dutytui.texts.catalogue import _, pick
from dutytui.texts.os_words import os_words

if TYPE_CHECKING:
    from dutytui.telling.alerts import Alerts
    from dutytui.telling.channels import AlertSettings, Channel

_ACTS = ("list", "set", "remove", "test", "mute", "quiet", "limit", "after")
_OFF = "off"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", nargs="?", choices=_ACTS, default="list", help=_("what to do; without it: list"))
    parser.add_argument(
        "value",
        metavar=_("VALUE"),
        nargs="?",
        default="",
        help=_("a channel's name; minutes or off; 22:30-08:00 or off; messages an hour; a terminal's name or off"),
    )
    parser.add_argument("--soon", action="store_true", help=_("set: tell what is due soon, too, not only what is late"))
    parser.add_argument("--areas", nargs="+", metavar=_("AREA"), default=(), help=_("set: only alarms of these areas"))
    parser.add_argument(
        "--post", metavar=_("POST"), default="", help=_("set: as whoever holds this post would hear it")
    )
    parser.add_argument(
        "--urgent", nargs="+", metavar=_("AREA"), default=None, help=_("quiet: areas whose alarms go out all the same")
    )
    with_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """The address of a channel is asked for, or read from standard input: never an argument, which a shell keeps."""
    from dutytui.store.alert_file import AlertFile
    from dutytui.store.local import Local, Settings
    from dutytui.telling.alerts import Alerts

    local = Local(chosen(arguments))
    spoken(arguments, Settings(local))
    alerts = Alerts(AlertFile(local))
    act = {
        "list": _list,
        "set": _set,
        "remove": _remove,
        "test": _test,
        "mute": _mute,
        "quiet": _quiet,
        "limit": _limit,
        "after": _after,
    }[arguments.act]
    return act(arguments, alerts)


def _standing(arguments: argparse.Namespace) -> tuple[datetime, str]:
    """Now, in the mall's zone, and the mall's name."""
    from dutytui.bootstrap import clock_and_name
    from dutytui.change_control.in_force import NoProceduresError

    mall = chosen(arguments)
    try:
        clock, name = clock_and_name(mall)
    except (OSError, NoProceduresError) as error:
        raise cannot_open(mall, error) from error
    return clock.now(), pick(name)


def _list(arguments: argparse.Namespace, alerts: Alerts) -> int:
    from dutytui.telling.channels import kept_of
    from dutytui.telling.sending import MISSING, is_installed
    from dutytui.texts.alerts import described, outcome, rules

    settings = alerts.settings
    if arguments.json:
        told = kept_of(settings)
        for one, channel in zip(told["channels"], settings.channels, strict=True):
            one["url"] = channel.masked
        emit({**told, "installed": is_installed()})
        return exits.OK
    if not settings.channels:
        say(_("Nobody is told. Set a channel up: dutytui alerts set NAME"))
    for channel in settings.channels:
        say(f"{channel.name}  {described(channel)}")
    for line in rules(settings, _standing(arguments)[0]):
        say(line)
    if settings.channels and not is_installed():
        say(outcome(MISSING, ""))
    return exits.OK


def _set(arguments: argparse.Namespace, alerts: Alerts) -> int:
    from dutytui.rules.matters import Level
    from dutytui.rules.telling import Wants
    from dutytui.telling.channels import Channel, is_name, is_taken
    from dutytui.texts.alerts import address_wanted, name_wanted

    name = arguments.value
    if not is_name(name):
        raise Stop(exits.USAGE, name_wanted())
    areas = _areas(arguments.areas)
    known = alerts.settings.channel(name)
    typed = _address(known)
    if not is_taken(typed):
        raise Stop(exits.USAGE, address_wanted())
    levels = frozenset(Level) if arguments.soon else frozenset({Level.LATE})
    channel = Channel(name, typed, Wants(levels, areas), arguments.post)
    return _keep(alerts, alerts.settings.with_channel(channel))


def _address(known: Channel | None) -> str:
    """As it is typed, unseen; nothing keeps the one there is."""
    from getpass import getpass

    if sys.stdin.isatty():
        typed = getpass(_("Address of the channel (it is not shown): ")).strip()
    else:
        typed = sys.stdin.readline().strip()
    return typed or (known.url if known is not None else "")


def _areas(typed: list[str]) -> frozenset[str]:
    from dutytui.telling.alerts import AREA_NAMES

    wrong = next((one for one in typed if one not in AREA_NAMES), None)
    if wrong is not None:
        names = _(", ").join(AREA_NAMES)
        raise Stop(exits.USAGE, _("There is no area {typed}. Areas: {names}", typed=plain(wrong), names=names))
    return frozenset(typed)


def _remove(arguments: argparse.Namespace, alerts: Alerts) -> int:
    channel = _channel(arguments, alerts.settings)
    return _keep(alerts, alerts.settings.without(channel.name))


def _channel(arguments: argparse.Namespace, settings: AlertSettings) -> Channel:
    channel = settings.channel(arguments.value)
    if channel is None:
        names = _(", ").join(one.name for one in settings.channels) or _("none")
        told = _("There is no channel {typed}. There are: {names}", typed=plain(arguments.value), names=names)
        raise Stop(exits.USAGE, told)
    return channel


def _test(arguments: argparse.Namespace, alerts: Alerts) -> int:
    """To one channel, or to all of them."""
    from dutytui.telling.sending import SENT
    from dutytui.texts.alerts import outcome

    settings = alerts.settings
    channels = (_channel(arguments, settings),) if arguments.value else settings.channels
    now, mall = _standing(arguments)
    codes = []
    for channel in channels:
        codes.append(alerts.trial(channel, mall, now))
        say(outcome(codes[-1], channel.name))
    if not channels:
        say(_("Nobody is told. Set a channel up: dutytui alerts set NAME"))
    return exits.OK if all(code == SENT for code in codes) else exits.PROBLEMS


def _mute(arguments: argparse.Namespace, alerts: Alerts) -> int:
    typed = arguments.value or "60"
    if typed != _OFF and not (typed.isdecimal() and 0 < int(typed) <= 7 * 24 * 60):
        raise Stop(exits.USAGE, _("Minutes are needed, at most a week of them, or off"))
    until = None if typed == _OFF else _standing(arguments)[0] + timedelta(minutes=int(typed))
    settings = alerts.settings
    return _keep(alerts, replace(settings, pace=replace(settings.pace, muted=until)))


def _quiet(arguments: argparse.Namespace, alerts: Alerts) -> int:
    from dutytui.telling.channels import read_quiet

    settings, typed = alerts.settings, arguments.value
    quiet = settings.pace.quiet
    if typed:
        quiet = None if typed == _OFF else read_quiet(typed)
        if quiet is None and typed != _OFF:
            raise Stop(exits.USAGE, _("Hours are needed, like 22:30-08:00, or off"))
    urgent = settings.pace.urgent if arguments.urgent is None else _areas(arguments.urgent)
    return _keep(alerts, replace(settings, pace=replace(settings.pace, quiet=quiet, urgent=urgent)))


def _limit(arguments: argparse.Namespace, alerts: Alerts) -> int:
    typed, settings = arguments.value, alerts.settings
    if not (typed.isdecimal() and 0 < int(typed) <= 60):
        raise Stop(exits.USAGE, _("A number of messages an hour is needed, 1 to 60"))
    return _keep(alerts, replace(settings, pace=replace(settings.pace, per_hour=int(typed))))


def _after(arguments: argparse.Namespace, alerts: Alerts) -> int:
    after = "" if arguments.value in ("", _OFF) else arguments.value
    return _keep(alerts, replace(alerts.settings, after=after))


def _keep(alerts: Alerts, settings: AlertSettings) -> int:
    error = alerts.choose(settings)
    if error is not None:
        raise Stop(exits.NOT_SAVED, _("Not saved: {reason}", reason=os_words(error)))
    say(_("Saved. An open desk takes it over within some seconds"))
    return exits.OK
