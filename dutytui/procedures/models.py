"""The YAML of a mall folder, key by key. The descriptions are the texts of the schemas and of docs/procedures.md."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from dutytui.procedures.areas import AREA_FILES
from dutytui.procedures.fields import (
    CallRef,
    ClockTime,
    Day,
    DayStart,
    DayTime,
    Defines,
    Duration,
    FloorId,
    FloorRef,
    Id,
    KindRef,
    Language,
    Line,
    LocalText,
    PhaseRef,
    PostRef,
    SeverityRef,
    TimeZone,
    one_of,
)
from dutytui.procedures.files import is_flow, is_phase
from dutytui.procedures.flows.models import FlowFile
from dutytui.procedures.flows.values import Days
from dutytui.procedures.model import Aliases, Model
from dutytui.procedures.obligations import ObligationModel, Weekday
from dutytui.rules.credentials.procedure import Pins, PinUse
from dutytui.rules.obligations.procedure import Reminding
from dutytui.rules.procedure import PERMISSIONS, ItemKind

_PINS = Pins()
_REMINDING = Reminding()


class Floor(Model):
    """A floor of the mall."""

    id: Annotated[FloorId, Defines("floor")] = Field(
        description="How the floor is written everywhere: capitals, digits, hyphens, such as 6F or B1."
    )
    name: LocalText = Field(description="What people read.")
    aliases: Aliases


class Department(Model):
    """A department of the mall."""

    id: Annotated[Id, Defines("department")] = Field(
        description="A lower-case word; stays in the records, never reuse it."
    )
    name: LocalText = Field(description="What people read.")
    aliases: Aliases


class UsualHours(Model):
    """Hours that are the basis of all others."""

    opening: ClockTime = Field(description="When trading begins.")
    closing: ClockTime = Field(description="When trading ends; after midnight 24:00 to 36:00.")


class OtherHours(Model):
    """Hours that differ; a part left out is the default's."""

    opening: ClockTime | None = Field(default=None, description="When trading begins.")
    closing: ClockTime | None = Field(default=None, description="When trading ends; after midnight 24:00 to 36:00.")


class DateHours(OtherHours):
    """The hours of one date."""

    name: LocalText | None = Field(default=None, description="Why the day differs, shown on the day.")


class Weekdays(Model):
    """Hours by day of the week."""

    monday: OtherHours | None = Field(default=None, description="Hours on Mondays.")
    tuesday: OtherHours | None = Field(default=None, description="Hours on Tuesdays.")
    wednesday: OtherHours | None = Field(default=None, description="Hours on Wednesdays.")
    thursday: OtherHours | None = Field(default=None, description="Hours on Thursdays.")
    friday: OtherHours | None = Field(default=None, description="Hours on Fridays.")
    saturday: OtherHours | None = Field(default=None, description="Hours on Saturdays.")
    sunday: OtherHours | None = Field(default=None, description="Hours on Sundays.")


class DayKinds(Model):
    """Hours by kind of day."""

    holiday: OtherHours | None = Field(default=None, description="Hours on public holidays.")
    holiday_eve: OtherHours | None = Field(default=None, description="Hours on the day before the first holiday.")
    make_up_workday: OtherHours | None = Field(
        default=None, description="Hours on weekend days that are worked in exchange for a holiday."
    )


def _closed_or_hours(value: Any) -> str:
    return "closed" if isinstance(value, str) else "hours"


Closed = Annotated[str, *one_of("closed")]
HoursOfDate = Annotated[
    Annotated[Closed, Tag("closed")] | Annotated[DateHours, Tag("hours")], Discriminator(_closed_or_hours)
]


class Hours(Model):
    """Trading hours. The first that applies to a day wins: dates, then kinds, then weekdays, then default."""

    default: UsualHours = Field(description="The hours of a day for which nothing else is said.")
    weekdays: Weekdays = Field(default_factory=Weekdays, description="Days of the week that differ.")
    kinds: DayKinds = Field(default_factory=DayKinds, description="Kinds of day that differ.")
    dates: dict[Day, HoursOfDate] = Field(
        default_factory=dict,
        description="Single dates that differ, by date (2026-12-31); the word closed for a day without trading.",
    )


class MallFile(Model):
    """mall.yaml: the mall, its floors, departments and hours."""

    name: LocalText = Field(description="The mall's name.")
    time_zone: TimeZone = Field(description="The mall's time zone, by its IANA name.")
    languages: list[Language] = Field(min_length=1, description="Languages that every text must have.")
    day_starts: DayStart = Field(
        description="When a business day begins, at most 12:00; what happens before belongs to the day before."
    )
    late_entry_after: Duration = Field(
        default=10,
        description="A record typed in later than this after it happened is shown as a late entry, and one of another "
        "terminal that comes later than this after it was recorded is shown with the moment it came. Default 10m.",
    )
    witness_every: Duration = Field(
        default=5,
        description="How often a terminal records how far all journals go that it holds, if there is news; "
        "0m for never. Default 5m.",
    )
    floors: list[Floor] = Field(min_length=1, description="From the top down: sweep and locking follow this order.")
    departments: list[Department] = Field(default_factory=list, description="Departments, in the order of the reports.")
    hours: Hours = Field(description="Trading hours.")


