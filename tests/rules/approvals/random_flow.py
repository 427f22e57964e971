"""Flows as a mall might write them, drawn at random: what the files' checks let through, and no more."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from dutytui.rules.approvals.conditions import Condition, Given, Op
from dutytui.rules.approvals.flow import (
    END,
    START,
    SUBMITTER,
    Due,
    DueUnit,
    Field,
    FieldKind,
    Flow,
    FollowUp,
    Inform,
    InformAt,
    Sign,
    Step,
    StepKind,
)
from tests.rules.a_mall import t
from tests.rules.approvals.a_flow import POSTS

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
ASKED = (
    Field("amount", t("Amount"), FieldKind.NUMBER),
    Field("planned", t("Planned"), FieldKind.YES_NO),
    Field("topic", t("Topic"), required=False),
)
LATER = Field("budget", t("Budget"), FieldKind.NUMBER)
FORMS: tuple[Mapping[str, Given], ...] = (
    {"amount": 5, "planned": True},
    {"amount": 500, "planned": True, "topic": "one"},
    {"amount": 500, "planned": False, "topic": "two"},
    {"amount": 5, "planned": False},
)
"""Every branch of `CONDITIONS`."""
CONDITIONS = (
    Condition(Op.OVER, "amount", 100),
    Condition(Op.IS, "planned", False),
    Condition(Op.GIVEN, "topic"),
    Condition(Op.ANY, of=(Condition(Op.OVER, "amount", 100), Condition(Op.IS, "planned", False))),
    Condition(Op.NOT, of=(Condition(Op.IS, "planned", True),)),
)
POST_IDS = tuple(post.id for post in POSTS)
some_posts = st.lists(st.sampled_from(POST_IDS), min_size=1, max_size=3, unique=True).map(tuple)
sometimes = st.none() | st.sampled_from(CONDITIONS)
dues = st.none() | st.builds(Due, st.integers(1, 5), st.sampled_from(DueUnit))


@st.composite
def steps(draw: st.DrawFn, number: int, asks: bool) -> Step:
    kind = draw(st.sampled_from((StepKind.APPROVE, StepKind.APPROVE, StepKind.APPROVE, StepKind.DO)))
    posts = draw(some_posts)
    if kind is StepKind.DO and draw(st.booleans()):
        posts = (SUBMITTER,)
    earlier = [f"s{one}" for one in range(number)]
    return Step(
        id=f"s{number}",
        title=t(f"Step {number}"),
        posts=posts,
        kind=kind,
        sign=draw(st.sampled_from(Sign)),
        when=draw(sometimes),
        fields=(LATER.id,) if asks else (),
        sees=draw(st.sampled_from(((), (), ("amount",), ("planned", "topic")))),
        due=draw(dues),
        rejects=kind is StepKind.APPROVE and draw(st.booleans()),
        rejected=draw(st.sampled_from((END, START, *earlier))),
    )


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    count = draw(st.integers(1, 4))
    asks = draw(st.integers(0, count))
    return Flow(
        id="RANDOM",
        title=t("Random"),
        submitters=draw(some_posts),
        steps=tuple(draw(steps(number, number == asks)) for number in range(count)),
        fields=(*ASKED, LATER) if asks < count else ASKED,
        informed=draw(st.just(()) | st.builds(Inform, some_posts, st.sampled_from(InformAt)).map(lambda one: (one,))),
        follows=draw(st.just(()) | st.builds(_follow, some_posts, sometimes).map(lambda one: (one,))),
        batch=draw(st.booleans()),
    )


def _follow(posts: tuple[str, ...], when: Condition | None) -> FollowUp:
    return FollowUp("after", t("Afterwards"), posts, when=when)
