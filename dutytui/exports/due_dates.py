"""What falls due by calendar.yaml as dated things, in the words of the current language."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial

from dutytui.exports.ical import Dated
from dutytui.rules.lookup import lookup
from dutytui.rules.obligations.dates import due_dates, shown_from
from dutytui.rules.obligations.procedure import Obligation
from dutytui.rules.procedure import Procedures
from dutytui.rules.working_days import is_working_day
from dutytui.texts.catalogue import _, pick


def dated(procedures: Procedures, first: date, last: date) -> list[Dated]:
    """All that falls due from `first` to `last`, both inclusive, by date."""
    worked = partial(is_working_day, procedures)
    mall = _mall(procedures)
    found = [
        Dated(
            uid=f"{one.id}-{day:%Y%m%d}@{mall}.dutytui",
            title=pick(one.title),
            words=_words(procedures, one),
            day=day,
            time=one.time,
            shown=shown_from(one, day, worked),
        )
        for one in procedures.obligations
        for day in due_dates(one, first, last, worked)
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.time is None, entry.time or 0))


def _words(procedures: Procedures, one: Obligation) -> str:
    posts = _(", ").join(pick(post.name) for post in lookup(procedures).post_names(one.posts))
    lines = [_("For: {posts}", posts=posts)]
    if one.to:
        lines.append(_("Goes to: {who}", who=pick(one.to)))
    if one.hint:
        lines.append(pick(one.hint))
    flow = procedures.approvals.flow(one.flow)
    if flow is not None:
        lines.append(_("Flow: {flow}", flow=f"{flow.id} {pick(flow.title)}"))
    return "\n".join(lines)


def _mall(procedures: Procedures) -> str:
    """Two malls in one phone must not share ids; the name in all languages tells them apart."""
    names = "\n".join(f"{language} {name}" for language, name in sorted(procedures.mall.name.items()))
    return hashlib.sha256(names.encode()).hexdigest()[:8]
