"""Whether a line does nothing but name a news outlet: "BBC NEWS", "Le Monde", "Новая газета"."""

import re

from articles.importing.readers import shape
from articles.importing.readers import words as table
from articles.importing.readers.lines import fold

DOMAIN = re.compile(
    r"^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|co\.uk|info|tv|news|ru|de|fr|es|it|nl|ua|in|ca|au|ie|gov|edu)$",
    re.IGNORECASE,
)
WEAK_OUTLET_WORDS = frozenset(
    "post star sun mail mirror express standard record review echo free leader citizen daily weekly today world globe "
    "independent monitor mundo país estado público monde wire network online sentinel register observer".split()
)
# Names of papers that are one compound word: "Hafenkurier", "Aftonposten", "Havenkrant".
COMPOUND_OUTLETS = (
    "kurier", "zeitung", "blatt", "anzeiger", "bote", "nachrichten", "rundschau", "krant", "courant", "dagblad", "bladet",
    "posten", "tidende", "tidningen", "news", "tribune", "times", "herald", "gazette",
)  # fmt: skip
ARTICLES = frozenset("the el la le los las les der die das de het o a il l'".split())
LINKING = frozenset("of the and & du de la le les des der die das und y el del di da e a van voor på و".split())


def names_outlet(text: str) -> bool:
    """Whether a line does nothing but name a news outlet."""
    key = fold(text)
    bare = key.removeprefix("the ")
    if key in table.OUTLETS or bare in table.OUTLETS or DOMAIN.match(text):
        return True
    tokens = [token for token in re.split(r"[\s/-]+", text.strip(" .:-–—|•*")) if token]
    if not tokens or len(tokens) > 6 or re.search(r"[\d:;!?\"“”«»]", text) or shape.ends_sentence(text):
        return False
    small = [token for token in tokens if token[0].islower() and token.lower() not in LINKING]
    if small and not (
        len(tokens) <= 3 and tokens[0][0].isupper() and set(small) <= table.OUTLET_WORDS and not tokens[0].isascii()
    ):
        return False
    lowered = [token.lower().strip(",.'’()") for token in tokens]
    if re.match(r"^(?:bbc|cnn|reuters|afp|abc|nbc|cbs|fox)$", lowered[0]) and len(lowered) <= 4:
        return all(
            token in table.OUTLET_WORDS or len(token) <= 5 or token in ("world", "business", "arabic", "service")
            for token in lowered[1:]
        )
    return _has_outlet_word(lowered) or (len(lowered) == 1 and lowered[0].endswith(COMPOUND_OUTLETS))


def _has_outlet_word(tokens: list[str]) -> bool:
    places = [place for place, token in enumerate(tokens) if token in table.OUTLET_WORDS]
    if not places:
        return False
    strong = [place for place in places if tokens[place] not in WEAK_OUTLET_WORDS]
    at_edge = places[-1] == len(tokens) - 1 or places[0] == 0 or tokens[0] in ARTICLES
    followed = any(place + 1 < len(tokens) and tokens[place + 1] in LINKING for place in places)
    if not (at_edge or followed):
        return False
    if strong:
        return len(tokens) <= 5 and not any(_verbal(token) for token in tokens if token not in table.OUTLET_WORDS)
    return len(tokens) <= 4 and not any(_verbal(token) for token in tokens[:-1])


def _verbal(token: str) -> bool:
    """A word that may be a headline's verb: "leaves", "sued", "in" and the like."""
    if token in ARTICLES or token in LINKING:
        return False
    known = ("los", "angeles", "united", "associated", "business", "texas", "illinois", "kansas", "paris", "actualités", "nouvelles",
             "dallas", "memphis", "st", "nations", "sports", "united", "las", "vegas", "arkansas", "wales", "indies", "times")  # fmt: skip
    small = (
        "to",
        "in",
        "on",
        "at",
        "for",
        "by",
        "as",
        "is",
        "are",
        "over",
        "after",
        "from",
        "with",
        "under",
        "hit",
        "cut",
        "no",
        "not",
        "says",
    )
    return token in small or (token.endswith(("s", "ed")) and token not in known and len(token) > 3)
