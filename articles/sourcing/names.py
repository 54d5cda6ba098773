"""Names as they are looked up: folded, so that spelling, accents and courtesy titles do not part one person in two.

`SourceName` rows are made of these keys whenever a source is saved; `connect` sees to it.
"""

from __future__ import annotations

import re
import unicodedata

from django.db.models.signals import post_save

from articles.sourcing.models import Source, SourceName

LONGEST_KEY = 200
COURTESIES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady madam monsieur madame herr frau señor señora the".split()
)
APOSTROPHES = re.compile(r"['’ʼ`´.]")  # "U.N." is "UN", "O’Brien" is "OBrien"
SEPARATORS = re.compile(r"[\W_]+")
UNCOUNTED = frozenset("and at de des du for in la le of on the und".split())  # words that give an acronym no letter


def folded(name: str) -> str:
    """The key of a name: no case, accents, punctuation, leading courtesy titles. "" when nothing is left of it."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    words = SEPARATORS.sub(" ", APOSTROPHES.sub("", plain)).split()
    while len(words) > 1 and words[0] in COURTESIES:
        words.pop(0)
    return " ".join(words)[:LONGEST_KEY].rstrip()


def acronym(name: str) -> str:
    """The first letters of a name of several words, as “un” of “United Nations”; "" for one of fewer than two."""
    letters = [word[0] for word in folded(name).split() if word not in UNCOUNTED]
    return "".join(letters) if len(letters) > 1 else ""


def surname(name: str) -> str:
    """The last word of a name of several words, folded; "" for a name of one word."""
    words = folded(name).split()
    return words[-1] if len(words) > 1 else ""


def names_of(source: Source) -> list[str]:
    """The name and every alias, as written."""
    return [source.name, *(alias for alias in source.aliases if isinstance(alias, str))]


def keys_of(source: Source) -> set[str]:
    """Every key `source` is found by: of its name, of each alias, and of its acronym, which people have none of."""
    keys = {folded(name) for name in names_of(source)}
    if source.kind not in {Source.Kind.PERSON, Source.Kind.UNNAMED}:
        keys.add(acronym(source.name))
    return keys - {""}


def index(source: Source, using: str = "default") -> None:
    """Make the rows of `source` say what `keys_of` says. One query, and one more for each kind of change."""
    wanted = keys_of(source)
    rows = SourceName.objects.using(using).filter(source=source)
    known = set(rows.values_list("key", flat=True))
    if known - wanted:
        rows.filter(key__in=known - wanted).delete()
    SourceName.objects.using(using).bulk_create(
        [SourceName(source=source, key=key) for key in sorted(wanted - known)], ignore_conflicts=True
    )


def _saved(sender, instance: Source, using: str, **kwargs) -> None:
    index(instance, using)


def connect() -> None:
    """Listen. Also for fixtures (`raw`): the keys are derived and stand in none."""
    post_save.connect(_saved, sender=Source, dispatch_uid="sourcing.names")
