"""The list of a day's journals: books as headings, their pages under them."""

from __future__ import annotations

from collections.abc import Sequence

from dutytui.rules.journals.fold import PageState
from dutytui.rules.journals.views import BookView, PageView
from dutytui.screens.journals.text import STATE_TONE, book_title, first_words
from dutytui.texts.catalogue import _, pick
from dutytui.texts.records import PAGE_STATE
from dutytui.widgets.cells import cut, pad, width_of
from dutytui.widgets.rows import Line, ListedRows

_Row = BookView | PageView


class PageRows(ListedRows):
    """A row's key is the page's subject; headings can't be chosen."""

    def __init__(self, books: Sequence[BookView], words: str = "") -> None:
        """words: leaves only the pages that fit them, by text or pinyin initials."""
        self._rows: list[_Row] = []
        for book in books:
            pages = [page for page in book.pages if _fits(words, book, page)]
            self._rows += [book, *pages] if pages else []
        headings = frozenset(index for index, row in enumerate(self._rows) if isinstance(row, BookView))
        super().__init__([_key(row) for row in self._rows], headings)
        self._state = max((width_of(_(word)) for word in PAGE_STATE.values()), default=0)
        self._title = max((width_of(pick(row.section)) for row in self._rows if isinstance(row, PageView)), default=0)

    def page(self, key: str) -> PageView | None:
        """The page of that key, None for a heading or nothing."""
        index = self.find(key) if key else None
        row = None if index is None else self._rows[index]
        return row if isinstance(row, PageView) else None

    @property
    def first(self) -> str:
        """The key of the first page, "" for none."""
        return next((row.on for row in self._rows if isinstance(row, PageView)), "")

    @property
    def first_to_write(self) -> str:
        """The key of the first page that whoever looks has still to write, else of the first of all."""
        own = (row for row in self._rows if isinstance(row, PageView) and row.mine and row.may_write)
        return next((row.on for row in own if row.state is PageState.EMPTY), self.first)

    def line(self, index: int, width: int) -> Line:
        row = self._rows[index]
        if isinstance(row, BookView):
            return ((cut(_heading(row), width), "heading"),)
        title = min(self._title, max(width // 2, 8))
        room = width - self._state - title - 6
        tone = "soft" if row.left is not None or not row.paragraphs else ""
        return (
            ("  ", ""),
            (pad(_(PAGE_STATE[row.state]), self._state) + "  ", STATE_TONE[row.state] if row.required else "soft"),
            (pad(pick(row.section), title) + "  ", "mine" if row.may_write and row.mine else ""),
            (cut(first_words(row), max(room, 0)), tone),
        )


def _heading(book: BookView) -> str:
    return f"{book_title(book)}  {book.complete}/{book.required}" if book.required else book_title(book)


def _key(row: _Row) -> str:
    if isinstance(row, PageView):
        return row.on
    return f"#{row.id}@{row.place.id}" if row.place else f"#{row.id}"


def _fits(words: str, book: BookView, page: PageView) -> bool:
    if not words:
        return True
    from dutytui.texts.pinyin import matches  # its table is read only when somebody looks for something

    texts = [book_title(book), pick(page.section), *(act.note for act in page.paragraphs)]
    return matches(words, " ".join(texts)) is not None
