"""A page of a journal in words: for the list, the pane beside it and the details."""

from __future__ import annotations

from datetime import date

from dutytui.rules import events
from dutytui.rules.journals.fold import PageState
from dutytui.rules.journals.suggestions import Suggestion
from dutytui.rules.journals.views import BookView, PageView
from dutytui.rules.views import Act
from dutytui.screens.entry_text import cut_line
from dutytui.texts.acts import times, who
from dutytui.texts.areas.journals import suggested
from dutytui.texts.catalogue import N_, _, pick
from dutytui.texts.void import void_word
from dutytui.widgets.cells import wrap
from dutytui.widgets.rows import Line

STATE_TONE = {
    PageState.EMPTY: "due",
    PageState.WRITTEN: "good",
    PageState.LEFT_EMPTY: "soft",
    PageState.DISPUTED: "bad",
}
_ACT_WORDS = {
    events.SECTION_WRITTEN: N_("written"),
    events.SECTION_LEFT_EMPTY: N_("left empty"),
    events.UNDONE: N_("took back"),
}


def book_title(book: BookView) -> str:
    """The book, with the floor it is of; pages that journals.yaml no longer has stand under a title of their own."""
    title = pick(book.title) if book.title else _("No longer in journals.yaml")
    return _("{title} {floor}", title=title, floor=pick(book.place.name)) if book.place else title


def first_words(page: PageView) -> str:
    """What stands in the list: how the page begins, or why it is empty."""
    if page.paragraphs:
        return page.paragraphs[0].note
    if page.left is not None:
        return page.left.note
    return pick(page.hint) if page.hint else ""


def page_lines(page: PageView, suggestions: tuple[Suggestion, ...], day: date, width: int) -> list[Line]:
    """The paragraphs with who wrote them, then what could be taken over."""
    lines: list[Line] = [((line, "strong"),) for line in wrap(pick(page.title), width)]
    lines += [((line, "soft"),) for line in (wrap(pick(page.hint), width) if page.hint else ())]
    if page.state is PageState.DISPUTED:
        words = _("Written on, and left empty at a terminal that did not know of it. F6 takes one back.")
        lines += [((line, "bad"),) for line in wrap(words, width)]
    for act in page.paragraphs:
        lines += [(), _head(act, day, width), *(((line, ""),) for line in wrap(act.note, width))]
    if page.left is not None:
        head = _head(page.left, day, width)
        lines += [(), head, *(((line, ""),) for line in wrap(_("Left empty: {reason}", reason=page.left.note), width))]
    if suggestions:
        lines += [(), ((_("From the day's records"), "heading"),)]
        for one in suggestions:
            lines += [((line, "soft"),) for line in wrap(suggested(one), width)]
    return lines


def history_lines(page: PageView, day: date, width: int) -> list[Line]:
    """Every act, oldest first, none left out: taken back and void ones are marked, not hidden."""
    lines: list[Line] = [((pick(page.title), "strong"),), (), ((_("History"), "heading"),)]
    if not page.history:
        lines.append(((_("Nothing yet."), "soft"),))
    for act in page.history:
        gone = act.undone or act.void
        word = _(_ACT_WORDS[act.kind]) if act.kind in _ACT_WORDS else _("{kind} (of a newer version)", kind=act.kind)
        marks = [_("taken back")] * act.undone + [void_word(act.void_why)] * act.void
        head = [(times(act.happened, act.recorded, day, act.late_entry) + "  ", "soft")]
        head += [(word, "old" if gone else "strong"), (f"  {who(act)}", "")]
        head += [("  " + mark, "due") for mark in marks]
        lines.append(cut_line(head, width))
        lines += [(("  " + line, "old" if gone else ""),) for line in (wrap(act.note, width - 2) if act.note else ())]
    return lines


def _head(act: Act, day: date, width: int) -> Line:
    when = times(act.happened, act.recorded, day, act.late_entry)
    return cut_line([(when + "  ", "soft"), (who(act), "soft")], width)
