"""What a piece of text looks like: how long it is, how it ends, whether it reads as running text."""

import itertools
import re
import unicodedata

from articles.importing.readers.remembered import remembered

CLOSERS = "\"'”’»›“‘)]}*_ \u00a0\u202f\u200e\u200f"
ENDS = ".!?…؟۔。！？।"
OPEN_QUOTES = "\"“«„‹”'‘「"
WORD = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*")
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
BULLET = re.compile(r"^(?:[*•·●▪■◦‣–—-]\s+|\(?\d{1,2}[.)]\s+|[a-z]\)\s+)(?=\S)")
ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Ltd|Co|Jr|Sr|Bros|St|Dr|No|vs|etc)\.)$")
SENTENCE_BREAK = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bSens)(?<!\bReps)(?<!\bProf)"
    r"(?<=[\w\"'”’»)][\w\"'”’»)])[.!?…؟][\"'”’»)]*\s+[\"'“‘«(]?[^\W\d_a-z]"
)
# English words that only occur with a finite verb, and common irregular past forms.
FINITE = frozenset(
    "is are was were be been am has have had do does did will would can could may might must shall should isn't aren't wasn't "
    "weren't don't doesn't didn't won't can't couldn't hasn't haven't hadn't wouldn't it's that's there's he's she's they're "
    "we're i'm you're i've we've said says say told tells went goes came comes took takes made makes gave gives got gets knew "
    "knows saw sees thought thinks left lost won ran runs began begins fell falls rose rises grew held kept led met paid "
    "sent spent stood hit cut put set shut found fled fought felt brought bought caught became broke chose drew drove ate "
    "flew forgot froze hid hurt lay let lit meant read rode rang sang sank sat sold shot slept spoke stole struck swore "
    "swam taught threw understood woke wore wrote remains seems appears continues needs wants believes means agree agreed "
    "go come say see get make take give live expect hope try wait vote want need believe remain seem appear know think show work call hold keep lie stand sit "
    "speak use help move bring ask tell pay mean suggest face follow support oppose agree deny remain rise fall".split()
)


PICTURED = frozenset({"pictured", "photographed", "seen", "shown", "taken"})
# Words that may follow a name within a phrase that has no verb.
JOINING = frozenset(
    "of in at on by with from near and or during before after for to the a an over under between outside inside who which "
    "where when as seen pictured left right centre center below above".split()
)


@remembered
def words(text: str) -> int:
    """How many words; two signs of a script without spaces count as one."""
    wide = len(WIDE.findall(text))
    return len(WORD.findall(WIDE.sub(" ", text))) + wide // 2 if wide else len(WORD.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether it ends as a sentence does, closing quotes and brackets set aside."""
    bare = text.rstrip(CLOSERS)
    return bool(bare) and bare[-1] in ENDS


@remembered
def is_capitals(text: str) -> bool:
    """All letters capitals (three at least, in a script that has capitals)."""
    upper = sum(map(str.isupper, text))
    cased = upper + sum(map(str.islower, text))
    return cased >= 3 and upper >= 0.9 * cased


def starts_lower(text: str) -> bool:
    return text[:1].islower()


def is_quoted(text: str) -> bool:
    return text[:1] in OPEN_QUOTES


def has_quotes(text: str) -> bool:
    return bool(re.search(r"[\"“”«»„]", text))


@remembered
def several_sentences(text: str) -> bool:
    return bool(SENTENCE_BREAK.search(text))


def is_bullet(text: str) -> bool:
    return bool(BULLET.match(text))


def without_bullet(text: str) -> str:
    """The text of a list item; numbers stay, signs go."""
    match = BULLET.match(text)
    return text[match.end() :] if match and not match.group()[0].isalnum() and match.group()[0] != "(" else text


@remembered
def lacks_verb(text: str) -> bool:
    """English only: a short phrase that ends with a full stop but has no verb ("The current flag of Norway.").

    Counts every "-ed" word as a verb unless "by" follows it, so that it errs towards running text.
    """
    if words(text) > 14 or has_quotes(text) or several_sentences(text) or not ends_sentence(text):
        return False
    if not text.replace("’", "'").isascii() or text.rstrip()[-1] != "." or ABBREVIATION_END.search(text.rstrip()):
        return False
    tokens = [word.lower() for word in WORD.findall(text.replace("’", "'"))]
    if len(tokens) < 3 or any(token in FINITE for token in tokens):
        return False
    for position, token in enumerate(tokens):
        if token.endswith("ed") and len(token) > 3 and not _is_participle(tokens, position):
            return False
    if _name_acts(text):
        return False
    determined = tokens[0] in ("the", "a", "an", "some", "one", "two", "three") or text[0].isupper()
    return determined and not _third_person(tokens)


def _is_participle(tokens: list[str], position: int) -> bool:
    """No verb of its own: "caused by", "pictured", "the one involved"."""
    following = tokens[position + 1] if position + 1 < len(tokens) else ""
    before = tokens[position - 1] if position else ""
    return following == "by" or tokens[position] in PICTURED or before in ("one", "ones", "those")


def _name_acts(text: str) -> bool:
    """A lower-case word after a name, neither preposition nor conjunction, is most likely its verb."""
    tokens = WORD.findall(text)
    return any(
        one[0].isupper() and place and two[0].islower() and two not in JOINING
        for place, (one, two) in enumerate(itertools.pairwise(tokens))
    )


def _third_person(tokens: list[str]) -> bool:
    """Whether a word in -s stands between a subject and an object ("The bank denies it.")."""
    objects = {
        "the",
        "a",
        "an",
        "it",
        "them",
        "him",
        "her",
        "his",
        "their",
        "that",
        "to",
        "not",
        "no",
        "more",
        "all",
        "us",
    }
    return any(
        token.endswith("s") and not token.endswith(("ss", "'s", "us")) and tokens[position + 1] in objects
        for position, token in enumerate(tokens[:-1])
        if position
    )


def is_blank(text: str) -> bool:
    """No sign that prints: white space, zero-width and direction marks only."""
    return not any(
        not character.isspace() and unicodedata.category(character) not in ("Cf", "Cc") for character in text
    )
