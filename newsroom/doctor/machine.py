"""Whether the machine around the newsroom does its part: tick, clock, disks, mail, Redis, static files, backups."""

from __future__ import annotations

import http.client
import os
import shutil
import smtplib
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.timesince import timesince

from articles.desk.clockwork import LATE
from articles.desk.models import Tick
from articles.publishing.models import Edition
from newsroom.backups import manifest, media, shelf
from newsroom.backups.making import in_words
from newsroom.backups.manifest import BackupRefused
from newsroom.doctor.findings import Finding, bad, note, ok, warning

SMALL, TINY = 2_000_000_000, 300_000_000  # bytes free
APART = 5  # seconds between this clock and the database's
TOO_OLD = timedelta(days=2)
MAIL_PATIENCE = SITE_PATIENCE = 5


def tick() -> Finding:
    newest = Tick.objects.first()
    remedy = "Run `manage.py tick` every minute: deploy/systemd has a timer, README a line for cron."
    if newest is None:
        return warning("The tick has never run: no notices are sent, no mail leaves.", remedy)
    ago = timezone.now() - newest.started
    if ago > LATE:
        return bad(f"The tick last ran {timesince(newest.started)} ago.", remedy)
    ended = Tick.objects.filter(ended__isnull=False).first()
    if ended and ended.failures:
        said = "; ".join(str(each.get("error", ""))[:100] for each in ended.failures[:3])
        return bad(
            f"{len(ended.failures)} announcements failed in the last tick: {said}", "The log of the tick says more."
        )
    return ok("The tick runs, and nothing failed.")


