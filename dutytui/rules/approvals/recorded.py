"""A flow as it stands in the record of a request, and back: whole, so that a request explains itself for ever."""

from __future__ import annotations

from dutytui.rules.approvals.flow import Flow


def as_data(flow: Flow) -> dict[str, object]:
    """JSON values, without what is as it usually is."""
    raise NotImplementedError


def flow_of(data: object) -> Flow | None:
    """The flow that was recorded; None for what is none. What a newer version added is left out."""
    raise NotImplementedError
