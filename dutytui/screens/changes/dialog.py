"""What is different between two versions, to be read and scrolled: the files as they are, drafts that wait for
countersign, and what was adopted, each against the version that it takes the place of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutytui.rules.approvals.conditions import Given
from dutytui.rules.approvals.flow import FieldKind
from dutytui.rules.changes.adoption import TAKES_EFFECT, VERSION
from dutytui.rules.changes.difference import Difference
from dutytui.rules.changes.in_force import replaces
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.refusal import Refusal
from dutytui.screens.dialog import DeskDialog
from dutytui.screens.keys import CHANGES_KEYS, CLOSE
from dutytui.texts.catalogue import _
from dutytui.texts.changes import as_text, counted, told
from dutytui.texts.labels import day_name
from dutytui.texts.refusals import refused
from dutytui.widgets.cells import visible, wrap
from dutytui.widgets.rows import Line
from dutytui.widgets.text_pane import Layout, TextPane

if TYPE_CHECKING:
    from dutytui.screens.app import DutyApp

FILES = ""
"""In place of a version: the files as they are now."""
SUMMARY = 8_000
"""Characters of the difference that the request itself carries; the whole of it is in the files that go with it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """old and new: versions; title: what it is about; warnings: what whoever signs must know; seen: the version of the
    files as they are, so that other files are another comparison."""

    old: str
    new: str
    title: str
    warnings: tuple[str, ...] = ()
    seen: str = ""


def show_changes(app: DutyApp, said: str = "") -> None:
    """said: why it is shown, where it was not asked for."""
    app.push_screen(ChangesDialog(said))


class ChangesDialog(DeskDialog):
    """Left and right go from one comparison to the next; F2 submits the files as they are."""

    KEYS = (*CHANGES_KEYS, CLOSE)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "submit_files", show=False),
        Binding("left", "other(-1)", show=False),
        Binding("right", "other(1)", show=False),
    ]
    CSS = """
    ChangesDialog .changes { width: 100; max-height: 92%; }
    ChangesDialog .changes--title { height: auto; color: $text-accent; text-style: bold; }
    ChangesDialog TextPane { height: auto; max-height: 70vh; background: $surface; margin: 1 0 0 0; }
    """

    def __init__(self, said: str = "") -> None:
        super().__init__()
        self._said = said
        self._at = 0
        self._shown: Comparison | None = None
        self._known: Sequence[Comparison] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog changes"):
            yield Static("", classes="changes--title", markup=False)
            yield TextPane()
        yield self.bottom_bar()

    def on_mount(self) -> None:
        self.refresh_views()
        self.query_one(TextPane).focus()
        if self._said:
            self.tell(self._said)

    def refresh_views(self) -> None:
        self._known = comparisons(self.desk)
        self._at = max(0, min(self._at, len(self._known) - 1))
        shown = self._known[self._at] if self._known else None
        if shown == self._shown and shown is not None:
            return
        self._shown = shown
        title = self.query_one(".changes--title", Static)
        if shown is None:
            title.update(_("Changes of the procedures"))
            self.query_one(TextPane).show(_wrapped(self._nothing()), top=True)
            return
        place = _("{place} of {count}", place=self._at + 1, count=len(self._known))
        title.update(visible(f"{place}  {shown.title}"))
        difference = self.desk.changes.difference(shown.old, shown.new)
        self.query_one(TextPane).show(_layout(difference, self._said_before(shown)), top=True)

    def _nothing(self) -> str:
        if not self.desk.changes.controlled():
            return _(
                "Changes need no countersign here: the files count as they are. "
                "approvals.yaml turns it on with change_control."
            )
        return _("The files are as the version in force. Edit them, and compare and submit the changes here.")

    def _said_before(self, shown: Comparison) -> list[str]:
        said = list(shown.warnings)
        if shown.new == FILES and self.desk.changes.problems:
            from dutytui.texts.problems import line  # only when files are wrong

            said.append(_("The files can't be submitted before this is mended:"))
            said += [f"checklists/{line(problem)}" for problem in self.desk.changes.problems]
        return said

    def action_other(self, step: int) -> None:
        if self._known:
            self._at = (self._at + step) % len(self._known)
            self._shown = None
            self.refresh_views()

    def action_submit_files(self) -> None:
        changes = self.desk.changes
        if not changes.controlled():
            self.tell(_("The files count as they are: there is nothing to submit"), "refused")
            return
        if changes.problems:
            self.tell(_("The files are wrong. Mend what is listed here first"), "refused")
            return
        if changes.draft and changes.draft in {one.version for one in changes.pending()}:
            self.tell(_("The files as they are wait for countersign already"), "refused")
            return
        difference = changes.difference(self.session.procedures.version, FILES)
        command = changes.submission(request_fields(self.desk, difference, self._tomorrow(), "…"))
        if command is None or difference is None:
            words = _("The version in force is not on this terminal yet, so nothing can be compared with it")
            self.tell(words, "refused")
            return
        refusal = self.session.refuses(command)
        if isinstance(refusal, Refusal):
            self.tell(refused(refusal), "refused")
            return
        from dutytui.screens.changes.form import SubmitForm

        self.app.push_screen(SubmitForm(difference, self._tomorrow()))

    def _tomorrow(self) -> date:
        return self.session.day + timedelta(days=1)


