"""Which file of sales to bring in; the folder of the last one is there already."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dutytui.imports import picked
from dutytui.imports.sales import sales_file
from dutytui.rules.sales.figures import sold_before
from dutytui.screens.pick_form import PickForm
from dutytui.texts.catalogue import _
from dutytui.texts.labels import day_name

_FOLDER = "sales_folder"


class PathForm(PickForm):
    """What will be taken from the file is shown before anything is."""

    DRAFT = "sales-file"

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day

    def title_words(self) -> str:
        return _("Bring in the sales of {day}", day=day_name(sold_before(self._day)))

    def begins_with(self) -> str:
        return str(self.desk.settings.get(_FOLDER, ""))

    def bring_in(self, path: Path) -> None:
        file = sales_file(path.name, picked.content(path), self.session.procedures.sales)
        self._remember(path)
        from dutytui.screens.sales.preview import PreviewForm

        self.dismiss()
        self.app.push_screen(PreviewForm(self._day, file))

    def _remember(self, path: Path) -> None:
        self._draft.drop()
        folder = path.absolute().parent
        self.desk.settings.set(_FOLDER, str(folder / "x")[:-1])
