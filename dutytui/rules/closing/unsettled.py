"""What is still unsettled, for the handover and the closing of the day."""

from __future__ import annotations

from dutytui.rules.closing.order import breaches
from dutytui.rules.closing.views import stays
from dutytui.rules.item_views import title_of
from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.views import Named


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """Whoever is registered and has not left; what was swept or locked out of turn, which no reason stands in for."""
    closing = at.procedures.closing
    found = [
        Unsettled(
            "late_stay",
            stay.subject,
            {"person": Named("", at.law.same(stay.name)), "place": stay.place, "until": stay.until},
            since=stay.registered,
            go="closing",
        )
        for stay in stays(at)
        if stay.ended is None
    ]
    for phase in dict.fromkeys((closing.sweep, closing.lock_up)):
        for breach in breaches(at.state, at.plan, at.law, phase):
            title = title_of(at.law, at.plan, breach.key)
            subject = f"breach:{breach.event.id}"
            found.append(Unsettled("sweep_out_of_turn", subject, {"title": title}, blocks=True, go="closing"))
    return tuple(found)
