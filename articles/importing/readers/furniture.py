"""Telling page furniture from the story: what kind of leftover a line is, judged by itself.

`furniture_kind` looks at one block only; rules that need neighbours or position live in `body` and `header`.
"""

import re

from articles.importing.readers import words as table
from articles.importing.readers.dates import find_date, rest_of_date_line
from articles.importing.readers.lines import Block, fold
from articles.importing.readers.remembered import remembered
from articles.importing.readers.shape import (
    ends_sentence,
    is_bullet,
    lacks_verb,
    several_sentences,
    starts_lower,
    words,
)

URL = r"(?:https?://|www\.)\S+"
ONLY_LINK = re.compile(rf"^[\[(<]*{URL}[\])>]*$", re.IGNORECASE)
LABELLED_LINK = re.compile(rf"^[^\W\d_][\w '-]{{0,25}}:\s*[\[(<]*{URL}[\])>]*$", re.IGNORECASE)
ONLY_MAIL = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")
PHONE = re.compile(
    r"(?:\+?\d[\d\s().-]{0,3})?\(?\d{3}\)?[\s./-]\d{3}[\s.-]?\d{4}|\+\d[\d\s().-]{7,}\d|\b\d{2,5}[ /-]\d{5,8}\b"
)
LONGEST_CONTACT = 400  # characters; beyond it a line is prose, and searching it for an address takes quadratic time
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)
RULE = re.compile(r"^[\W_]+$|^-\s*(?:30|more|end|ends)\s*-$|^(?:-30-|ends|-ends-|\[?end\]?|fin|ende)$", re.IGNORECASE)
SERVER_ERROR = re.compile(
    r"^\[.*\berror\b.*\]$|^(?:warning|notice|fatal error|parse error): .* on line \d+$", re.IGNORECASE
)
COPYRIGHT = re.compile(
    r"^(?:©|\(c\)\s|copyright\s*(?:©|\(c\)|&copy;|\d{4}|:|by\b|notice|$)|&copy;)|\ball rights reserved\b", re.IGNORECASE
)
PAGER = re.compile(r"^(?:[«»<>‹›|\s…·.,\d/-]|\b(?:previous|prev|next|newer|older|first|last|page|of|seite|von|suivant|précédent|"
                   r"zurück|weiter|siguiente|anterior|próximo|следующая|предыдущая|التالي|السابق)\b)+$", re.IGNORECASE)  # fmt: skip
SIGNATURE = re.compile(
    r"^[-–—~*\s]*(?:posted|published|publié|gepostet|eingestellt|publicado|postado|pubblicato|postato|geplaatst)"
    r"\s+(?:(?:by|par|von|por|da|door)\s+.{1,60}?\s*)?(?:@|at|to|on|in|à|le|um|am|en|a las|às|alle|om|op)\s.*$|"
    r"^(?:автор|отправлено|مرسلة بواسطة|نشر بواسطة|פורסם על ידי)\b:?.{1,80}\d.*$",
    re.IGNORECASE,
)
POSTED_BY = re.compile(r"^[-–—~*\s]*(?:posted|submitted|uploaded) by:?\s+\S.{0,60}$", re.IGNORECASE)
CITATION = re.compile(r"^(?:\S.{0,60}?\. )?[\"“«].*[\"”»]\s*[—–-]{1,2}\s*\S.*$")
COUNTER = re.compile(
    r"^[(\[]?\d[\d,.]*\s+(?:views?|shares?|likes?|comments?|votes?|reads?|tweets?|retweets?|photos?|images?|followers?|"
    r"minutes? read|min read|commentaires?|kommentare?|comentarios?|комментари\w+|تعليقات?)[)\]]?$", re.IGNORECASE)  # fmt: skip
