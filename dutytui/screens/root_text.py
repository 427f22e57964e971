"""The root of a day in words: short, to be read out and compared, and whole, with the heads that it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dutytui.rules.evidence.heads import short
from dutytui.rules.evidence.views import RootView
from dutytui.texts.catalogue import _
from dutytui.texts.labels import short_time
from dutytui.widgets.cells import cut, wrap
from dutytui.widgets.rows import Line


def root_words(view: RootView, day: date) -> str:
    """``Root 6f01 9ac4 03be 77d2, 21:32 desk``"""
    return _("Root {short}, {time} {writer}", short=short(view.root), time=short_time(view.at, day), writer=view.writer)


def root_lines(view: RootView, day: date, width: int) -> Iterator[Line]:
    """The whole root, and each journal with the event it goes up to."""
    yield ((cut(root_words(view, day), width), "heading"),)
    for line in wrap(view.root, width):
        yield ((line, ""),)
    for writer, (seq, identity) in sorted(view.heads.items()):
        for line in wrap(f"{writer} {seq} {identity}", width):
            yield ((line, "soft"),)
