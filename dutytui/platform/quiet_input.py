"""The thread that reads keys sleeps until one comes, or until it is to end.

Textual's wakes ten times a second to ask for either: a fifth of what a desk took that nobody touched (0.08 of 0.41 % of
a processor). It also makes leaving wait for it, some 0.15 s. The names taken from it are private: used here, nowhere
else.
"""

from __future__ import annotations

import os
import selectors
from functools import partial
from threading import Event
from types import SimpleNamespace
from typing import Any

from textual import constants
from textual.driver import Driver

Ready = list[tuple[selectors.SelectorKey, int]]


class Waking(Event):
    """An event whose `set` ends the sleep of whoever waits for input on `descriptor` as well."""

    def __init__(self) -> None:
        super().__init__()
        self.descriptor, self._other = os.pipe()
        os.set_blocking(self.descriptor, False)

    def set(self) -> None:
        super().set()
        os.write(self._other, b"\0")

    def clear(self) -> None:
        super().clear()
        try:
            while os.read(self.descriptor, 64):
                pass
        except BlockingIOError:
            pass

    def __del__(self) -> None:
        os.close(self.descriptor)
        os.close(self._other)


class PatientSelector(selectors.SelectSelector):
    """Waits no longer than it was told while an Esc may still be alone, which only time tells; then until `ending`."""

    def __init__(self, ending: Waking) -> None:
        super().__init__()
        self._ending = self.register(ending.descriptor, selectors.EVENT_READ)
        self._quiet = 0

    def select(self, timeout: float | None = None) -> Ready:
        step = timeout or 0.1
        patient = self._quiet * step > constants.ESCAPE_DELAY + step
        found = super().select(None if patient else timeout)
        self._quiet = 0 if found else self._quiet + 1
        return [one for one in found if one[0] is not self._ending]


def quiet_input(driver: type[Driver]) -> type[Driver]:
    """The driver, with such a thread where it has one that asks."""
    if not hasattr(driver, "run_input_thread"):
        return driver
    from textual.drivers import linux_driver

    class Quiet(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.exit_event = Waking()

        def run_input_thread(self) -> None:
            patient = SimpleNamespace(**vars(selectors))
            patient.SelectSelector = partial(PatientSelector, self.exit_event)
            setattr(linux_driver, "selectors", patient)  # noqa: B010 - a module's name is replaced on purpose
            try:
                super().run_input_thread()
            finally:
                setattr(linux_driver, "selectors", selectors)  # noqa: B010

    return Quiet
