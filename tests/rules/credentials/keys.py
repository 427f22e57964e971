"""Desks at which some people have a key. What signs here is a word, since rules know no cryptography."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from dutytui.rules.commands import Command
from dutytui.rules.context import Context
from dutytui.rules.credentials.rights import rightful
from dutytui.rules.credentials.trust import Credentials, is_personal
from dutytui.rules.decide import decide
from dutytui.rules.events import Event, Fact
from dutytui.rules.lookup import lookup
from dutytui.rules.procedure import MANAGE_PEOPLE, Procedures
from dutytui.rules.refusal import Refusal
from tests.rules.a_mall import DAY, POST_OF, POSTS, Desk, mall, plan_under
from tests.rules.refusal_codes import CODES

MANAGED: Procedures = mall(
    posts=tuple(replace(post, may=post.may | {MANAGE_PEOPLE}) if post.id == "duty_manager" else post for post in POSTS)
)
"""Zhao is its duty manager, and manages people."""


def signer_of(event: Event) -> str | None:
    """The signature names its key and what was signed: changed, it is none."""
    signed = event.data.get("signed")
    if not isinstance(signed, dict) or signed.get("sig") != _over(event):
        return None
    return str(signed["key"])


def _over(one: Event | Fact) -> str:
    data = {name: value for name, value in one.data.items() if name != "signed"}
    said = (one.kind, one.on, one.day, one.at, one.by, one.post, one.behalf, data, one.procedure, one.cause)
    return repr(said)


def signed(fact: Fact, key: str) -> Fact:
    return replace(fact, data={**fact.data, "signed": {"key": key, "sig": _over(fact)}})


def known(events: list[Event]) -> Credentials:
    about = (event for event in events if event.on.startswith("credential:"))
    return Credentials(about, signer_of, partial(rightful, lookup(MANAGED)))


@dataclass
class KeyDesk(Desk):
    """keys: what each person signs with here; proven: who has typed their PIN."""

    procedures: Procedures = MANAGED
    keys: dict[str, str] = field(default_factory=dict)
    proven: str = ""

    def tries(self, who: str, command: Command, now: datetime, post: str | None = None) -> tuple[Fact, ...] | Refusal:
        day = getattr(command, "day", DAY)
        held = POST_OF.get(who, "") if post is None else post
        name = f"{self.writer}.{len(self.journal) + 1}"
        events = [event for day in self.state.days() for one in self.state.subjects(day) for event in one.events]
        plan = plan_under(self.procedures, day)
        context = Context(now, who, held, plan, self.procedures, name, known(events), self.proven)
        answer = decide(self.state, command, context)
        if isinstance(answer, Refusal):
            assert set(answer.values) == set(CODES[answer.code]), answer
            return answer
        return tuple(
            signed(fact, self.keys[fact.by]) if is_personal(fact) and fact.by in self.keys else fact for fact in answer
        )


def later(now: datetime, minutes: int) -> datetime:
    return now + timedelta(minutes=minutes)
