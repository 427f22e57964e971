"""What is measured and assessed, as figures.yaml says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the mall says of figures and assessments."""
