#!/usr/bin/env python
"""The command line of the newsroom."""

import os
import sys

# These serve readers or judge a deployment, so they need the deployment's own key. Every other command signs nothing
# that outlives it and may run with a throw-away one (newsroom/settings.py).
NEED_THE_REAL_KEY = {"check", "runserver", "testserver"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if len(sys.argv) > 1 and sys.argv[1] not in NEED_THE_REAL_KEY:
        os.environ.setdefault("NEWSROOM_THROWAWAY_KEY", "1")
    # Migrations, imports and backups may take longer than a reader's request is allowed to.
    os.environ.setdefault("DATABASE_STATEMENT_TIMEOUT", "0")
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


if __name__ == "__main__":
    main()
