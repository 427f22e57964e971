"""The morning digest as rows: many of a kind are one row until it is unfolded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dutytui.rules.review.digest import Digest, Finding, Weight
from dutytui.screens.review.rows import Row
from dutytui.texts.catalogue import _
from dutytui.texts.labels import short_time
from dutytui.texts.review import PARTS, SEVERAL, found
from dutytui.texts.shown import shown

_TONE = {Weight.GRAVE: "late", Weight.PLAIN: "due", Weight.MILD: ""}


def digest_rows(digest: Digest, day: date) -> list[Row]:
    """What is unlike other days, then three parts, each with a heading; one that has nothing says so."""
    rows = [Row(f"#{one.code}", found(one), "soft", heading=True) for one in digest.notes]
    said = (_("Nothing went wrong"), _("Nothing is open"), _("Nothing to be watched"))
    parts = zip(("wrong", "open", "watch"), PARTS, (digest.wrong, digest.open, digest.watch), said, strict=True)
    for key, title, findings, nothing in parts:
        if findings:
            rows.append(Row(f"#{key}", f"{_(title)} {len(findings)}", heading=True))
            rows += _grouped(key, findings, day)
        else:
            rows.append(Row(f"#{key}", nothing, "good" if key == "wrong" else "soft", heading=True))
    return rows


def _grouped(part: str, findings: Sequence[Finding], day: date) -> Iterator[Row]:
    groups: dict[str, list[Finding]] = {}
    for one in findings:
        groups.setdefault(one.code, []).append(one)
    order = list(Weight)
    for code, several in groups.items():
        if len(several) == 1 or code not in SEVERAL:
            yield from (_single(part, one, place, day) for place, one in enumerate(several))
            continue

        def inside(found_here: Sequence[Finding] = tuple(several)) -> Iterator[Row]:
            return (_single(part, one, place, day) for place, one in enumerate(found_here))

        words = f"{len(several):>3}  {_(SEVERAL[code])}"
        gravest = min((one.weight for one in several), key=order.index)
        yield Row(f"{part}:{code}", words, _TONE[gravest], inside=inside)


def _single(part: str, one: Finding, place: int, day: date) -> Row:
    """The reason or plan that was said of it stands at its right, else who it was."""
    words, by = found(one), shown(one.by)
    when = short_time(one.at, day) if one.at is not None else ""
    whole = "\n".join(filter(None, (words, one.said, "  ".join(filter(None, (when, by))))))
    return Row(
        f"{part}:{one.code}:{one.subject}:{place}",
        words,
        _TONE[one.weight],
        one.said or by,
        day=day,
        subject=one.subject,
        whole=whole,
    )
