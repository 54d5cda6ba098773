"""Evidence as it comes in and as it is looked at: its digest, its size, where in a recording, and who may open it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import IO

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles.publishing import rights
from articles.sourcing.models import Evidence, SourceIdentity, Statement
from articles.sourcing.terms import attribution_of

MAX_BYTES = 200 * 1024 * 1024  # an hour of speech fits several times
PIECE = 1024 * 1024
LONGEST = 100 * 3600  # seconds of a recording
OFFSET = re.compile(r"(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)|(?P<seconds>\d{1,6})")
DIGEST = re.compile(r"[0-9a-f]{64}")


def digest_of(file: IO[bytes]) -> str:
    """The SHA-256 of all of `file`, read in pieces; it stands at its beginning afterwards."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def taken_in(file: IO[bytes], size: int | None, *, expected: str = "") -> str:
    """The digest of an upload. Raises ValidationError for an empty or too large one, or one that is not `expected`."""
    if not size:
        raise ValidationError(_("The file is empty. Choose it again; the upload may have been cut off."))
    if size > MAX_BYTES:
        problem = _("The file is larger than %d MB. Keep the part that shows the statement.")
        raise ValidationError(problem % (MAX_BYTES // 2**20))
    found = digest_of(file)
    if expected and expected != found:
        problem = _("The file is not the one you noted: its SHA-256 is %(found)s, and you entered %(noted)s.")
        raise ValidationError(problem % {"found": found, "noted": expected})
    return found


def read_digest(text: str) -> str:
    """A SHA-256 as a person pastes it. Raises ValidationError."""
    digest = "".join(text.split()).lower().removeprefix("sha256:")
    if digest and not DIGEST.fullmatch(digest):
        raise ValidationError(_("This is no SHA-256: it has 64 characters, of 0–9 and a–f."))
    return digest


def read_offset(text: str) -> int | None:
    """Seconds from the start, of “12:34”, “1:02:03” or “754”; None of nothing. Raises ValidationError."""
    if not text.strip():
        return None
    match = OFFSET.fullmatch(text.strip())
    if match is None:
        raise ValidationError(_("Write minutes and seconds, such as 12:34, or hours as well: 1:02:03."))
    hours, minutes = int(match["h"] or 0), int(match["m"] or 0)
    if match["h"] and minutes > 59:
        raise ValidationError(_("An hour has 60 minutes. Write 1:02:03, or minutes alone: 62:03."))
    seconds = int(match["seconds"]) if match["seconds"] else hours * 3600 + minutes * 60 + int(match["s"])
    if seconds > LONGEST:
        raise ValidationError(_("No recording is that long. Write minutes and seconds, such as 12:34."))
    return seconds


def offset_in_words(seconds: int | None) -> str:
    """“12:34” or “1:02:03”; "" of None."""
    if seconds is None:
        return ""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def is_whole(evidence: Evidence) -> bool:
    """Whether the stored file is the one that was taken in. Reads all of it; False as well when it is gone."""
    try:
        with evidence.file.open("rb") as file:
            return digest_of(file) == evidence.digest
    except FileNotFoundError:
        return False


def evidence_for(user: rights.Someone, evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """What `user` may look at: of a protected source only its keepers; while it has none, those who read what is private.

    A recording tells who speaks as surely as a name. Part of the query: no other is asked.
    """
    open_to_all = Q(statement__source__isnull=True) | Q(statement__source__protected=False)
    if user is None or not user.pk:
        return evidence.filter(open_to_all)
    sealed = SourceIdentity.objects.filter(source=OuterRef("statement__source"))
    allowed = open_to_all | Q(Exists(sealed.filter(keepers=user.pk)))
    if rights.may(user, "read_private"):
        allowed |= ~Q(Exists(sealed))
    return evidence.filter(allowed)


def public_evidence(statements: Iterable[Statement]) -> dict[int, list[Evidence]]:
    """What readers may see, by statement: addresses and notes that are marked so, of sources they know by name. One query.

    Files stay with us, and evidence of words from somebody unnamed would name them.
    """
    named = [each.pk for each in statements if (shown := attribution_of(each)) is not None and shown.is_named]
    found: dict[int, list[Evidence]] = {}
    rows = Evidence.objects.filter(for_readers(), statement__in=named) if named else []
    for row in rows:
        found.setdefault(row.statement_id, []).append(row)
    return found


def for_readers(way: str = "") -> Q:
    """The condition of evidence that readers may see, given they know the source by name; reached by `way`."""
    kinds = [Evidence.Kind.ADDRESS, Evidence.Kind.RECORDING]
    shown = Q(**{f"{way}kind": Evidence.Kind.NOTE}) | (Q(**{f"{way}kind__in": kinds}) & ~Q(**{f"{way}url": ""}))
    return Q(**{f"{way}public": True}) & shown
