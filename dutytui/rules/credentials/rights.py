"""Who may do what about PINs: asked by `decide`, by the fold, and by whoever counts keys (`trust.Credentials`)."""

from __future__ import annotations

from dutytui.rules.credentials.trust import CREDENTIAL_PREFIX
from dutytui.rules.events import CREDENTIAL_ENDED, CREDENTIAL_SET, CREDENTIAL_SHARED, SIGN_IN_UNLOCKED, Event
from dutytui.rules.lookup import Lookup
from dutytui.rules.procedure import MANAGE_PEOPLE
from dutytui.rules.rights import judged_here


def may_manage(law: Lookup, person: str, post: str) -> bool:
    """Listed people under a post that has `manage_people`: a name that anybody could type ends nobody's key."""
    return person in law.people and law.holds(person, post) and law.may(post, MANAGE_PEOPLE)


def rightful(law: Lookup, event: Event) -> bool:
    """One's own key is set by oneself; a copy is the program's; an end, or an unlocking, is by whoever manages people,
    and of somebody else."""
    person = event.on.partition(":")[2]
    if event.kind == CREDENTIAL_SET:
        return event.by == person and (not judged_here(law, event) or person in law.people)
    if event.kind == CREDENTIAL_SHARED:
        return event.on.startswith(CREDENTIAL_PREFIX) and not event.by
    if event.kind in {CREDENTIAL_ENDED, SIGN_IN_UNLOCKED}:
        return event.by != person and (not judged_here(law, event) or may_manage(law, event.by, event.post))
    return False
