"""Django in the process of a bench that asks it directly: with a database of its own in a temporary folder, or a named one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator


@contextlib.contextmanager
def newsroom_here(kept: str = "", **settings: str) -> Iterator[None]:
    """Within, models can be imported. `kept` names a folder that stays; `settings` go into the environment before."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        os.environ |= {
            "VAR_DIR": kept or folder,
            "DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "NEWSROOM_SERVES_NOBODY": "1",  # a long query does not mean that the database is down
        } | settings
        import django
        from django.conf import settings as configured

        django.setup()
        configured.DEBUG = False  # Django would note down every query
        configured.DATABASES["default"]["CONN_MAX_AGE"] = None  # kept, as the pool of a server keeps connections
        yield