RELEASED_BY = re.compile(r"^(?:press|news|media) (?:release|statement|advisory)s? (?:of|from|by)\b", re.IGNORECASE)
ARROW = re.compile(r"^(?:<<|«|‹|←)\s*\S|\S\s*(?:>>|»|›|→)$")
TEASER_END = re.compile(
    r"(?:\.{3}|…|\[…\]|\[\.{3}\]|»|\.)\s*[\[(]?(?:read more|more|continue reading|full story|lire la suite|weiterlesen|leer más|"
    r"leia mais|leggi tutto|lees meer|читать далее|подробнее|اقرأ المزيد|המשך)\b.{0,80}$", re.IGNORECASE)  # fmt: skip
RELEASE = re.compile(
    r"^(?:for immediate release|embargoed? (?:until|for)|for release|immediate release|not for publication)\b",
    re.IGNORECASE,
)


@remembered
def furniture_kind(block: Block) -> str | None:
    """The kind of leftover the line is, or None when nothing in the line itself says that it is one."""
    text, key = block.text, block.key
    if RULE.match(text):
        return "rule"
    if SERVER_ERROR.match(text):
        return "server error"
    if key in table.NAVIGATION_LINES or PAGER.match(text):
        return "navigation"
    return (
        _by_label(text, key)
        or _by_link(text, key)
        or _share_bar(text)
        or _caption_by_words(text, key)
        or _boilerplate(text, key)
    )


def _by_label(text: str, key: str) -> str | None:  # noqa: PLR0911 - an ordered list of rules
    if COPYRIGHT.search(text) and (words(text) <= 25 or COPYRIGHT.match(text)):
        return "copyright"
    if labelled(text, table.TAG_LABELS) and (not ends_sentence(text) or words(text) < 12):
        return "tags"
    if is_contact(text):
        return "contact"
    if (RELEASE.match(text) and words(text) <= 14) or (RELEASED_BY.match(text) and words(text) <= 9):
        return "release notice"
    if labelled(text, table.NOT_PUBLICATION) and find_date(text):
        return "crawl date"
    if is_signature(text):
        return "signature"
    if COUNTER.match(text):
        return "counter"
    if is_bullet(text) and (found := find_date(text, day_first=True)) and not rest_of_date_line(text[1:], found):
        return "date bullet"
    return None


def _by_link(text: str, key: str) -> str | None:
    if ONLY_LINK.match(text) or LABELLED_LINK.match(text) or ONLY_MAIL.match(text):
        return "link"
    if _is_menu(text) or is_pager(text):
        return "navigation"
    if TEASER_END.search(text):
        return "teaser"
    short = words(text) <= 14
    if short and key.startswith(table.LINK_PHRASES) and (not ends_sentence(text) or re.search(URL, text)):
        return "link list"
    if words(text) <= 8 and not ends_sentence(text) and not text.rstrip().endswith((",", ":", ";")):
        first = key.split(" ", 1)[0]
        if first in table.LINK_VERBS and not several_sentences(text):
            return "link list"
    return None


def _is_menu(text: str) -> bool:
    """Three short parts between bars, or two between breadcrumb arrows."""
    for mark, least in (("|", 2), ("»", 2), (" > ", 2), ("›", 2), (" · ", 3), (" • ", 3), (" / ", 3), ("::", 2)):
        parts = [part.strip() for part in text.split(mark)]
        filled = [part for part in parts if part]
        if (
            len(parts) > least - (mark in "|»›" or mark == " > ")
            and len(filled) >= 2
            and all(words(part) <= 5 for part in filled)
        ):
            return not ends_sentence(text) and (len(filled) >= least or text[:1] in "«<")
    return (
        bool(re.match(r"^(?:<<|«|‹|←)\s*\S", text)) and words(text) <= 8 and not ends_sentence(text) and "»" not in text
    )


def is_pager(text: str) -> bool:
    """A link to the page before or after: a short line with an arrow at one end, and no quotation."""
    return (
        bool(ARROW.search(text)) and words(text) <= 12 and not ("«" in text and "»" in text) and not ends_sentence(text)
    )


