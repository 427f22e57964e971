"""service.yaml: the cases of the service desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from dutytui.procedures.fields import Duration, Id, KindRef, LocalText, one_of
from dutytui.procedures.model import Aliases, Model
from dutytui.procedures.problem import Code, Problem
from dutytui.procedures.words import Words
from dutytui.rules.service.procedure import CaseChoice, CaseField, CaseKind, Needed, Service, Topic

if TYPE_CHECKING:
    from dutytui.procedures.tree import Node


class CaseChoiceModel(Model):
    """One answer of a detail that is chosen."""

    id: Id = Field(description="A lower-case word, unique in its list; stays in the records.")
    title: LocalText = Field(description="What people read.")


class CaseFieldModel(Model):
    """A detail that a case asks for."""

    id: Id = Field(description="A lower-case word, unique among the details of a kind; stays in the records.")
    title: LocalText = Field(description="What people read.")
    needed: Annotated[str, *one_of(*(needed.value for needed in Needed if needed.value))] | None = Field(
        default=None,
        description="at_once: the form of a new case does not save without it; to_handle, to_close: the case can't be "
        "handled, or closed, without it. Left out, it may stay empty.",
    )
    choices: list[CaseChoiceModel] | None = Field(
        default=None, min_length=2, description="The answers to choose from, two or more; without them, words."
    )


class TopicModel(Model):
    """What a case of a kind can be about."""

    id: Id = Field(description="A lower-case word, unique in its list; stays in the records.")
    title: LocalText = Field(description="What people read.")
    aliases: Aliases
    asks: list[CaseFieldModel] = Field(
        default_factory=list, description="Details of this topic, beside those of the kind."
    )
    settle_within: Duration | None = Field(
        default=None, description="Time from happening to handled for what must be settled at once."
    )


class CaseModel(Model):
    """How the entries of one kind are followed."""

    kind: KindRef = Field(description="Kind of the entries, an id of logbook.yaml.")
    feedback_within: Duration | None = Field(
        default=None, description="Time within which the customer must be told what is being done."
    )
    call_back: bool = Field(
        default=False, description="Whether the customer is called, or why not is said, before it is closed."
    )
    overnight: bool = Field(
        default=False, description="Whether one that stays open overnight must be recorded as such, with a reason."
    )
    fields: list[CaseFieldModel] = Field(default_factory=list, description="Details that every case of it asks for.")
    topics: list[TopicModel] = Field(
        default_factory=list, description="What it can be about; with topics, none can be handled without one."
    )


class ServiceFile(Model):
    """service.yaml: which kinds of log entries are cases of the service desk, and how each is followed."""

    remind_before: Duration = Field(
        default=0, description="How long before a time of a case the bell reminds of it. Default: only when it is late."
    )
    cases: list[CaseModel] = Field(min_length=1, description="The kinds that are followed.")


def built(file: ServiceFile, words: Words) -> Service:
    """As the rules have it."""
    return Service(tuple(_case(one, words) for one in file.cases), file.remind_before)


def _case(one: CaseModel, words: Words) -> CaseKind:
    return CaseKind(
        kind=one.kind,
        feedback_within=one.feedback_within,
        call_back=one.call_back,
        overnight=one.overnight,
        fields=_fields(one.fields, words),
        topics=tuple(
            Topic(
                id=topic.id,
                title=words(topic.title),
                aliases=tuple(topic.aliases),
                asks=_fields(topic.asks, words),
                settle_within=topic.settle_within,
            )
            for topic in one.topics
        ),
    )


def _fields(fields: list[CaseFieldModel], words: Words) -> tuple[CaseField, ...]:
    return tuple(
        CaseField(
            field.id,
            words(field.title),
            Needed(field.needed or ""),
            tuple(CaseChoice(choice.id, words(choice.title)) for choice in field.choices or ()),
        )
        for field in fields
    )


def sense(name: str, trees: Mapping[str, Node], hours: object) -> Iterator[Problem]:  # noqa: ARG001 - all have it
    """A kind that is followed twice; a detail of a topic that its kind asks for too."""
    cases = trees[name].get("cases")
    kinds: dict[str, Node] = {}
    for case in cases.children() if cases else ():
        kind = case.get("kind")
        if kind is not None and kind.text():
            yield from _twice(name, kind, kinds, Code.DUPLICATE_VALUE)
            kinds.setdefault(str(kind.value), kind)
        fields, topics = case.get("fields"), case.get("topics")
        own: dict[str, Node] = {}
        for node in _ids(fields):
            own.setdefault(str(node.value), node)
        for topic in topics.children() if topics else ():
            for node in _ids(topic.get("asks")):
                yield from _twice(name, node, own, Code.DUPLICATE_ID)


def _ids(fields: Node | None) -> Iterator[Node]:
    for field in fields.children() if fields else ():
        node = field.get("id")
        if node is not None and node.text():
            yield node


def _twice(name: str, node: Node, known: Mapping[str, Node], code: Code) -> Iterator[Problem]:
    first = known.get(str(node.value))
    if first is not None:
        values = {"value": str(node.value), "file": name, "first": first.line}
        yield Problem(name, node.line, node.column, code, values)
