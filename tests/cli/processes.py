"""Child processes that Ctrl-C can stop, wherever the tests run."""

import signal


def restore_interrupt() -> None:
    """Let SIGINT stop a child, for `preexec_fn`: whoever runs the tests in the background of a script ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
