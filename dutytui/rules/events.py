"""What happened: facts that `decide` returns, and events, which are facts that a journal has recorded.

Two types because they have two lives. A `Fact` has no place in a journal yet: the rules make it, tests write it.
An `Event` is a fact that was written, and knows its writer, its number, its stamp and its hash.

`Event` is a named tuple, not a frozen dataclass: a day of 20,000 events is built in 15 ms instead of 60.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Any, NamedTuple

from dutytui.rules.lazy_dataclass import dataclass

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened, not yet recorded.

    kind: past tense, ``item_done``; on: the subject, ``item:opening/main_door`` or ``entry:desk.42``;
    day: the business day it is about, which may be earlier than today; at: when it happened (aware);
    by: the person's id; post: the post they acted under; behalf: person id or ``post:<id>`` it was done for, else "";
    data: what the kind asks for, JSON values only; procedure: hash of those in force; cause: the command's id.
    """

    kind: str
    on: str
    day: date
    at: datetime
    by: str = ""
    post: str = ""
    behalf: str = ""
    data: Data = field(default_factory=dict)
    procedure: str = ""
    cause: str = ""


class Event(NamedTuple):
    """A recorded fact. The first ten fields are those of `Fact`.

    writer: id of the journal it stands in; seq: 1, 2, 3 … within that journal, for ever;
    stamp: hybrid logical time of recording (see `dutytui.rules.stamps`), sorts as text; id: hash of its bytes.
    """

    kind: str
    on: str
    day: date
    at: datetime
    by: str
    post: str
    behalf: str
    data: Data
    procedure: str
    cause: str
    writer: str
    seq: int
    stamp: str
    id: str

    @property
    def order(self) -> tuple[str, str, int]:
        """Sort key that every terminal agrees on: stamp, then writer, then number."""
        return (self.stamp, self.writer, self.seq)


# What may be contradicted says what its desk knew: knew {writer: number of that writer's last record of the subject}
# (`dutytui.rules.knowing` lists the kinds).
# Every kind this version writes. A journal may hold others (a newer version's): they are kept and shown as unknown.
JOURNAL_OPENED = "journal_opened"  # data: writer, key (public, hex), program, format
SIGNED_IN = "signed_in"  # on person:<id>; data: name
SIGNED_OUT = "signed_out"  # on person:<id>
ITEM_DONE = "item_done"  # on item:<key>; data: value?, note?, evidence?, signer? (the post a signature stands for)
ITEM_WAIVED = "item_waived"  # on item:<key>; data: reason
ITEM_FAILED = "item_failed"  # on item:<key>; data: reason, value?, entry (subject of the entry it raised)
ENTRY_LOGGED = "entry_logged"  # on entry:<id>; data: no, kind, text, place?, severity?, owner?, due?, item? (key)
ENTRY_REMARKED = "entry_remarked"  # on entry:<id>; data: text
ENTRY_CORRECTED = "entry_corrected"  # on entry:<id>; data: changes {field: {old, new}}, reason
ENTRY_HANDLED = "entry_handled"  # on entry:<id>; data: note
ENTRY_CLOSED = "entry_closed"  # on entry:<id>; data: note  (where a recheck is asked for: it was passed)
ENTRY_REOPENED = "entry_reopened"  # on entry:<id>; data: reason  (where a recheck is asked for: it was failed)
UNDONE = "undone"  # on the subject of the event it takes back; data: event (id), reason?; where that settles a dispute,
# keeps (ids of the acts it lets stand) and over (ids of undoings that contradicted each other, which it stands for)

# Presence of terminals (rules/presence). By nobody: the program itself says it.
DESK_OPENED = "desk_opened"  # on desk:<writer>; from `at` this terminal stood open
DESK_CLOSED = "desk_closed"  # on desk:<writer>; until `at`; data: crashed? (true: found at the next start)

# Roll call (rules/roll_call)
POST_ANSWERED = "post_answered"  # on call:<id>; data: post, ready (bool), words?, replaces? (ids of earlier answers)
ORDER_HELD = "order_held"  # on call:<id>; data: reason, guards (number sent), recalls? (causes of orders given)
ORDER_RELEASED = "order_released"  # on call:<id>; data: holds (causes of the holds it ends), note?
ORDER_GIVEN = "order_given"  # on call:<id>; data: silent (posts), reason? (when posts are silent or not ready)

# Patrols (rules/patrols)
ROUNDS_DRAWN = "rounds_drawn"  # on patrol:<route>; data: seed
ROUND_STARTED = "round_started"  # on round:<key>; data: route, planned (bool), evidence? (reader), source?
# (from a reader also source, reader?, person?)
POINT_REACHED = "point_reached"  # on round:<key>; data: point, evidence (desk, radio or reader), note?
ROUND_ENDED = "round_ended"  # on round:<key>; data: note?, left_out? (points not reached), evidence?, source?
ROUND_EXPLAINED = "round_explained"  # on round:<key>; data: reason  (why it was missed, late or unknown)

# Meals (rules/meals)
MEAL_LEFT = "meal_left"  # on meal:<id>; data: who, name, batch (1, 2 …), place?
MEAL_RETURNED = "meal_returned"  # on meal:<id>; data: who, note?

