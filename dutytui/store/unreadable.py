"""What decoding bytes that somebody else may have spoilt can end with."""

from __future__ import annotations

import msgspec

NO_JSON = (msgspec.MsgspecError, RecursionError, UnicodeDecodeError)
"""No JSON, JSON of another shape, too deeply nested, and what is no UTF-8 within a text."""
