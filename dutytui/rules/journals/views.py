"""What a screen draws: the books of a day, page by page."""

from __future__ import annotations

from dutytui.rules.acts import acts
from dutytui.rules.events import SECTION_LEFT_EMPTY, SECTION_WRITTEN
from dutytui.rules.journals.fold import PageFold, PageState, page_fold
from dutytui.rules.journals.pages import PAGE_PREFIX, Page, pages
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.looking import Looking
from dutytui.rules.state import Subject
from dutytui.rules.views import Act, Named
from dutytui.rules.words import Text


@dataclass(frozen=True, slots=True)
class PageView:
    """on: the subject; title: with the floor after it; paragraphs: what is written, in order (`Act.note` the text);
    left: that it was left empty, and why; may_write: whoever looks may; mine: of their own floors, or of no floor."""

    on: str
    title: Text
    section: Text
    place: Named | None
    state: PageState
    required: bool
    posts: tuple[Named, ...]
    may_write: bool
    mine: bool
    hint: Text | None = None
    paragraphs: tuple[Act, ...] = ()
    left: Act | None = None
    history: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class BookView:
    """A book, or a floor's part of one. complete: how many of its required pages are written or left empty."""

    id: str
    title: Text
    place: Named | None
    pages: tuple[PageView, ...]
    complete: int
    required: int


def books(at: Looking) -> tuple[BookView, ...]:
    """By the procedures' order, the viewer's own floors before others'; last the pages only events know of."""
    listed = at.law.people.get(at.person)
    floors = frozenset(listed.floors) if listed else frozenset()
    parts: dict[tuple[str, str], list[PageView]] = {}
    for page in pages(at.law):
        place = page.place.id if page.place else ""
        parts.setdefault((page.book.id, place), []).append(_view(at, page, floors))
    strays = _strays(at)
    if strays:
        parts["", ""] = strays
    views = [_book(at, book, found) for (book, _place), found in parts.items()]
    order = {book.id: number for number, book in enumerate(at.procedures.journals.books)}
    return tuple(sorted(views, key=lambda book: (order.get(book.id, len(order)), not book.pages[0].mine)))


def complete(at: Looking) -> bool:
    """Whether every part of the day's journals is written or left empty with a reason."""
    settled = {PageState.WRITTEN, PageState.LEFT_EMPTY}
    return all(page_fold(at.state, at.day, page.on).state in settled for page in pages(at.law) if page.section.required)


def _book(at: Looking, book: str, found: list[PageView]) -> BookView:
    required = [page for page in found if page.required]
    done = sum(page.state in {PageState.WRITTEN, PageState.LEFT_EMPTY} for page in required)
    titles = {one.id: one.title for one in at.procedures.journals.books}
    return BookView(book, titles.get(book, {}), found[0].place, tuple(found), done, len(required))


def _view(at: Looking, page: Page, floors: frozenset[str]) -> PageView:
    place = Named(page.place.id, page.place.name) if page.place else None
    subject = at.state.subject(at.day, page.on)
    fold = page_fold(at.state, at.day, page.on)
    lines = acts(at.state, at.law, subject) if subject is not None else ()
    return PageView(
        on=page.on,
        title=page.title,
        section=page.section.title,
        place=place,
        state=fold.state,
        required=page.section.required,
        posts=at.law.post_names(page.section.posts),
        may_write=at.post in page.section.posts,
        mine=not floors or place is None or place.id in floors,
        hint=page.section.hint,
        paragraphs=_in_effect(lines, fold, SECTION_WRITTEN),
        left=next(iter(_in_effect(lines, fold, SECTION_LEFT_EMPTY)[-1:]), None),
        history=lines,
    )


def _in_effect(lines: tuple[Act, ...], fold: PageFold, kind: str) -> tuple[Act, ...]:
    return tuple(line for line in lines if line.kind == kind and line.event in fold.effective)


def _strays(at: Looking) -> list[PageView]:
    """Pages that somebody wrote on and journals.yaml no longer has: kept and shown."""
    known = {page.on for page in pages(at.law)}
    return [_stray(at, subject) for subject in at.state.subjects(at.day, PAGE_PREFIX) if subject.on not in known]


def _stray(at: Looking, subject: Subject) -> PageView:
    fold = page_fold(at.state, at.day, subject.on)
    lines = acts(at.state, at.law, subject)
    title = at.law.same(subject.on.removeprefix(PAGE_PREFIX))
    return PageView(
        on=subject.on,
        title=title,
        section=title,
        place=None,
        state=fold.state,
        required=False,
        posts=(),
        may_write=False,
        mine=False,
        paragraphs=_in_effect(lines, fold, SECTION_WRITTEN),
        left=next(iter(_in_effect(lines, fold, SECTION_LEFT_EMPTY)[-1:]), None),
        history=lines,
    )
