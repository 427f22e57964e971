"""Each area decides its own commands, and is loaded with the first of them: none may be without a decision."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import pytest

from dutytui import rules
from dutytui.rules.commands import Command
from dutytui.rules.decide import decision


def _kinds(kind: type[Command]) -> set[type[Command]]:
    return {kind}.union(*map(_kinds, kind.__subclasses__()))


for _, name, _package in pkgutil.walk_packages(rules.__path__, "dutytui.rules."):
    importlib.import_module(name)

COMMANDS = sorted(
    (kind for kind in _kinds(Command) if getattr(sys.modules[kind.__module__], kind.__name__, None) is kind),
    key=lambda kind: (kind.__module__, kind.__name__),
)
ABSTRACT = {"Command", "RequestCommand"}
BY_NOBODY = {
    *("SignIn", "FailSignIn", "SetCredential", "ShareCredential"),
    *("OpenDesk", "CloseDesk", "AdoptBaseline", "AdoptVersion", "WitnessHeads", "PresentTerminal"),
}


@pytest.mark.parametrize(
    "kind", [one for one in COMMANDS if one.__name__ not in ABSTRACT], ids=lambda kind: kind.__name__
)
def test_a_command_has_a_decision_in_its_own_area(kind: type[Command]) -> None:
    assert callable(decision(kind))


def test_only_these_are_given_with_nobody_signed_in() -> None:
    assert {kind.__name__ for kind in COMMANDS if kind.BY_NOBODY} == BY_NOBODY
