"""What is still unsettled, for the handover and the closing of the day."""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.sales.figures import counter_id, subject_of
from dutytui.rules.sales.views import review


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """Counters that nobody has explained yet, each by itself, and what is in dispute. None of it blocks."""
    seen = review(at)
    if not seen.in_use:
        return ()
    on = subject_of(seen.sold)
    if not seen.known:
        return (Unsettled("sales_not_imported", on, {"sold": seen.sold}, travels=False, go="sales"),)
    if seen.disputed:
        return (Unsettled("sales_in_dispute", on, {"sold": seen.sold}, go="sales"),)
    disputed = {counter.id: counter.name for counter in seen.counters if counter.disputed}
    disputed |= {counter_id(one.counter): one.counter for one in seen.imports if one.state == "disputed"}
    return (
        *(
            Unsettled("sales_counter_in_dispute", f"{on}/{an_id}/dispute", {"counter": name}, go="sales")
            for an_id, name in disputed.items()
        ),
        *(
            Unsettled("sales_unexplained", f"{on}/{counter.id}", {"counter": counter.name}, go="sales")
            for counter in seen.lacking
        ),
    )
