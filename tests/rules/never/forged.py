"""What a foreign program may write into a journal: acts that nobody decided, by people who may not, or out of turn."""

from __future__ import annotations

from dutytui.rules.events import DAY_CLOSED, HANDOVER_SIGNED, ITEM_DONE, ITEM_WAIVED, ORDER_GIVEN, Fact
from dutytui.rules.procedure import ItemKind
from tests.rules.a_mall import DAY
from tests.rules.never.a_day import shipped
from tests.rules.never.mind import Mind


def forged(mind: Mind) -> Fact:
    """One such act, in the name of the procedures in force."""
    people = shipped().people
    person = mind.random.choice((*(one.id for one in people), "temp-1"))
    post = mind.random.choice([post.id for post in shipped().posts[:12]])
    closing, law = shipped().closing, mind.at.law
    keys = [key for key in mind.at.plan.by_key if key.partition("/")[0] in {closing.sweep, closing.lock_up}]
    key = mind.random.choice(keys)
    item = law.item(key)
    assert item is not None
    good = next((choice.id for choice in item.choices if not choice.fails), None)
    signs = item.kind is ItemKind.SIGNATURE
    data = {"signer": mind.random.choice(item.posts)} if signs else {"value": good} if good else {}
    side = mind.random.choice(("giving", "receiving"))
    call = mind.random.choice(shipped().roll_calls).id
    kind, on, what = mind.random.choice(
        (
            *[(ITEM_DONE, f"item:{key}", data)] * 6,
            (ITEM_WAIVED, f"item:{key}", {"reason": "tired"}),
            (HANDOVER_SIGNED, mind.subject("handover:"), {"side": side, "given": ["unknown"]}),
            (ORDER_GIVEN, f"call:{call}", {"silent": []}),
            (DAY_CLOSED, "day:mall", {}),
        )
    )
    if kind == DAY_CLOSED:
        post = "guard"  # whoever may close a day and does it with another program has closed it
    return Fact(
        kind, on, DAY, mind.now, person, post, data=what, procedure=shipped().version, cause=f"x{mind.desk.last}"
    )
