"""dutytui: the duty desk of a shopping mall, in a terminal.

Kept empty but for the version, so that ``import dutytui.rules`` and ``dutytui --version`` stay cheap.
"""

__version__ = "0.3.0"