# Service desk (rules/service): more about an entry of a kind that service.yaml follows
CASE_DETAILED = (
    "case_detailed"  # on entry:<id>; data: details {field: value} (@topic is one), was? {field: old}, reason?
)
CASE_FED_BACK = "case_fed_back"  # on entry:<id>; data: note  (the customer was told)
CASE_CALLED_BACK = "case_called_back"  # on entry:<id>; data: outcome, note?
CASE_KEPT = "case_kept"  # on entry:<id>; data: night (the business day that ended, ISO), reason  (stays open)

# Sales review (rules/sales)
# Amounts and quantities are whole hundredths. `replaces`: ids of the acts that its author knew and that it stands for.
SALES_IMPORTED = "sales_imported"  # on sales:<date of the sales>; data: rows (count), replaces?, and when it is of a
# file and not typed by hand: file (name), hash (SHA-256), bad (lines left out), columns {field: number}, header (names)
SALES_ROWS = "sales_rows"  # on sales:<date>; data: import (cause of the import), rows [[department, category, brand,
# counter, amount, quantity?], …]
COUNTER_EXPLAINED = "counter_explained"  # on sales:<date>; data: counter, cause?, measure?, proposal?, replaces?

# Duty and handover (rules/handover)
DUTY_TAKEN = "duty_taken"  # on duty:mall; data: holder? and reason? (when a dispute is settled), over? (ids it follows)
HANDOVER_BEGUN = "handover_begun"  # on handover:<id>; data: giver, receiver? (expected), shift?
ARTICLE_COUNTED = "article_counted"  # on handover:<id>; data: article, expected, counted, reason?
MATTER_PLANNED = "matter_planned"  # on handover:<id>; data: matter, severity?, owner?, plan?, instead? (ids)
MATTER_ACKNOWLEDGED = "matter_acknowledged"  # on handover:<id>; data: matter, read_back?
HANDOVER_SIGNED = "handover_signed"  # on handover:<id>; data: side (giving or receiving), check {count, seconds},
# matters [{matter, severity, plan, …}], articles [{article, expected, counted, reason?}] (both as they were then);
# receiving, too: given (ids of the giver's signatures), over (ids of what the duty was held by)
HANDOVER_REFUSED = "handover_refused"  # on handover:<id>; data: reason, given? (signatures it takes back)
HANDOVER_WITHDRAWN = "handover_withdrawn"  # on handover:<id>; data: reason, given?

# Journals of the day (rules/journals)
SECTION_WRITTEN = "section_written"  # on page:<book>/<section> or page:<book>/<section>@<floor>; data: text
SECTION_LEFT_EMPTY = "section_left_empty"  # on the same; data: reason

# Closing (rules/closing)
STAY_REGISTERED = "stay_registered"  # on stay:<id>; data: name, place, until, reason
STAY_ENDED = "stay_ended"  # on stay:<id>; data: note?
SWEEP_JOINED = (
    "sweep_joined"  # on sweep:team; data: post, person, name, instead? (who went for the post so far), reason?
)
# data of it: reasons {subject or group: reason}, left (subjects that were open), check {count, seconds}, reopened?
DAY_CLOSED = "day_closed"  # on day:mall; reopened: ids of the reopenings that whoever closed it knew of
DAY_REOPENED = "day_reopened"  # on day:mall; data: reason

# Approvals (rules/approvals). Every act but the first names what it follows: `after`, the ids of the acts of the
# request that nothing known here followed yet. `closes` (ISO date) says that nothing is left to do about the request,
# and until when it is still shown to those who were to be told: the index lets go of it then.
# seat: "<step>/<post>", "<step>/*" where any of several posts signs; seats: others that the same signature covers.
# to: a person's id or "post:<id>". delegation: {id: subject, giver: person}. fields: {id: {old, new}}.
REQUEST_SUBMITTED = "request_submitted"  # on request:<id>; data: flow (as rules/approvals/recorded.py writes it), no,
# fields {id: value}, parent? and follow? (subject of the request that it follows, and which of its follow-ups it is),
# obligation? ("<id>@<due date>")
REQUEST_SIGNED = "request_signed"  # data: seat, seats?, opinion?, fields?, delegation?
REQUEST_REJECTED = "request_rejected"  # data: seat, opinion, delegation?
REQUEST_SENT_BACK = "request_sent_back"  # data: seat, to (a step's id, "" for the start), opinion, ask? (field ids that
# are to be amended and nothing else), delegation?
REQUEST_REVISED = "request_revised"  # data: fields, note?
REQUEST_WITHDRAWN = "request_withdrawn"  # data: reason?
REQUEST_UNSIGNED = "request_unsigned"  # data: signature (id): one's own is taken back while the step is open
REQUEST_TRANSFERRED = "request_transferred"  # data: seat, to, note?, delegation?
SIGNER_ADDED = "signer_added"  # data: seat, to, place (before or after), note?, delegation?
REQUEST_REMINDED = "request_reminded"  # data: seats
REQUEST_COPIED = "request_copied"  # data: to (list), note?
REQUEST_NOTED = "request_noted"  # somebody who was told, or sent a copy, has read it
REQUEST_CHECKED_IN = "request_checked_in"  # data: step, place?, line? (the fixed line it was confirmed by), note?
REQUEST_FOLLOWED = (
    "request_followed"  # data: follow, started? (subject of the request it began), reason? (why not), note?
)
REQUEST_SETTLED = "request_settled"  # data: keeps (id of the act that stands), opinion

