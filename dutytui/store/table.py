"""A TinyDB whose `insert` appends instead of writing everything anew. All else of its interface is TinyDB's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.table import Table

from dutytui.store.storage import SegmentStorage


class SegmentTable(Table):
    """Appends when the storage can; behind a middleware, or for documents that bring ids, it does as stock does."""

    def insert(self, document: Mapping[str, Any]) -> int:
        if isinstance(document, Mapping) and (ids := self._append([document])):
            return ids[0]
        return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        documents = list(documents)
        return self._append(documents) or super().insert_multiple(documents)

    def _append(self, documents: list[Mapping[str, Any]]) -> list[int]:
        """The new ids, or none if nothing was done."""
        storage = self._storage
        plain = all(isinstance(one, Mapping) and not isinstance(one, self.document_class) for one in documents)
        if not documents or not plain or not isinstance(storage, SegmentStorage) or self.document_id_class is not int:
            return []
        first: int = self._get_next_id()  # type: ignore[no-untyped-call]
        self._next_id = first  # type: ignore[assignment]
        ids = list(range(first, first + len(documents)))
        if not storage.append(self.name, list(zip(ids, documents, strict=True))):
            return []
        self._next_id = ids[-1] + 1  # type: ignore[assignment]
        self.clear_cache()
        return ids


class SegmentDB(TinyDB):
    """TinyDB on `SegmentStorage`: ``SegmentDB(path)`` where one would write ``TinyDB(path)``."""

    table_class = SegmentTable
    default_storage_class = SegmentStorage  # type: ignore[assignment]
