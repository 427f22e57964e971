"""What all models of files share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from dutytui.procedures.fields import Line


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


_ALIASES = "Other words that the capture line takes for it; no two in a list may share one."
Aliases = Annotated[list[Line], Field(default_factory=list, description=_ALIASES)]
