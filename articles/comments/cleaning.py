"""What a reader typed, made fit to store: no control characters, one form of each letter, nothing else changed.

HTML is text here like any other words: nothing is stripped, everything is escaped where it is shown.
"""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comments.models import MAX_LENGTH

LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
# Overrides and isolates turn the page's own words around; in a name of one line nobody needs them.
BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# Letters and symbols to Unicode, nothing to the eye: Hangul fillers and the empty Braille cell.
FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# Normalising takes quadratic time over endless runs of accents; longer texts are refused as they are.
NORMALISED_UP_TO = 4 * MAX_LENGTH
HIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Cn"})


def clean_text(typed: str) -> str:
    """`typed` with \\n line ends, without control characters, in NFC, trimmed; one blank line at most in a row.

    Idempotent. `problem_of_text` refuses what is longer than `NORMALISED_UP_TO`, so that is not brought into NFC.
    """
    lines = _composed(_without_controls(LINE_ENDS.sub("\n", typed)))
    return BLANK_LINES.sub("\n\n", lines).strip()


def clean_name(typed: str) -> str:
    """`typed` as one line in NFC, without control characters and without characters that turn its neighbours around."""
    return " ".join(_composed(_without_controls(typed).translate(BIDI_CONTROLS)).split())


def clean_email(typed: str) -> str:
    """`typed` in small letters: one reader has one record, however the address was written."""
    return typed.strip().lower()


def is_visible(text: str) -> bool:
    """Whether `text` shows anything: a letter, digit, sign or symbol; white space and joiners alone do not count."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in FILLERS for letter in text)


def problem_of_text(text: str) -> str:
    """What is wrong with the size and shape of a cleaned comment, as a sentence for its writer; "" when nothing is."""
    if not is_visible(text):
        return _("Write your comment.")
    if len(text) > MAX_LENGTH:
        over = len(text) - MAX_LENGTH
        return ngettext(
            "Your comment has %(length)d characters; the most is %(limit)d. Shorten it by %(over)d character.",
            "Your comment has %(length)d characters; the most is %(limit)d. Shorten it by %(over)d characters.",
            over,
        ) % {"length": len(text), "limit": MAX_LENGTH, "over": over}
    return ""


def _without_controls(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        letter for letter in text if letter in "\n\t" or unicodedata.category(letter) not in HIDDEN_CATEGORIES
    )


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text) if len(text) <= NORMALISED_UP_TO else text
