"""Who goes along, and who sits down next: short choices that the closing board offers by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dutytui.rules.closing import hands
from dutytui.rules.closing.commands import JoinSweep
from dutytui.rules.closing.hands import Hand
from dutytui.rules.commands import SignIn
from dutytui.rules.refusal import Refusal
from dutytui.rules.views import Named
from dutytui.screens.people import Choose, seated
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.widgets.picker import Option

if TYPE_CHECKING:
    from dutytui.screens.closing.screen import ClosingScreen


def go_along(screen: ClosingScreen, posts: Sequence[Named], *, replaces: bool = False) -> None:
    """Say who goes for each of the posts, one question after the other; oneself without a question.

    replaces: all places are taken: first ask whose is.
    """
    if replaces:
        options = [Option(post.id, pick(post.name)) for post in posts]
        by_id = {post.id: post for post in posts}

        def chosen(post: str | None) -> None:
            if post:
                _ask_person(screen, by_id[post], ())

        screen.app.push_screen(Choose(_("Whose place is taken by another?"), options), chosen)
        return
    actor = screen.session.actor
    own = next((post for post in posts if post.id == actor.post), None)
    if own is not None and _joins(screen, own.id, actor.person):
        posts = [post for post in posts if post.id != own.id]
    if posts:
        _ask_person(screen, posts[0], posts[1:])


def _ask_person(screen: ClosingScreen, post: Named, others: Sequence[Named]) -> None:
    at = screen.session.look()
    able = hands.for_post(at, post.id)
    no = screen.session.refuses(JoinSweep(screen.acts_on, post.id, able[0].person.id)) if able else None
    if no is not None and no.code not in {"member_already", "member_twice"}:
        screen.tell_outcome(no)
        return
    if not able:
        screen.tell(_("Nobody in people.yaml holds the post: {post}", post=pick(post.name)), "refused")
        return

    def chosen(person: str | None) -> None:
        if person and _joins(screen, post.id, person) and others:
            _ask_person(screen, others[0], others[1:])

    options = [Option(hand.person.id, pick(hand.person.name)) for hand in able]
    hint = _("Who goes signs at the end, nobody else. Esc: later")
    screen.app.push_screen(Choose(_("Who goes as {post}?", post=pick(post.name)), options, hint), chosen)


def _joins(screen: ClosingScreen, post: str, person: str) -> bool:
    return isinstance(screen.submit(JoinSweep(screen.acts_on, post, person)), Saved)


def hand_over_to(screen: ClosingScreen, able: Sequence[Hand], why: Refusal | None, then: Callable[[], None]) -> None:
    """Offer those who may do it to sign in, and go on as the one chosen. Each of them must be at the desk themselves.

    why: what the rules said to whoever is at the desk; they are offered, too, when it is None.
    """
    actor = screen.session.actor
    offered = [hand for hand in able if why is None or hand.person.id != actor.person][:9]
    if not offered:
        if why is not None:
            screen.tell_outcome(why)
        return
    by_id = {hand.person.id: hand for hand in offered}

    def chosen(person: str | None) -> None:
        if person is None:
            return
        hand = by_id[person]
        if person == actor.person and hand.post.id == actor.post:
            then()
        else:
            screen.app.run_worker(sit_down(SignIn(person, pick(hand.person.name), hand.post.id)), name="sign-in")

    async def sit_down(command: SignIn) -> None:
        if isinstance(await seated(screen.desk, command), Saved):
            then()

    options = [Option(hand.person.id, pick(hand.person.name), (pick(hand.post.name),)) for hand in offered]
    if why is not None:
        screen.tell_outcome(why)
    title = _("Who is at the desk now?")
    hint = _("Whoever is chosen signs in and acts in their own name")
    screen.app.push_screen(Choose(title, options, hint), chosen)
