"""Who is told of alarms outside of the desk: each channel with how it stands, a test, quiet hours, silence."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from dutytui.screens.finder import Finder, Found
from dutytui.screens.people import Choose
from dutytui.telling.channels import AlertSettings, Channel
from dutytui.telling.sending import MISSING, SENT, is_installed
from dutytui.texts.alerts import described, outcome, rules
from dutytui.texts.catalogue import _, pick
from dutytui.texts.os_words import os_words
from dutytui.widgets.picker import Option

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

_NEW, _QUIET, _MUTE = "new", "quiet", "mute"
_TEST, _CHANGE, _REMOVE = "test", "change", "remove"
_MUTED_FOR = timedelta(hours=1)


def show_alerts(app: DutyApp) -> None:
    """Channels first, then what holds for all of them."""
    settings, now = app.outgoing.alerts.settings, app.session.now()
    lines = [Found(f":{one.name}", one.name, _stands(app, one)) for one in settings.channels]
    quiet, *more = rules(settings, now)
    lines.append(Found(_NEW, _("New channel"), _("DingTalk, WeCom, Feishu, mail")))
    lines.append(Found(_QUIET, _("Quiet hours"), quiet))
    muted = settings.pace.muted is not None and settings.pace.muted > now
    lines.append(Found(_MUTE, _("Let alarms out again") if muted else _("Nothing for an hour"), "  ".join(more)))
    if not is_installed():
        lines.append(Found("", outcome(MISSING, "")))
    app.push_screen(Finder(_("Alarms sent out"), lines), lambda chosen: _chosen(app, chosen))


def _stands(app: DutyApp, channel: Channel) -> str:
    trouble = app.outgoing.alerts.troubles.get(channel.name)
    words = described(channel)
    return f"{_('not reached since {time}', time=f'{trouble.since:%H:%M}')}  {words}" if trouble is not None else words


def _chosen(app: DutyApp, chosen: str | None) -> None:
    from dutytui.screens.alerts.form import ChannelForm, QuietForm  # only where somebody sets it up

    settings, now = app.outgoing.alerts.settings, app.session.now()
    if chosen == _NEW:
        app.push_screen(ChannelForm(None))
    elif chosen == _QUIET:
        app.push_screen(QuietForm())
    elif chosen == _MUTE:
        muted = settings.pace.muted is not None and settings.pace.muted > now
        pace = replace(settings.pace, muted=None if muted else now + _MUTED_FOR)
        told = (
            _("Alarms go out again") if muted else _("For an hour no alarm goes out; the desk shows them all the same")
        )
        choose(app, replace(settings, pace=pace), told)
    elif chosen:
        channel = settings.channel(chosen.removeprefix(":"))
        if channel is not None:
            _about(app, channel)


def _about(app: DutyApp, channel: Channel) -> None:
    options = [Option(_TEST, _("Send a test")), Option(_CHANGE, _("Change")), Option(_REMOVE, _("Remove"))]

    def chosen(act: str | None) -> None:
        from dutytui.screens.alerts.form import ChannelForm

        if act == _TEST:
            app.tell(_("{channel}: sending …", channel=channel.name))
            app.run_worker(_try_out(app, channel), name="alerts test")
        elif act == _CHANGE:
            app.push_screen(ChannelForm(channel))
        elif act == _REMOVE:
            choose(
                app, app.outgoing.alerts.settings.without(channel.name), _("{channel}: removed", channel=channel.name)
            )

    app.push_screen(Choose(channel.name, options), chosen)


async def _try_out(app: DutyApp, channel: Channel) -> None:
    """In a thread: a network may take long."""
    mall, now = pick(app.session.procedures.mall.name), app.session.now()
    code = await asyncio.to_thread(app.outgoing.alerts.trial, channel, mall, now)
    app.tell(outcome(code, channel.name), "saved" if code == SENT else "refused")


def choose(app: DutyApp, settings: AlertSettings, told: str) -> bool:
    """Keep it, and say so on the destination's message row."""
    error = app.outgoing.alerts.choose(settings)
    if error is not None:
        app.tell(_("Not saved: {reason}", reason=os_words(error)), "error")
        return False
    app.tell(told, "saved")
    return True
