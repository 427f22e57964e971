"""What is written into the logbook on the demonstration's day and the one before, with the shipped people."""

from __future__ import annotations

from dutytui.rehearsal.invented.telling import Telling
from dutytui.texts.catalogue import N_

_GUARD = ("wu-jiu", "guard")
_ELECTRICIAN = ("zheng-shi", "electrician")
_CHIEF = ("zhou-ba", "security_chief")
_IT = ("chu-shisan", "it")
_FLOORS_3_4 = ("zhao-liu", "floor_supervisor")
_CASHIER = ("feng-shiyi", "cashier_lead")
_DESK = ("chen-shier", "service_desk")
_FLOORS_B1_2 = ("sun-qi", "floor_supervisor")
_FLOORS_5_6 = ("wang-wu", "floor_supervisor")

STORY = (
    Telling("06:10", _GUARD, "safety", N_("Side door 2 rattles in the wind, wedged for now"), "1F", "watch"),
    Telling("07:05", _ELECTRICIAN, "repair", N_("Escalator 3 to 4 stops after a minute"), "3F", "urgent"),
    Telling("07:32", _CHIEF, "general", N_("Night shift handed over, twelve keys complete")),
    Telling("07:55", _IT, "general", N_("Tills updated during the night, all of them answer")),
    Telling("08:26", _FLOORS_3_4, "staff", N_("Two of the shoe counter are ill, one stands in"), "4F"),
    Telling("08:41", _CASHIER, "repair", N_("Till 12 prints blank receipts"), "2F", "watch"),
    Telling("09:20", _DESK, "lost_found", N_("Black umbrella found at the east gate"), "1F"),
    Telling("09:48", _DESK, "complaint", N_("Bag caught in the lift door, nobody hurt"), "3F", "urgent"),
    Telling("10:35", _FLOORS_B1_2, "complaint", N_("Wet floor in front of the supermarket"), "B1", "watch"),
    Telling("11:10", _FLOORS_5_6, "repair", N_("Air conditioning of the cinema too cold"), "6F"),
    Telling("12:15", _DESK, "return", N_("Coat bought yesterday, seam open, exchanged"), "4F"),
    Telling("13:40", _GUARD, "safety", N_("Goods stand in the fire exit, cleared at once"), "5F", "urgent"),
    Telling("14:32", _DESK, "complaint", N_("Child lost for ten minutes, found at the fountain"), "1F"),
    Telling("16:05", _ELECTRICIAN, "repair", N_("Two lamps over the atrium are dark"), "2F"),
    Telling("18:20", _FLOORS_3_4, "to_do", N_("Sales stand of the second counter is to move"), "3F"),
    Telling("20:45", _CHIEF, "safety", N_("Car blocks the fire lane, owner called"), "B1", "urgent"),
)
"""In the order of the day."""

THE_DAY_BEFORE = (
    Telling(
        "09:12", _FLOORS_5_6, "complaint", N_("Price tag and till differ, the difference was paid back"), "5F", "watch"
    ),
    Telling("11:25", _GUARD, "safety", N_("Carton held the fire door open, cleared"), "4F", "urgent"),
    Telling(
        "15:50",
        _ELECTRICIAN,
        "repair",
        N_("Lift 2 stands between floors, empty; the fitter comes tomorrow"),
        "5F",
        "urgent",
    ),
    Telling("19:30", _DESK, "complaint", N_("Waited twenty minutes for an exchange"), "2F", "watch"),
    Telling("21:10", _CHIEF, "safety", N_("Smoke alarm in the noodle kitchen, steam only"), "6F", "urgent"),
)
"""So that there is a day to be reviewed."""
