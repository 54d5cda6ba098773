#!/usr/bin/env python
"""The command line of the newsroom."""

import os
import sys

# These answer requests, so they keep the patience of a request and the connections of a server (newsroom/databases.py).
SERVERS = {"runserver", "testserver"}
# These serve readers or judge a deployment, so they need the deployment's own key. Every other command signs nothing
# that outlives it and may run with a throw-away one.
NEED_THE_REAL_KEY = SERVERS | {"check"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    os.environ["NEWSROOM_SERVES_NOBODY"] = "0" if command in SERVERS else "1"
    if command not in NEED_THE_REAL_KEY:
        os.environ.setdefault("NEWSROOM_THROWAWAY_KEY", "1")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit(
            "Django is not installed here. Run `make setup`, then `.venv/bin/python manage.py …`."
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        raise SystemExit(f"{error}") from error


INTERRUPTED = 130  # what a shell gives for Ctrl-C

if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
