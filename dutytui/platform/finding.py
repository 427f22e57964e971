"""What the doctor found: one thing, whether it is well, and what mends it."""

from __future__ import annotations

from enum import StrEnum

from dutytui.rules.lazy_dataclass import dataclass
from dutytui.texts.catalogue import N_


class Health(StrEnum):
    OK = "ok"
    NOTE = "note"  # nothing is wrong, or nobody can know from here
    PROBLEM = "problem"


HEALTH_WORDS = {Health.OK: N_("ok"), Health.NOTE: N_("note"), Health.PROBLEM: N_("problem")}


@dataclass(frozen=True, slots=True)
class Finding:
    """id: stable, for scripts; title, found, mend: in the current language; mend is "" when nothing is to be done."""

    id: str
    title: str
    health: Health
    found: str
    mend: str = ""
