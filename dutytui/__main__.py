"""``dutytui`` and ``python -m dutytui``. Nothing is imported here: each way in loads what it needs and no more."""

import sys

TYPE_CHECKING = False  # loading typing would cost a tenth of ``--version``
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Run the command line; the answer is the exit code, as `dutytui.cli.exits` lists them."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in (["--version"], ["-V"]):
        from dutytui import __version__

        sys.stdout.write(f"dutytui {__version__}\n")
        return 0
    terminal = None
    try:
        if not words:
            # The last screen is shown before anything else is loaded.
            from dutytui.cli import first_paint

            terminal = first_paint.terminal()
            if terminal is not None:
                first_paint.show(terminal)
        from dutytui.platform.quick_imports import find_quickly

        find_quickly()  # before the five hundred modules that follow
        from dutytui.cli.dispatch import dispatch

        return dispatch(words, terminal)
    except KeyboardInterrupt:
        return 130  # while still loading; `dispatch` answers it from then on
    finally:
        if terminal is not None:
            terminal.give_back()


if __name__ == "__main__":
    sys.exit(main())
