"""A compiled catalogue says message for message what the standard library's reader would say."""

from __future__ import annotations

import gettext
import io

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from dutytui.texts import build_catalogues as build
from dutytui.texts.catalogue import LANGUAGES
from dutytui.texts.compiled import Compiled


def compiled(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def both(data: bytes) -> tuple[Compiled, gettext.GNUTranslations]:
    return Compiled(data), gettext.GNUTranslations(io.BytesIO(data))


@pytest.mark.parametrize("language", LANGUAGES[:2])
def test_every_message_of_the_program_is_found(language: str) -> None:
    catalog = build.read(language.replace("-", "_"))
    mine, theirs = both(compiled(catalog))
    assert len(catalog) > 3000
    for message in catalog:
        one = message.id[0] if message.pluralizable else message.id
        if message.pluralizable:
            assert mine.plural(*message.id, 3) == theirs.ngettext(*message.id, 3)
        assert not one or mine.single(one) == theirs.gettext(one)
        for near in (one[:-1], f"{one} ", f"{one}\0"):
            assert mine.single(near) == theirs.gettext(near)


def test_a_language_with_several_plurals_says_the_one_that_fits() -> None:
    catalog = Catalog(locale="ru")
    catalog.add(("{count} item", "{count} items"), ("{count} вещь", "{count} вещи", "{count} вещей"))
    catalog.add("{count} items of it", "часть")
    catalog.add("", "")
    mine, theirs = both(compiled(catalog))
    for count in (0, 1, 2, 5, 11, 21, 104):
        said = theirs.ngettext("{count} item", "{count} items", count)
        assert mine.plural("{count} item", "{count} items", count) == said
    assert mine.single("{count} item") == theirs.gettext("{count} item")
    assert mine.single("{count} items of it") == "часть"


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    mine = Compiled(compiled(Catalog(locale="zh_Hans")))
    assert mine.single("nothing of it") == "nothing of it"
    assert [mine.plural("{count} day", "{count} days", count) for count in (1, 2)] == ["{count} day", "{count} days"]


@pytest.mark.parametrize("data", [b"", b"\xde\x12\x04\x95", b"no catalogue at all, but long enough to be one"])
def test_a_file_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no compiled catalogue"):
        Compiled(data)