def clock() -> Finding:
    """Against the database's, and against what was written: a clock that went back hides stories that are live."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT strftime('%s', 'now')" if connection.vendor == "sqlite" else "SELECT extract(epoch FROM now())"
        )
        theirs = float(cursor.fetchone()[0])
    apart = abs(theirs - time.time())
    if connection.vendor != "sqlite" and apart > APART:
        return bad(
            f"This clock and the database's are {apart:.0f} seconds apart.", "Let both follow NTP (timedatectl)."
        )
    newest = Edition.objects.order_by("-pk").values_list("created", flat=True).first()
    if newest and newest > timezone.now() + timedelta(minutes=5):
        return bad(
            f"The newest edition was made at {newest:%Y-%m-%d %H:%M} UTC, which is to come.", "Set this clock right."
        )
    if datetime.now(UTC).year < 2026:  # no release is older
        return bad(
            f"This clock says {datetime.now(UTC):%Y-%m-%d}.", "Set it right, and let it follow NTP (timedatectl)."
        )
    return ok("The clock is right, as far as one can tell.")


def folders() -> Finding:
    """Each is tried by writing into it, as whoever runs the doctor."""
    wanted = {"VAR_DIR": Path(settings.VAR_DIR)} | {
        f"pictures ({name})": each for name, each in media.folders().items()
    }
    if settings.PAGE_CACHE:
        wanted["PAGE_CACHE_FOLDER"] = Path(settings.PAGE_CACHE_FOLDER)
    if closed := [f"{path} ({name})" for name, path in wanted.items() if not is_writable(path)]:
        return bad(
            f"Nothing can be written to {', '.join(closed)}.",
            "Give it to the account that serves, and run the doctor as that account.",
        )
    if os.geteuid() == 0:
        return note("This is root, who may write anywhere.", "Run the doctor as the account that serves.")
    return ok("All folders can be written to.")


def is_writable(path: Path) -> bool:
    there = next((each for each in [path, *path.parents] if each.exists()), path)
    try:
        with tempfile.TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def disks() -> Finding:
    places = {Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT), Path(settings.BACKUP_DIR)}
    there = {next(each for each in [path, *path.parents] if each.exists()) for path in places}
    least, where = min((shutil.disk_usage(path).free, path) for path in there)
    words = f"{in_words(least)} free on the disk of {where}."
    if least < TINY:
        return bad(words, "Make room: a full disk stops publishing, comments and backups.")
    if least < SMALL:
        return warning(words, "Make room soon.")
    return ok(words)


def mail() -> Finding:
    """A connection to the server, with its password; no mail is sent."""
    options = settings.MAILERS["default"].get("OPTIONS")
    if not options:
        if "console" in settings.MAILERS["default"]["BACKEND"] and not settings.DEBUG:
            return warning(
                "EMAIL_URL is console: mail is printed and reaches nobody.", "Set EMAIL_URL to an SMTP server."
            )
        return note("No mail is set up: nobody is told by mail, and readers cannot make accounts.", "Set EMAIL_URL.")
    make = smtplib.SMTP_SSL if options["use_ssl"] else smtplib.SMTP
    where = f"{options['host']}:{options['port']}"
    try:
        with make(options["host"], options["port"], timeout=MAIL_PATIENCE) as server:
            if options["use_tls"]:
                server.starttls()
            if options["username"]:
                server.login(options["username"], options["password"])
    except (OSError, smtplib.SMTPException) as error:
        return bad(
            f"The mail server {where} refuses: {type(error).__name__}: {error}", "Mend EMAIL_URL, or start the server."
        )
    return ok(f"The mail server {where} lets us in.")


def site() -> Finding:
    """As readers reach it: SITE_URL answers, and says what keeps browsers from going there in the clear."""
    where = urlsplit(settings.SITE_URL)
    make = http.client.HTTPSConnection if settings.HTTPS else http.client.HTTPConnection
    caller = make(where.hostname or "", where.port, timeout=SITE_PATIENCE)
    try:
        caller.request("GET", "/healthz")
        answer = caller.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException) as error:
        words = f"{settings.SITE_URL} does not answer: {type(error).__name__}: {error}"
        if not settings.HTTPS:
            return note(words, "Start the server.")
        return bad(words, "Start the server and the proxy in front, and see that the name leads here.")
    finally:
        caller.close()
    if answer.status != 200:
        return bad(
            f"{settings.SITE_URL}/healthz answers {answer.status}.", "See what stands in front: it should answer 200."
        )
    wanted = {"x-content-type-options", "content-security-policy", "permissions-policy"}
    wanted |= {"strict-transport-security"} if settings.HTTPS else set()
    if lost := sorted(wanted - {name.lower() for name, _value in answer.getheaders()}):
        return bad(f"Readers do not get {', '.join(lost)}.", "Let the proxy pass on all headers of the application.")
    return ok(f"{settings.SITE_URL} answers, with its headers.")


def redis() -> Finding:
    if not settings.REDIS_URL:
        return ok("No Redis is set up, and none is needed on one machine.")
    cache.set("doctor", "1", 10)
    if cache.get("doctor") != "1":
        return warning(
            "Redis does not answer: the site goes on without, and slower.", "Start it, or take REDIS_URL out."
        )
    return ok("Redis answers.")


def static_files() -> Finding:
    if settings.DEBUG:
        return ok("With DEBUG static files are read where they are.")
    listing = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not listing.exists():
        return bad(f"{listing} is missing: every page fails.", "Run `manage.py collectstatic --noinput`.")
    newest = max(
        (
            path.stat().st_mtime
            for root in settings.STATICFILES_DIRS
            for path in Path(root).rglob("*")
            if path.is_file()
        ),
        default=0.0,
    )
    if newest > listing.stat().st_mtime:
        return warning("Static files changed since they were collected.", "Run `manage.py collectstatic --noinput`.")
    return ok("Static files are collected.")


def backups() -> Finding:
    folder = Path(settings.BACKUP_DIR)
    whole = shelf.whole(folder)
    if not whole:
        return bad(f"There is no backup in {folder}.", "Run `manage.py backup` each night: deploy/systemd has a timer.")
    ago = timezone.now() - shelf.made_at(whole[-1])
    if ago > TOO_OLD:
        return bad(f"The newest backup is {timesince(shelf.made_at(whole[-1]))} old.", "See why the timer makes none.")
    try:
        manifest.read(whole[-1])
    except BackupRefused as refusal:
        return bad(str(refusal), "Make a new one with `manage.py backup`.")
    if folder.stat().st_dev == Path(settings.VAR_DIR).stat().st_dev:
        return note(
            f"{len(whole)} backups, the newest whole; they lie on the disk of the newsroom itself.",
            "Copy them to another machine: a backup on the disk that fails is none.",
        )
    return ok(f"{len(whole)} backups, the newest {timesince(shelf.made_at(whole[-1]))} old.")
