"""The keys of the tour's cards."""

from __future__ import annotations

from dutytui.screens.key import Key
from dutytui.texts.catalogue import N_

IN_TOUR = N_("In the tour")

NEXT = Key("leave_with('on')", ("enter", "right"), N_("Next"), N_("The next step, or try this one"), IN_TOUR, True)
BACK = Key("leave_with('before')", ("left", "backspace"), N_("Before"), N_("The step before"), IN_TOUR, True)
LEAVE = Key("leave_with('left')", ("escape",), N_("Leave"), N_("End the tour; F10 has it again"), IN_TOUR, True)
TOUR_KEYS = (NEXT, BACK, LEAVE)