def _share_bar(text: str) -> str | None:
    if len(text) > 300:
        return None
    tokens = [token.strip(".,:;|·•()[]!").lower() for token in re.split(r"[\s/|]+", text)]
    tokens = [token for token in tokens if token and not token.isdigit()]
    if not tokens or len(tokens) > 30 or ends_sentence(text):
        return "share bar" if text.lower().startswith("email thisblogthis") else None
    run_together = text.lower().startswith(("email this", "email thisblogthis")) and "share" in text.lower()
    known = all(token in table.SHARE_WORDS for token in tokens)
    anchored = sum(token in table.SHARE_ANCHORS for token in tokens)
    return "share bar" if run_together or (known and anchored) else None


def _caption_by_words(text: str, key: str) -> str | None:
    lower = text.lower()
    if key in table.PHOTO_CREDIT:
        return "caption"
    if words(text) > 45:
        return None
    if labelled(text, table.CAPTION_STARTS):
        return "caption"
    short = words(text) <= 16
    if short and key.startswith(table.CAPTION_OPENINGS) and (not ends_sentence(text) or lacks_verb(text)):
        return "caption"
    credit = re.search(
        r"\(([^()]{2,60})\)\s*\.?$|\b((?:image|photo|picture|photograph|foto|bild|crédit|фото|صورة)(?: credit| by)?\s?:\s?.{1,50})$",
        lower,
    )
    if credit and any(mark.strip(")") in credit.group() for mark in table.PHOTO_CREDIT):
        return "caption"
    if re.match(r"^\(?(?:ap|afp|reuters|getty|epa|dpa)(?: (?:photo|images|file))?/[^.]{2,60}\)?$", lower):
        return "caption"
    return None


def _boilerplate(text: str, key: str) -> str | None:
    if key.startswith(table.BOILERPLATE_OPENINGS) and words(text) <= 80:
        return "disclaimer"
    if re.match(
        r"^\((?:reporting|editing|writing|additional reporting|compiled|with (?:reporting|input|files|agency))\b.*\)$",
        text,
        re.IGNORECASE,
    ):
        return "credit"
    return None


def labelled(text: str, labels: tuple[str, ...]) -> str | None:
    """What follows "Label:" when the text starts with one of `labels` and a colon; None otherwise."""
    head, colon, rest = text.replace("：", ":").partition(":")
    if colon and head.strip().lower().replace("’", "'") in labels:
        return rest.strip() or " "
    return None


@remembered
def is_signature(text: str) -> bool:
    """A poster's line ("posted by Ann @ 10:53 AM", "Posted at 06:12 PM in Health | Permalink")."""
    if words(text) > 24 or (ends_sentence(text) and not re.search(r"[ap]\.m\.$", text)):
        return False
    return bool((SIGNATURE.match(text) and re.search(r"\d|permalink", text, re.IGNORECASE)) or POSTED_BY.match(text))


def is_contact(text: str) -> bool:
    """A line of a contact block: a label, a telephone number or an address, and little else."""
    if len(text) > LONGEST_CONTACT:
        return False
    reach = PHONE.search(text) or MAIL.search(text) or re.search(URL, text)
    label = labelled(text, table.CONTACT_LABELS)
    if label is not None and (reach or words(text) <= 12):
        return True
    if not reach or words(text) > 22:
        return False
    rest = MAIL.sub(" ", PHONE.sub(" ", re.sub(URL, " ", text)))
    if fold(text).startswith(
        ("contact", "for more information", "for further information", "media contact", "press contact")
    ):
        return True
    return words(rest) <= 7 and not several_sentences(rest) and not (ends_sentence(text) and words(rest) > 4)


def looks_like_caption(text: str) -> bool:
    """A caption told by its shape: lower-case fragment, or a phrase without a verb."""
    return (starts_lower(text) and words(text) <= 15) or lacks_verb(text)
