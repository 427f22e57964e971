"""What the keys do on a row of the handover's list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from dutytui.rules.commands import Command, Undo
from dutytui.rules.handover.commands import (
    AcknowledgeMatter,
    BeginHandover,
    CountArticle,
    PlanMatter,
    RefuseHandover,
    Side,
    SignHandover,
    TakeDuty,
    WithdrawHandover,
)
from dutytui.rules.handover.matters import MatterView
from dutytui.rules.handover.views import HandoverView
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.screens.desk import DeskScreen
from dutytui.screens.entry_forms import NoteForm
from dutytui.screens.entry_text import name
from dutytui.screens.handover.details import HandoverDetails, MatterDetails, SincePage
from dutytui.screens.handover.forms import CountForm, PlanForm, SignForm
from dutytui.screens.handover.rows import (
    ARTICLE,
    BEGIN,
    GIVING,
    MATTER,
    OVER,
    RECEIVING,
    SETTLE,
    SINCE,
    TAKE,
)
from dutytui.screens.handover.words import matter_words
from dutytui.screens.people import Choose
from dutytui.texts.catalogue import _, pick
from dutytui.texts.refusals import refused
from dutytui.widgets.cells import visible
from dutytui.widgets.picker import Option

if TYPE_CHECKING:
    from dutytui.session import Session


@dataclass(frozen=True, slots=True)
class RowActs:
    """key: of the row; running: the handover that goes on; others: those that are over or were begun apart."""

    screen: DeskScreen
    key: str
    day: date
    running: HandoverView | None
    others: Mapping[str, HandoverView]

    @property
    def session(self) -> Session:
        return self.screen.session

    @property
    def matter(self) -> MatterView | None:
        found = self.running.matters if self.running and self.key.startswith(MATTER) else ()
        return next((one for one in found if MATTER + one.id == self.key), None)

    def choose(self) -> None:
        """Enter: the one thing that is next on this row."""
        if self.key == SINCE:
            self.screen.app.push_screen(SincePage())
        elif self.key.startswith(OVER):
            self.details()
        elif self.key == TAKE:
            self.screen.submit(TakeDuty(self.day))
        elif self.key.startswith(SETTLE):
            self.screen.submit(TakeDuty(self.day, holder=self.key.removeprefix(SETTLE)))
        elif self.key == BEGIN:
            self._begin()
        elif self.running is not None:
            self._step(self.running)

    def _begin(self) -> None:
        """Asks who takes the duty over first: an Enter too many begins nothing."""
        if not self._allowed(BeginHandover(self.day)):
            return
        law = self.session.look(self.day).law
        holders = set(law.procedures.handover.holders)
        options = [
            Option(person.id, person.name, tuple(pick(law.post(post).name) for post in person.posts))
            for person in self.session.people()
            if not holders.isdisjoint(person.posts) and person.id != self.session.actor.person
        ]
        options.append(Option("", _("Not known yet")))
        hint = _("A digit, or type a name or its pinyin initials")
        self.screen.app.push_screen(Choose(_("Who takes the duty over?"), options, hint), self._begin_with)

    def _begin_with(self, receiver: str | None) -> None:
        if receiver is not None:
            self.screen.submit(BeginHandover(self.day, receiver))

    def _step(self, running: HandoverView) -> None:
        if self.key.startswith(ARTICLE):
            self._count(running)
        elif self.key == GIVING:
            self._sign(running, Side.GIVING)
        elif self.key == RECEIVING:
            self._sign(running, Side.RECEIVING)
        elif self.matter is not None and running.gives:
            self.plan()
        elif self.matter is not None:
            self._acknowledge(running, self.matter)

    def _allowed(self, command: Command, but: str = "") -> bool:
        """Whether it could be submitted, as far as can be known before it is filled in; says why not. but: a refusal
        that what is still to be typed will answer."""
        refusal = self.session.refuses(command)
        if refusal is None or refusal.code == but:
            return True
        self.screen.tell(refused(refusal), "refused")
        return False

    def _count(self, running: HandoverView) -> None:
        """This article, then those after it that nobody has counted yet."""
        wanted = self.key.removeprefix(ARTICLE)
        ids = [one.id for one in running.articles]
        at = ids.index(wanted)
        if not self._allowed(CountArticle(self.day, running.subject, wanted, running.articles[at].expected)):
            return
        left = [one for one in (*running.articles[at:], *running.articles[:at]) if one.counted is None]
        self.screen.app.push_screen(CountForm(self.day, running.subject, left))

    def _acknowledge(self, running: HandoverView, matter: MatterView) -> None:
        command = AcknowledgeMatter(self.day, running.subject, matter.id)
        if not matter.reads_back:
            self.screen.submit(command)
            return
        if not self._allowed(command, but="read_back_missing"):
            return
        title = f"{name(matter.severity)} {matter_words(matter)}"
        prompt = _("Say it back in your own words: what is it about, and what will you do?")
        if matter.plan:
            prompt = f"{_('plan: {plan}', plan=matter.plan)}\n{prompt}"
        draft = f"read-back-{running.subject}-{matter.id}".replace("/", "-").replace(" ", "-")
        self.screen.app.push_screen(
            NoteForm(
                title,
                visible_lines(prompt),
                draft,
                lambda text: AcknowledgeMatter(self.day, running.subject, matter.id, text),
            )
        )

    def _sign(self, running: HandoverView, side: Side) -> None:
        if not self._allowed(SignHandover(self.day, running.subject, side), but="signed_too_quickly"):
            return
        if side is Side.GIVING:
            meaning = _(
                "You sign as {name}: the articles are counted, and you have told all that you know.",
                name=self.session.actor.name,
            )
        else:
            meaning = _(
                "You sign as {name}: you have understood every matter, and from now on the duty is yours.",
                name=self.session.actor.name,
            )
        self.screen.app.push_screen(SignForm(self.day, running.subject, side, meaning))

    def plan(self) -> None:
        """Ctrl+T: what the giver says of a matter."""
        running, matter = self.running, self.matter
        if running is None or matter is None:
            self.screen.tell(_("A plan belongs to a matter: put the cursor on one of step 2"), "refused")
        elif self._allowed(PlanMatter(self.day, running.subject, matter.id), but="nothing_said"):
            self.screen.app.push_screen(PlanForm(self.day, running.subject, matter))

    def stop(self) -> None:
        """F5: the receiver refuses, the giver withdraws; each with a reason."""
        apart = self.others.get(self.key.removeprefix(OVER))
        running = apart if apart is not None and not apart.over else self.running
        if running is None:
            self.screen.tell(_("No handover goes on: there is nothing to refuse or withdraw"), "refused")
            return
        on = running.subject
        if running.gives:
            title, prompt = _("Withdraw the handover"), _("Why do you not hand over now?")
        else:
            title, prompt = _("Refuse the handover"), _("What is unclear or missing? The duty stays with the giver")
        kind = WithdrawHandover if running.gives else RefuseHandover
        if self._allowed(kind(self.day, on, ""), but="reason_missing"):
            draft = f"stop-{on}"
            self.screen.app.push_screen(NoteForm(title, prompt, draft, lambda text: kind(self.day, on, text)))

    def undo(self) -> None:
        """F6: the count of this article, or what was last said of or acknowledged on this matter."""
        if self.key in {GIVING, RECEIVING} and self.running is not None:
            words = _("A signature is not taken back: F5 withdraws or refuses the handover, with a reason")
            self.screen.tell(words, "refused")
            return
        event = self._last()
        if self.running is None or not event:
            self.screen.tell(_("Nothing to take back on this row"), "refused")
            return
        self.screen.submit(Undo(self.day, self.running.subject, event))

    def _last(self) -> str:
        running = self.running
        if running is None:
            return ""
        if self.key.startswith(ARTICLE):
            return next((one.event for one in running.articles if ARTICLE + one.id == self.key), "")
        matter = self.matter
        if matter is None:
            return ""
        planned = matter.planned[-1] if matter.planned else ""
        return planned if running.gives else matter.event

    def details(self) -> None:
        """F7: everything known of the row."""
        shown = self.others.get(self.key.removeprefix(OVER))
        matter = self.matter
        if shown is not None:
            self.screen.app.push_screen(HandoverDetails(shown))
        elif matter is not None and matter.entry is not None:
            self.screen.open_entry(matter.entry.day, matter.entry.subject)
        elif matter is not None:
            self.screen.app.push_screen(MatterDetails(matter, self.day))
        elif self.running is not None:
            self.screen.app.push_screen(HandoverDetails(self.running))
        else:
            self.screen.tell(_("There is nothing more to say of this row"))


def visible_lines(text: str) -> str:
    """Each line made harmless to the terminal; the breaks between them stay."""
    return "\n".join(map(visible, text.split("\n")))
