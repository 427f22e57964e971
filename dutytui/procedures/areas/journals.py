"""journals.yaml: the books that are written each day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from dutytui.procedures.fields import Id, KindRef, Line, LocalText, PostRef, SeverityRef, one_of
from dutytui.procedures.files import is_phase
from dutytui.procedures.model import Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.references import unknown
from dutytui.procedures.words import Words
from dutytui.rules.journals.procedure import Book, Gathers, Journals, Section

if TYPE_CHECKING:
    from dutytui.procedures.sense import DayHours
    from dutytui.procedures.tree import Node


class GathersModel(Model):
    """What is offered to the writer of a section."""

    items: list[Line] = Field(
        default_factory=list, description="Items whose values are told, written phase/item by their ids."
    )
    failed: bool = Field(default=False, description="Whether items found not right are told.")
    kinds: list[KindRef] = Field(default_factory=list, description="Kinds of log entries that are told.")
    severities: list[SeverityRef] = Field(default_factory=list, description="Severities of log entries that are told.")
    sales: bool = Field(default=False, description="Whether the figures of the sales review are told.")


class SectionModel(Model):
    """A section of a book."""

    id: Id = Field(description="A lower-case word, unique in its book; stays in the records.")
    title: LocalText = Field(description="What people read.")
    hint: LocalText | None = Field(default=None, description="What belongs here, in a few words.")
    posts: list[PostRef] = Field(min_length=1, description="Who writes it: any of these.")
    required: bool = Field(
        default=True, description="Whether the closing of the day asks for it: written, or left empty with a reason."
    )
    gathers: GathersModel = Field(
        default_factory=GathersModel, description="What is offered to its writer; without it, nothing."
    )


class BookModel(Model):
    """A book that is written each day."""

    id: Id = Field(description="A lower-case word; stays in the records, never reuse it.")
    title: LocalText = Field(description="What people read.")
    each: Annotated[str, *one_of("floors")] | None = Field(
        default=None, description="floors: one for each floor; without it, one for the whole mall."
    )
    sections: list[SectionModel] = Field(min_length=1, description="Its sections, in the order shown.")


class JournalsFile(Model):
    """journals.yaml: the books that are written each day, with their sections."""

    books: list[BookModel] = Field(min_length=1, description="All books.")


def built(file: JournalsFile, words: Words) -> Journals:
    """As the rules have it."""
    return Journals(tuple(_book(book, words) for book in file.books))


def _book(book: BookModel, words: Words) -> Book:
    sections = tuple(
        Section(
            id=one.id,
            title=words(one.title),
            posts=tuple(one.posts),
            hint=words(one.hint) if one.hint is not None else None,
            required=one.required,
            gathers=_gathers(one.gathers),
        )
        for one in book.sections
    )
    return Book(book.id, words(book.title), sections, book.each or "")


def _gathers(one: GathersModel) -> Gathers:
    return Gathers(tuple(one.items), one.failed, tuple(one.kinds), tuple(one.severities), one.sales)


def sense(name: str, trees: Mapping[str, Node], hours: list[DayHours]) -> Iterator[Problem]:  # noqa: ARG001
    """Items that no phase has."""
    known = set(_items(trees))
    books = trees[name].get("books")
    for book in books.children() if books else ():
        sections = book.get("sections")
        for section in sections.children() if sections else ():
            gathers = section.get("gathers")
            for _text, node in gathers.texts("items") if gathers else ():
                yield from unknown(name, node, Code.UNKNOWN_ITEM_OF_DAY, known)


def _items(trees: Mapping[str, Node]) -> Iterator[str]:
    for name, root in trees.items():
        items = root.get("items") if is_phase(name) else None
        for item in items.children() if items else ():
            yield f"{root.text_of('id')}/{item.text_of('id')}"
