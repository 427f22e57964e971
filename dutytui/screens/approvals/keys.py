"""The keys of the approvals and of the outings: in the queue, on one request, and where delegations are given."""

from __future__ import annotations

from dutytui.screens.key import Key
from dutytui.texts.catalogue import N_

IN_APPROVALS, IN_REQUEST = N_("In the approvals"), N_("In a request")

APPROVAL_KEYS = (
    Key("new_request", ("ctrl+n", "c"), N_("New request"), N_("Begin a request, step by step"), IN_APPROVALS),
    Key("everything", ("ctrl+t", "t"), N_("All"), N_("Show every open request of the mall, or mine"), IN_APPROVALS),
    Key("away", ("ctrl+g", "g"), N_("Away"), N_("Say who decides for me while I am away"), IN_APPROVALS),
    Key("approve_marked", ("1",), N_("Approve"), N_("Approve all that are marked, with one opinion"), IN_APPROVALS),
)
"""In the queue of approvals; on the page of the outings Ctrl+N begins one of theirs."""

OPEN = Key("details", ("enter",), N_("Open"), N_("Open the request; there a digit decides it"), IN_APPROVALS)
MARK = Key("mark", ("space", "ideographic_space"), N_("Mark"), N_("Mark a request, to approve several"), IN_APPROVALS)

VERB_KEYS = (
    Key(
        "proceed",
        ("1",),
        N_("Approve"),
        N_("What it waits for: approve, say done, submit again, settle, follow up"),
        IN_REQUEST,
    ),
    Key(
        "reject",
        ("2", "f5", "b"),
        N_("Reject"),
        N_("Reject it, with an opinion; what follows: it won't be"),
        IN_REQUEST,
    ),
    Key("verb('send_back')", ("3",), N_("Return"), N_("Return it to an earlier step, or to the submitter"), IN_REQUEST),
    Key("verb('amend')", ("4",), N_("Ask to amend"), N_("Ask the submitter to amend some fields"), IN_REQUEST),
    Key("verb('transfer')", ("5",), N_("Hand on"), N_("Let somebody else decide in my place"), IN_REQUEST),
    Key(
        "verb('add_signer')",
        ("6",),
        N_("Add signer"),
        N_("Let somebody else sign, too, before or after me"),
        IN_REQUEST,
    ),
    Key("verb('copy')", ("7",), N_("Copy"), N_("Send it to others for their information"), IN_REQUEST),
    Key("remind", ("8",), N_("Remind"), N_("Remind those whom my request waits for"), IN_REQUEST),
    Key("verb('withdraw')", ("9",), N_("Withdraw"), N_("Withdraw my own request"), IN_REQUEST),
    Key("unsign", ("0", "f6", "u"), N_("Unsign"), N_("Take my signature back while the step is open"), IN_REQUEST),
)

REQUEST_KEYS = (
    *VERB_KEYS,
    Key("next_language", ("f9",), N_("Lang"), N_("Change the language at once"), IN_REQUEST, footer=True),
    Key("close", ("escape",), N_("Back"), N_("Back to the list"), IN_REQUEST, footer=True),
)

AWAY_KEYS = (
    Key(
        "give",
        ("ctrl+n", "f2"),
        N_("Add"),
        N_("Say who decides for me, from when until when"),
        IN_APPROVALS,
        footer=True,
    ),
    Key(
        "end",
        ("enter",),
        N_("End"),
        N_("End what stands on this row, after asking once more"),
        IN_APPROVALS,
        footer=True,
    ),
    Key("close", ("escape",), N_("Back"), N_("Back to the list"), IN_APPROVALS, footer=True),
)
"""Who decides for whom."""

IN_OUTINGS = N_("In the outings")

OUTING_KEYS = (
    Key("call_in", ("enter",), N_("Call"), N_("Take down a call of whoever is out"), IN_OUTINGS),
    Key("new_outing", ("ctrl+n", "c"), N_("Go out"), N_("Register that somebody leaves the house"), IN_OUTINGS),
    Key("back", ("ctrl+e", "e"), N_("Is back"), N_("Say that they are back, with the report"), IN_OUTINGS),
)
