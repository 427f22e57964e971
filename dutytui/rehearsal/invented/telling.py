"""What may be told of an invented day besides its routine: an entry of the logbook, at its time."""

from __future__ import annotations

from dutytui.rules.commands import EntryFields
from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts.catalogue import _


@dataclass(frozen=True, slots=True)
class Telling:
    """time: ``HH:MM``; by: person and post; text: a message of the catalogue."""

    time: str
    by: tuple[str, str]
    kind: str
    text: str
    place: str = ""
    severity: str = "normal"

    @property
    def minute(self) -> int:
        """After midnight."""
        hour, minute = self.time.split(":")
        return int(hour) * 60 + int(minute)

    def fields(self) -> EntryFields:
        return EntryFields(self.kind, _(self.text), self.place, self.severity)
