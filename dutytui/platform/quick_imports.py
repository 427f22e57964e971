"""Finds the modules of some packages with a third of the calls.

Python's own finder lists each folder, tries each of five endings and asks the folder's time again for each module. Here
a module is where its name says, and its bytecode beside it as Python keeps it, valid by the same rule: written for
a source of this length and time. Whatever is not so is left to Python's own.
"""

# pathlib takes longer to load than this saves.
# ruff: noqa: PTH116

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER
from marshal import loads
from types import CodeType, ModuleType

PACKAGES = frozenset({"dutytui", "textual", "rich", "asyncio", "filelock", "platformdirs"})
"""Of Python only, each module in one file or folder of its name."""
_CACHE = f"{os.sep}__pycache__{os.sep}"
_ENDING = f".{sys.implementation.cache_tag}.pyc"
_LONGEST = 0xFFFFFFFF


class _Loader(SourceFileLoader):
    """As the standard one, and knows what its source was like a moment ago."""

    def __init__(self, name: str, path: str, source: os.stat_result, cached: str) -> None:
        super().__init__(name, path)
        self._source = source
        self._cached = cached

    def get_code(self, fullname: str) -> CodeType | None:
        try:
            descriptor = os.open(self._cached, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
        except OSError:
            return super().get_code(fullname)
        try:
            data = os.read(descriptor, os.fstat(descriptor).st_size)
        finally:
            os.close(descriptor)
        if data[:16] != self._mark():
            return super().get_code(fullname)
        code: CodeType = loads(memoryview(data)[16:])
        return code

    def _mark(self) -> bytes:
        """What the file of the bytecode begins with when it is that of the source."""
        when, size = int(self._source.st_mtime) & _LONGEST, self._source.st_size & _LONGEST
        return MAGIC_NUMBER + bytes(4) + when.to_bytes(4, "little") + size.to_bytes(4, "little")


class _Finder:
    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, _target: ModuleType | None = None) -> ModuleSpec | None:
        package, _dot, rest = name.partition(".")
        if not rest or package not in PACKAGES or type(path) is not list or len(path) != 1:
            return None
        folder, tail = path[0], name.rpartition(".")[2]
        places = None
        try:
            file = f"{folder}{os.sep}{tail}.py"
            source = os.stat(file)
        except OSError:
            folder, tail = f"{folder}{os.sep}{tail}", "__init__"
            file, places = f"{folder}{os.sep}__init__.py", [folder]
            try:
                source = os.stat(file)
            except OSError:
                return None
        cached = f"{folder}{_CACHE}{tail}{_ENDING}"
        spec = ModuleSpec(name, _Loader(name, file, source, cached), origin=file, is_package=places is not None)
        spec.has_location = True
        spec.cached = cached
        if places is not None:
            spec.submodule_search_locations = places
        return spec


def find_quickly() -> None:
    """From now on. Not where bytecode is kept elsewhere or made otherwise than usual."""
    usual = sys.pycache_prefix is None and not sys.flags.optimize and sys.implementation.cache_tag
    if usual and _Finder not in sys.meta_path:
        sys.meta_path.insert(0, _Finder)
