"""A mall whose complaints, returns and lost things are followed as DS §3 says, told within the hour of SY006."""

from __future__ import annotations

from datetime import datetime

from dutytui.rules.commands import CloseEntry, Command, EntryFields, HandleEntry, LogEntry
from dutytui.rules.entry_fold import EntryFold
from dutytui.rules.looking import Looking
from dutytui.rules.procedure import EntryKind, Logbook, Severity
from dutytui.rules.service.commands import OpenCase
from dutytui.rules.service.fold import TOPIC
from dutytui.rules.service.procedure import CaseChoice, CaseField, CaseKind, Needed, Service, Topic
from dutytui.rules.timetable import plan_day
from tests.rules.a_mall import DAY, Desk, at, mall, t

COMPLAINT = CaseKind(
    "complaint",
    feedback_within=60,
    call_back=True,
    overnight=True,
    fields=(CaseField("phone", t("Phone")),),
    topics=(
        Topic("attitude", t("Attitude"), ("manners",), (CaseField("responsible", t("Who"), Needed.TO_HANDLE),)),
        Topic(
            "price",
            t("Price label"),
            ("label",),
            (
                CaseField("cause", t("Cause"), Needed.TO_HANDLE),
                CaseField("settlement", t("Settlement"), Needed.TO_HANDLE),
            ),
            settle_within=15,
        ),
        Topic("other", t("Other")),
    ),
)
FOUND = CaseKind(
    "found",
    fields=(
        CaseField("storage", t("Storage"), Needed.TO_HANDLE),
        CaseField("handed_to", t("Handed to"), Needed.TO_CLOSE),
    ),
)
INJURY = CaseKind(
    "injury",
    feedback_within=30,
    fields=(
        CaseField(
            "injured", t("Injured"), Needed.AT_ONCE, (CaseChoice("no", t("Unhurt")), CaseChoice("yes", t("Hurt")))
        ),
    ),
)
SERVED = mall(
    logbook=Logbook(
        kinds=(
            EntryKind("complaint", t("Complaint"), owner="service_desk", within=120),
            EntryKind("found", t("Lost and found"), owner="service_desk"),
            EntryKind("injury", t("Injury"), owner="service_desk", within=30),
            EntryKind("rectification", t("Rectification"), recheck=True),
            EntryKind("note", t("Note")),
        ),
        severities=(Severity("normal", t("Normal"), 0),),
    ),
    service=Service((COMPLAINT, FOUND, INJURY), remind_before=10),
)
MANAGER = "zhao"
DESK = "wu"
GUARD = "sun"


class ServiceDesk(Desk):
    """A terminal of that mall."""

    def __init__(self, writer: str = "desk") -> None:
        super().__init__(writer, SERVED)

    def opens(self, clock: str = "10:00", kind: str = "complaint", topic: str = "", **details: str) -> str:
        """A case that the service desk opens when it happens. Returns its subject."""
        given = details | ({TOPIC: topic} if topic else {})
        command = OpenCase(DAY, EntryFields(kind, "something happened"), given)
        return self.does(DESK, command, at(clock))[0].on

    def logs(self, text: str, clock: str = "10:00", kind: str = "complaint") -> str:
        return self.does(DESK, LogEntry(DAY, EntryFields(kind, text)), at(clock))[0].on

    def handles(self, on: str, clock: str = "10:30") -> None:
        self.does(DESK, HandleEntry(DAY, on, "done"), at(clock))

    def closes(self, on: str, clock: str = "10:50") -> None:
        self.does(DESK, CloseEntry(DAY, on), at(clock))

    def says_no(self, command: Command, clock: str = "10:30", who: str = DESK) -> str:
        """The code it is refused with."""
        return self.refuses(who, command, at(clock)).code

    def entry(self, on: str) -> EntryFold:
        found = self.state.entry(DAY, on)
        assert found is not None
        return found

    def looks(self, now: datetime) -> Looking:
        return Looking(self.state, plan_day(SERVED, DAY), SERVED, now)
