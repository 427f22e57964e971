"""What is still unsettled, for the handover and the closing of the day."""

from __future__ import annotations

from dutytui.rules.looking import Looking
from dutytui.rules.matters import Unsettled
from dutytui.rules.meals.fold import MEAL_PREFIX
from dutytui.rules.meals.views import EaterStatus, meals


def unsettled(at: Looking) -> tuple[Unsettled, ...]:
    """Who has not come back, of whom terminals differ, and who was out together with another batch."""
    found: list[Unsettled] = []
    for meal in meals(at):
        for batch in meal.batches:
            for eater in batch.eaters:
                values: dict[str, object] = {"name": eater.name, "title": meal.title}
                subject = f"{MEAL_PREFIX}{eater.key}"
                if eater.left_at and not eater.back_at:
                    values["left"] = eater.left_at
                    found.append(Unsettled("meal_still_out", subject, values, since=eater.left_at, go="meals"))
                elif eater.status is EaterStatus.DISPUTED:
                    found.append(Unsettled("meal_disputed", subject, values, since=eater.left_at, go="meals"))
        for one, other in meal.clashes:
            told = {"title": meal.title, "others": (one, other)}
            found.append(Unsettled("meal_clash", f"{MEAL_PREFIX}{meal.meal}/{one}/{other}", told, go="meals"))
    return tuple(found)
