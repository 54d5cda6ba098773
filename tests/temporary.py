"""The folder that a run of the suite writes into, and that goes with it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile


def own_folder() -> str:
    """A folder for what this process writes, gone when it ends.

    A process that this one starts (an xdist worker, a suite within the suite) has its own below, so that nothing is
    left even of one that was killed.
    """
    folder = tempfile.mkdtemp(prefix="newsroom-tests-", dir=os.environ.get("NEWSROOM_TESTS"))
    maker = os.getpid()
    atexit.register(lambda: os.getpid() == maker and shutil.rmtree(folder, ignore_errors=True))
    os.environ["NEWSROOM_TESTS"] = folder
    return folder