DELEGATION_GIVEN = "delegation_given"  # on delegation:<id>; its day is the first; data: giver, to (person ids), until
# (last day, inclusive, ISO), reason?
DELEGATION_ENDED = "delegation_ended"  # on delegation:<id>; data: after, closes

# The calendar (rules/obligations). The day of these is the date that the obligation falls due on, which may be ahead.
OBLIGATION_DONE = "obligation_done"  # on obligation:<id>; data: note?, started? (subject of the request it began)
OBLIGATION_WAIVED = "obligation_waived"  # on obligation:<id>; data: reason

# The review (rules/review). The day is the one that is reviewed; about: the subject of a record of it.
REVIEW_REMARKED = "review_remarked"  # on review:mall; data: text, about?
REVIEW_SIGNED = "review_signed"  # on review:mall; data: saw {writer: number of its last record about the day that was
# known}, told? {wrong, open, watch: how many findings were shown}
FOLLOW_UP_SET = "follow_up_set"  # on followup:<id>; data: text, owner (a post's or person's id), due (ISO date), about?
FOLLOW_UP_CHANGED = "follow_up_changed"  # on the same; data: changes {text, owner or due: {old, new}}, reason
FOLLOW_UP_DONE = "follow_up_done"  # on the same; data: note
FOLLOW_UP_REOPENED = "follow_up_reopened"  # on the same; data: reason

# Figures (rules/figures). The day is the last of the quarter.
ASSESSED = "assessed"  # on assessment:<who>; data: by (self, superior, customer, data), marks {measure: number}, note?,
# sheet (measures, shares and pass mark as they were), replaces? (ids of assessments of the same kind it stands for)
CONSEQUENCE_DRAWN = "consequence_drawn"  # on assessment:<who>; data: consequence, note?, request? (subject)

# Procedures under change control (rules/changes). The day is the first on which the version is in force.
PROCEDURES_ADOPTED = "procedures_adopted"  # on procedures:mall; data: version, request? (subject; none for the first)
# and submitted (its day, ISO)
PROCEDURES_SETTLED = "procedures_settled"  # on procedures:mall; data: keeps (id of the adoption that stands), against
# (ids of those of other versions that were known), over? (ids of settlements that it stands in place of), reason
PROCEDURES_DRAFTED = "procedures_drafted"  # on procedures:<version>, its day the request's; data: files {name: text};
# the first of a command, too: parts (how many there are), base? (the version that files and removed differ from;
# without one they are all), removed? (names), request? (subject)

# That nothing was changed (rules/evidence). The first is by nobody: the program itself says it.
HEADS_WITNESSED = "heads_witnessed"  # on witness:<writer>; data: heads {writer: [number, id of its last event]}, root
# (see rules/evidence/heads.py)
ALARM_ACKNOWLEDGED = "alarm_acknowledged"  # on evidence:<id>; data: code, values (what was found), words

# The roster of terminals (rules/roster). key and box: public halves in hex; over: ids of the acts about the same
# terminal that its author knew and that it stands in place of; roster: id of the roster_begun that it goes with.
ROSTER_BEGUN = "roster_begun"  # on roster:mall; data: terminals [{key, box?, name}] (those that were there)
TERMINAL_PRESENTED = "terminal_presented"  # on terminal:<fingerprint>; data: key, box, name. By the program
TERMINAL_ENROLLED = "terminal_enrolled"  # on terminal:<fingerprint>; data: key, box, name, read (the fingerprint as the
# person read it), roster, over?
TERMINAL_REVOKED = "terminal_revoked"  # on terminal:<fingerprint>; data: key, reason, cut {writer: [seq, hash]} (the
# last event that still counts of each of its journals; of one that is not named, nothing does), roster, over?

# People's keys (rules/credentials). Acts that only a person may say carry their signature: data.signed {key, sig}.
CREDENTIAL_SET = "credential_set"  # on credential:<person>; data: key (public, hex), sealed {fingerprint: hex}
CREDENTIAL_SHARED = "credential_shared"  # on the same, by the program; data: key, of (id of the setting), sealed
CREDENTIAL_ENDED = "credential_ended"  # on the same; data: reason, leaves? (true: they have left), since? (ISO moment)
SIGN_IN_FAILED = "sign_in_failed"  # on person:<id>, by the program; data: count (wrong PINs in a row)
SIGN_IN_UNLOCKED = "sign_in_unlocked"  # on person:<id>; they need not wait any longer

KINDS = frozenset(value for name, value in globals().items() if name.isupper() and isinstance(value, str))
"""All of them. (Each is a module constant above, and nothing else in this module is an upper-case text.)"""
