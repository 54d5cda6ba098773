"""Backups of a whole installation: database and pictures, made, looked through and brought back.

Read manifest.py first (what a backup says of itself), then shelf.py (where backups lie and which of them are whole),
then making.py, verifying.py and restoring.py. sqlite.py and postgresql.py know the two databases, media.py the files.
Secret settings (SECRET_KEY, SOURCE_KEYS, passwords of services) are never read here, and sessions are left out: whoever
finds a backup cannot sign in with it.
"""
