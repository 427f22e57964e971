"""One record that was found, in full."""

from __future__ import annotations

from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import Procedures
from dutytui.search import Found
from dutytui.texts.catalogue import _, pick
from dutytui.texts.labels import day_name
from dutytui.texts.search import about, marks
from dutytui.widgets.cells import cut, wrap
from dutytui.widgets.rows import Line


def record_lines(found: Found, procedures: Procedures, width: int) -> list[Line]:
    """What was typed, who recorded it when, at which terminal, and whether it counts."""
    event, hit = found.event, found.hit
    if event is None:
        return [((cut(_("can't be read in its journal just now"), width), "bad"),)]
    names = {person.id: person.name for person in procedures.people}
    post = lookup(procedures).post(event.post)
    who = " ".join(word for word in (names.get(event.by, event.by), pick(post.name) if post else event.post) if word)
    lines: list[Line] = [((cut(about(event, procedures), width), "heading"),)]
    lines += [((cut(word, width), tone),) for word, tone in marks(found)]
    lines.append(((cut(f"{hit.day.year} {day_name(hit.day)}  {event.at:%H:%M}  {who}", width), "soft"),))
    lines.append(((cut(_("at {terminal}", terminal=hit.writer) + f"  {hit.seq}", width), "soft"),))
    lines.append(())
    lines += [((line, ""),) for line in wrap(found.text, width)]
    return lines