class PostModel(Model):
    """A post: what people are, whoever they are."""

    id: Annotated[Id, Defines("post")] = Field(description="A lower-case word; stays in the records, never reuse it.")
    name: LocalText = Field(description="What people read.")
    aliases: Aliases
    may: list[Annotated[str, *one_of(*PERMISSIONS)]] = Field(
        default_factory=list, description="What the post may do beyond its own items; the permissions are listed below."
    )


class PostsFile(Model):
    """posts.yaml: the posts of the duty team and what each may do."""

    posts: list[PostModel] = Field(min_length=1, description="All posts.")


class PersonModel(Model):
    """A person who may sign in."""

    id: Annotated[Id, Defines("person")] = Field(description="A lower-case word; stays in the records, never reuse it.")
    name: Line = Field(description="The person's name.")
    posts: list[PostRef] = Field(min_length=1, description="Posts the person may take.")
    floors: list[FloorRef] = Field(default_factory=list, description="Floors the person looks after.")


class PinsModel(Model):
    """PINs, and the locking of a desk that nobody sits at."""

    use: Annotated[str, *one_of(*(use.value for use in PinUse))] = Field(
        default=_PINS.use.value,
        description="off: nobody sets a PIN (who has one keeps it); optional: who wants to; required: nobody signs in "
        "without, and only people listed here. Default off.",
    )
    digits: int = Field(default=_PINS.digits, ge=6, le=12, description="The fewest digits a PIN may have. Default 6.")
    lock_after: Duration = Field(
        default=_PINS.lock_after,
        description="How long without a key until the desk of somebody with a PIN locks; it stays readable. 0m: never. "
        "Default 0m.",
    )
    tries: int = Field(
        default=_PINS.tries, ge=3, le=10, description="How many wrong PINs in a row until the long wait. Default 10."
    )
    wait: Duration = Field(
        default=_PINS.wait, description="The long wait, which a post with manage_people ends early. Default 30m."
    )


class PeopleFile(Model):
    """people.yaml: who works here."""

    people: list[PersonModel] = Field(min_length=1, description="All people.")
    pins: PinsModel = Field(default_factory=PinsModel, description="Who proves themselves by a PIN, and how.")


class Holidays(Model):
    """Where public holidays come from."""

    source: Annotated[str, *one_of("china", "none")] = Field(
        description="china: the holidays and make-up working days announced for mainland China; none: no holidays."
    )
    override: dict[Day, Annotated[str, *one_of("holiday", "holiday_eve", "make_up_workday", "ordinary")]] = Field(
        default_factory=dict,
        description="The mall's own word on a date, which goes before the source: "
        "holiday, holiday_eve, make_up_workday or ordinary.",
    )


class CalendarFile(Model):
    """calendar.yaml: which days are not ordinary, and what falls due on which."""

    holidays: Holidays = Field(description="Public holidays.")
    rest_weekdays: list[Weekday] = Field(
        default=["saturday", "sunday"],
        max_length=6,
        description="Days of the week that are no working days, make-up working days apart. "
        "Default saturday and sunday.",
    )
    soon: Duration = Field(
        default=_REMINDING.soon,
        description="How long before its time of day the bell reminds of an obligation. Default 2h.",
    )
    late_for: Days = Field(
        default=_REMINDING.late_for,
        description="How long an obligation that was not done is asked for as late. Default 366d.",
    )
    obligations: list[ObligationModel] = Field(default_factory=list, description="What falls due again and again.")


class EntryKindModel(Model):
    """A kind of log entry."""

    id: Annotated[Id, Defines("kind")] = Field(description="A lower-case word; stays in the records, never reuse it.")
    name: LocalText = Field(description="What people read.")
    aliases: Aliases
    owner: PostRef | None = Field(default=None, description="Post that handles it unless the entry says otherwise.")
    within: Duration | None = Field(default=None, description="Time until it is due unless the entry says otherwise.")
    recheck: bool = Field(
        default=False,
        description="Whether somebody else must check again before it is closed; always so after a failed item.",
    )


class SeverityModel(Model):
    """How serious an entry is."""

    id: Annotated[Id, Defines("severity")] = Field(
        description="A lower-case word; stays in the records, never reuse it."
    )
    name: LocalText = Field(description="What people read.")
    aliases: Aliases


