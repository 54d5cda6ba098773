"""How words came to us, in a line for readers: through whom, to whom, where, when, in which language, translated by whom.

Pure: every name passes the rule of who may be named; a chain with a link that may not be named is not told at all.
"""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from articles.sourcing.models import Source, Statement
from articles.text.joining import joined


def conduits_of(statement: Statement) -> list[Source]:
    """Who passed the words on and may be named, the nearest to the speaker last. `statement` has its conduits loaded."""
    chain = [statement.conduit, statement.second_conduit, statement.third_conduit]
    return [each for each in chain if each is not None and each.is_nameable()]


def chain_line(statement: Statement) -> str:
    """“told Y, quoted by Z”: the one it was told to first. "" without conduits that may be named.

    A chain of which a link may not be named is not told at all: with a link missing it would say what is not so.
    """
    keys = (statement.conduit_id, statement.second_conduit_id, statement.third_conduit_id)
    chain = conduits_of(statement)
    if not chain or len(chain) < sum(key is not None for key in keys):
        return ""
    told, *quoted = [each.name for each in reversed(chain)]
    line = _("told %(name)s") % {"name": told}
    for name in quoted:
        line = _("%(chain)s, quoted by %(name)s") % {"chain": line, "name": name}
    return line


def day_line(statement: Statement) -> str:
    """The day both ways: the words of the text and the date they mean (“on Thursday, 29 September 2016”)."""
    day = date_format(statement.said_on, "j E Y") if statement.said_on else ""
    words = statement.said_when.strip()
    if not words or not day or day.casefold() in words.casefold():
        return words if len(words) > len(day) else day
    return _("%(words)s, %(day)s") % {"words": words, "day": day}


def language_line(statement: Statement) -> str:
    """“in Arabic, translated by M. Haddad”; "" for words that are printed as they were spoken."""
    parts = []
    if statement.language:
        parts.append(_("in %s") % language_name(statement.language))
    if statement.translator:
        parts.append(_("translated by %s") % statement.translator)
    return joined(parts)


def language_name(code: str) -> str:
    """A language in the reader's words; its code when nobody has told us more."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def circumstances(statement: Statement) -> list[str]:
    """All of it, each part a phrase, in the order in which one would say it; empty parts left out."""
    addressee = _("to %s") % statement.addressee if statement.addressee else ""
    place = _("in %s") % statement.place if statement.place else ""
    parts = [addressee, place, day_line(statement), chain_line(statement), language_line(statement)]
    return [part for part in parts if part]
