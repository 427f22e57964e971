"""Who may walk a round, and who may say why one was missed."""

from __future__ import annotations

from dutytui.rules.lookup import Lookup
from dutytui.rules.patrols.procedure import Route
from dutytui.rules.procedure import TICK_FOR_OTHERS, WAIVE
from dutytui.rules.views import Named


def may_walk(law: Lookup, route: Route, post: str) -> bool:
    """A post of the route, or one that records for others (the desk that hears the guards' radio)."""
    return post in route.posts or law.may(post, TICK_FOR_OTHERS)


def may_explain(law: Lookup, route: Route, post: str) -> bool:
    """A post of the route, or one that may decide that something required is not done."""
    return post in route.posts or law.may(post, WAIVE)


def explaining_posts(law: Lookup, route: Route) -> tuple[Named, ...]:
    """Who may explain, each once."""
    posts = dict.fromkeys((*route.posts, *(named.id for named in law.posts_that_may(WAIVE))))
    return law.post_names(posts)