class LogbookFile(Model):
    """logbook.yaml: kinds and severities of log entries."""

    kinds: list[EntryKindModel] = Field(min_length=1, description="Kinds of entries, the most usual first.")
    severities: list[SeverityModel] = Field(min_length=1, description="Severities, the mildest first.")


class ChoiceModel(Model):
    """One answer of an item of kind choice."""

    id: Id = Field(description="A lower-case word, unique in its item; stays in the records.")
    title: LocalText = Field(description="What people read.")
    fails: bool = Field(default=False, description="Whether choosing it fails the item.")


class RaisesModel(Model):
    """The log entry that failing an item raises."""

    kind: KindRef = Field(description="Kind of the entry, an id of logbook.yaml.")
    severity: SeverityRef = Field(description="Severity of the entry, an id of logbook.yaml.")
    owner: PostRef = Field(description="Post that handles it.")
    within: Duration = Field(description="Time until it is due, from the failure.")


class ItemModel(Model):
    """One thing to do and record."""

    id: Id = Field(description="A lower-case word, unique in its phase; stays in the records.")
    title: LocalText = Field(description="What is to be done, in a few words.")
    hint: LocalText | None = Field(default=None, description="More words, shown for the selected item.")
    kind: Annotated[str, *one_of(*(kind.value for kind in ItemKind))] = Field(
        description="tick: done or not; number: a figure; note: words; choice: one of `choices`; "
        "signature: each post of `posts` signs, nobody twice."
    )
    posts: list[PostRef] = Field(min_length=1, description="Who does it: any one of these (for a signature: all).")
    required: bool = Field(default=True, description="Whether the phase waits for it.")
    each: Annotated[str, *one_of("floors", "departments")] | None = Field(
        default=None, description="Once for each floor, or for each department, in their order in mall.yaml."
    )
    in_order: bool = Field(default=False, description="With `each`: the next one only after the one before.")
    after: list[Line] = Field(default_factory=list, description="Items of the same phase that come first, by id.")
    after_calls: list[CallRef] = Field(
        default_factory=list, description="Roll calls whose order must be given first, by id; besides the phase's."
    )
    due: DayTime | None = Field(default=None, description="When it is due; without it, at the end of the phase.")
    evidence: LocalText | None = Field(default=None, description="What must be typed as proof; without it, nothing.")
    unit: LocalText | None = Field(default=None, description="Unit of a number, shown behind it.")
    minimum: float | None = Field(default=None, description="Smallest number that is in order, itself included.")
    maximum: float | None = Field(default=None, description="Largest number that is in order, itself included.")
    choices: list[ChoiceModel] | None = Field(
        default=None, min_length=2, description="The answers of an item of kind choice, two or more."
    )
    raises: RaisesModel | None = Field(default=None, description="The log entry that failing the item raises.")
    skippable: bool = Field(default=True, description="Whether it may be skipped with a reason, by a post that may.")
    usual: float | None = Field(
        default=None, description="The number that speaks for itself; any other needs a remark that says why."
    )


class PhaseFile(Model):
    """day/<phase>.yaml: a stretch of the day with its items."""

    id: Annotated[Id, Defines("phase")] = Field(description="The file's name without .yaml; stays in the records.")
    title: LocalText = Field(description="What people read.")
    starts: DayTime = Field(description="When it begins, this minute included.")
    ends: DayTime = Field(
        description="When it ends, this minute excluded; later than `starts` with all hours of mall.yaml."
    )
    early: Duration = Field(default=0, description="How long before the start its items may be done.")
    grace: Duration = Field(default=0, description="How long after its due time an item still counts as on time.")
    posts: list[PostRef] = Field(min_length=1, description="Posts that take part.")
    after: list[PhaseRef] = Field(
        default_factory=list, description="Phases whose required items must be done before any item of this one, by id."
    )
    after_calls: list[CallRef] = Field(
        default_factory=list, description="Roll calls whose order must be given before any item of this one, by id."
    )
    beside: bool = Field(
        default=False,
        description="Whether it runs beside the day's phases, as somebody's own day: not in the phase strip, "
        "and the day can be closed without it.",
    )
    items: list[ItemModel] = Field(min_length=1, description="What is done, in the order shown.")


FILES: dict[str, type[Model]] = {
    "mall": MallFile,
    "posts": PostsFile,
    "people": PeopleFile,
    "calendar": CalendarFile,
    "logbook": LogbookFile,
    "phase": PhaseFile,
    "flow": FlowFile,
    **AREA_FILES,
}
"""The model of each kind of file."""


def model_of(name: str) -> type[Model]:
    """The model of a file by its name in the folder."""
    return FILES["phase" if is_phase(name) else "flow" if is_flow(name) else name.removesuffix(".yaml")]
