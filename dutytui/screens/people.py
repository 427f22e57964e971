"""Who is at the desk: choose a person, then the post when they hold several, then the PIN of who has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from dutytui.rules.commands import SignIn
from dutytui.rules.events import SIGNED_IN
from dutytui.rules.folds import PERSON_PREFIX
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.key_row import BACK, CHOOSE, GO_ON, KeyRow
from dutytui.session import Saved
from dutytui.texts.catalogue import _, pick
from dutytui.texts.pinyin import matches
from dutytui.widgets.cells import visible
from dutytui.widgets.picker import Option, Picker

if TYPE_CHECKING:
    from dutytui.rules.refusal import Refusal
    from dutytui.screens.app import DutyApp
    from dutytui.screens.pins.ask import AskPin
    from dutytui.screens.pins.choose import ChoosePin

ANYBODY = "*"


def _fits(typed: str, option: Option) -> bool:
    return any(matches(typed, word) is not None for word in (option.name, option.value, *option.words))


class Choose(ModalScreen[str | None]):
    """One choice out of a few, by digit, arrows or typing. Hands back the value, None on Esc."""

    BINDINGS = [Binding("escape", "close", show=False)]
    DEFAULT_CSS = """
    Choose > Vertical { width: 56; }
    Choose .choose--title { text-style: bold; color: $text-accent; margin: 0 0 1 0; height: auto; }
    Choose .choose--hint { color: $text-muted; margin: 1 0 0 0; height: auto; }
    """

    def __init__(self, title: str, options: list[Option], hint: str = "") -> None:
        super().__init__()
        self._title, self._options, self._hint = title, options, hint

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="choose--title", markup=False)
            yield Picker(self._options, matches=_fits)
            if self._hint:
                yield Static(self._hint, classes="choose--hint", markup=False)
        yield KeyRow(CHOOSE, BACK)

    @on(Picker.Chosen)
    def chosen(self, event: Picker.Chosen) -> None:
        self.dismiss(event.option.value)

    def action_close(self) -> None:
        self.dismiss(None)


class AskName(ModalScreen[str | None]):
    """The name of somebody the mall's list does not have (a stand-in). Hands back the name, None on Esc."""

    BINDINGS = [Binding("escape", "close", show=False)]
    DEFAULT_CSS = """
    AskName > Vertical { width: 56; }
    AskName .ask--title { text-style: bold; color: $text-accent; }
    AskName Input { margin: 1 0; }
    AskName .ask--why { color: $text-error; height: auto; }
    """

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("Your name, as it shall stand in the log"), classes="ask--title", markup=False)
            yield Input(max_length=60)
            yield Static("", classes="ask--why", markup=False)
        yield KeyRow(GO_ON, BACK)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        name = " ".join(visible(event.value).split())
        if name:
            self.dismiss(name)
        else:
            self.query_one(".ask--why", Static).update(_("A name is needed; Esc goes back to the list"))

    def action_close(self) -> None:
        self.dismiss(None)


def sign_in(app: DutyApp) -> None:
    """Ask who it is and sign them in. Going back from a later question asks the first one again."""
    app.run_worker(_sign_in(app), name="sign-in", group="sign-in", exclusive=True)


async def _sign_in(app: DutyApp) -> None:
    names = {post.id: pick(post.name) for post in app.session.posts()}
    while who := await _choose_person(app, names):
        person = next((person for person in app.session.people() if person.id == who), None)
        name = person.name if person else await app.push_screen_wait(AskName())
        posts = person.posts if person else tuple(names)
        post = name and (posts[0] if len(posts) == 1 else await _choose_post(app, name, posts, names))
        if not name or not post:
            continue
        outcome = await seated(app, SignIn(person=person.id if person else name, name=name, post=post))
        if isinstance(outcome, Saved):
            tell_here(app, _("Signed in: {name}, {post}", name=name, post=names[post]), "saved")
        if outcome is not None:
            break


def tell_here(app: DutyApp, words: str, kind: str) -> None:
    """Said where they will look: on the destination, and on the dialog over it that the key was pressed in."""
    app.tell(words, kind)
    if isinstance(app.screen, DeskDialog):
        app.screen.tell(words, kind)


async def seated(app: DutyApp, command: SignIn) -> object | None:
    """Sign somebody in, with their PIN where they have one, with a first one where they must have one. What came of it,
    which the visible destination says; None when they went back from the PIN."""
    dialog = pin_dialog(app.session.refuses(command))
    if dialog is not None and not await app.push_screen_wait(dialog(command.person, command.name)):
        return None
    return app.submit(command)


def pin_dialog(refusal: Refusal | None) -> type[AskPin | ChoosePin] | None:
    """What would answer the refusal of a sign-in; None where no PIN would."""
    if refusal is None or refusal.code not in {"pin_needed", "pin_to_set"}:
        return None
    from dutytui.screens.pins.ask import AskPin  # where nobody has a PIN nothing of it is loaded
    from dutytui.screens.pins.choose import ChoosePin

    return AskPin if refusal.code == "pin_needed" else ChoosePin


async def _choose_person(app: DutyApp, names: dict[str, str]) -> str | None:
    """Who signed in here last stands first: two who share a desk change with F8 and one digit."""
    recent = _recent(app)
    people = sorted(app.session.people(), key=lambda person: recent.get(person.id, len(recent)))
    options = [
        Option(person.id, person.name, tuple(names.get(post, post) for post in person.posts)) for person in people
    ]
    options.append(Option(ANYBODY, _("Somebody else: type a name")))
    hint = _("A digit, or type a name or its pinyin initials")
    return await app.push_screen_wait(Choose(_("Who is at the desk?"), options, hint))


def _recent(app: DutyApp) -> dict[str, int]:
    """Who signed in today, the last one first, without whoever sits here now: rank by id."""
    session = app.session
    signed = (
        event
        for subject in session.state.subjects(session.day, PERSON_PREFIX)
        for event in subject.events
        if event.kind == SIGNED_IN and event.by != session.actor.person
    )
    latest = dict.fromkeys(event.by for event in sorted(signed, key=lambda event: event.order, reverse=True))
    return {person: rank for rank, person in enumerate(latest)}


async def _choose_post(app: DutyApp, name: str, posts: tuple[str, ...], names: dict[str, str]) -> str | None:
    options = [Option(post, names.get(post, post)) for post in posts]
    return await app.push_screen_wait(Choose(_("{name}: under which post?", name=name), options))
