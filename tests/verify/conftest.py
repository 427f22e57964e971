"""Terminals that are put away after each test."""

from tests.cli.conftest import on_terminal

__all__ = ["on_terminal"]
