"""The pages of a day: one for each section of each book, and for each floor where a book is kept by floors."""

from __future__ import annotations

from collections.abc import Iterator

from dutytui.rules.journals.procedure import Book, Section
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import Place
from dutytui.rules.words import Text

PAGE_PREFIX = "page:"


@dataclass(frozen=True, slots=True)
class Page:
    """on: ``page:<book>/<section>`` or ``page:<book>/<section>@<floor>``; place: the floor, None for the whole mall."""

    on: str
    book: Book
    section: Section
    place: Place | None = None

    @property
    def title(self) -> Text:
        """The section's title, with the floor after it."""
        if self.place is None:
            return self.section.title
        place = self.place
        return {lang: f"{words} · {place.name.get(lang, place.id)}" for lang, words in self.section.title.items()}


def pages(law: Lookup) -> Iterator[Page]:
    """All pages, book by book; a floor's sections stay together."""
    for book in law.procedures.journals.books:
        places = law.procedures.mall.floors if book.each == "floors" else (None,)
        for place in places:
            for section in book.sections:
                yield Page(_on(book, section, place), book, section, place)


def page(law: Lookup, on: str) -> Page | None:
    """The page of a subject; None when journals.yaml has none such (any more)."""
    return next((one for one in pages(law) if one.on == on), None)


def _on(book: Book, section: Section, place: Place | None) -> str:
    where = f"@{place.id}" if place else ""
    return f"{PAGE_PREFIX}{book.id}/{section.id}{where}"