def comparisons(desk: DutyApp) -> tuple[Comparison, ...]:
    """The files first, then what waits, then what was put in force, the latest first."""
    changes = desk.changes
    if not changes.controlled():
        return ()
    title = _("The files as they are, against the version in force")
    found = (*_waiting(desk), *_adopted(desk))
    if not changes.draft or changes.draft in {one.new for one in found}:
        return found  # what has been submitted is told with who did so
    return (Comparison(desk.session.procedures.version, FILES, title, seen=changes.draft), *found)


def _waiting(desk: DutyApp) -> Iterator[Comparison]:
    warning = _("It was written against another version. Signing it takes back what was adopted since.")
    names = {person.id: person.name for person in desk.session.people()}
    for one in desk.changes.pending():
        day = day_name(one.takes_effect) if one.takes_effect else _("the next day")
        title = _("{person} submitted this, from {day} on", person=names.get(one.by, one.by), day=day)
        said = [warning] if one.undoes else []
        if one.sent_back:
            said.append(
                _("It was sent back. Whoever submitted it submits the amended files with F2, as the same request.")
            )
        yield Comparison(desk.session.procedures.version, one.version, title, tuple(said))


def _adopted(desk: DutyApp) -> Iterator[Comparison]:
    versions = desk.changes.versions
    for one in versions:
        before = replaces((other for other in versions if other.order < one.order), one.day)
        if before and before != one.version:
            coming = one.day > desk.session.day
            title = _("Comes into force on {day}", day=day_name(one.day)) if coming else _dated(one.day)
            yield Comparison(before, one.version, title)


def request_fields(desk: DutyApp, difference: Difference | None, day: date, reason: str) -> dict[str, Given]:
    """What the flow asks at its start: from when on, and in its texts why; in the first of them the difference, too."""
    approvals = desk.session.procedures.approvals
    flow = approvals.flow(approvals.change_control)
    said: dict[str, Given] = {TAKES_EFFECT: day.isoformat()}
    summary = as_text(difference, SUMMARY) if difference is not None else ""
    for one in flow.asked_at_start() if flow else ():
        if one.id in (VERSION, TAKES_EFFECT):
            continue
        if one.kind is FieldKind.TEXT:
            said[one.id] = f"{reason}\n\n{summary}".strip()
            summary = ""
        elif one.kind is FieldKind.LINE:
            said[one.id] = " ".join(reason.split())
    return said


def _dated(day: date) -> str:
    return _("In force since {day}", day=f"{day:%Y}-{day_name(day)}")


def _layout(difference: Difference | None, before: Sequence[str]) -> Layout:
    def lines(width: int) -> list[Line]:
        found: list[Line] = [((line, "bad"),) for words in before for line in wrap(visible(words), width)]
        if difference is None:
            gone = _("The files of one of the two versions are not on this terminal yet. They come with the journals.")
            return [*found, *(((line, "soft"),) for line in wrap(gone, width))]
        found += [((line, "soft"),) for line in wrap(counted(difference), width)]
        for one in told(difference):
            if one.tone == "heading":
                found += [(), *(((line, "heading"),) for line in wrap(visible(one.text), width))]
                continue
            number = one.place.rpartition(":")[2]
            head = f"{number:>5}  "
            rest = wrap(visible(one.text), max(10, width - len(head)))
            found += [
                ((head if not index else " " * len(head), "soft"), (line, one.tone)) for index, line in enumerate(rest)
            ]
        return found

    return lines


def _wrapped(text: str) -> Layout:
    return lambda width: [((line, "soft"),) for line in wrap(text, width)]
