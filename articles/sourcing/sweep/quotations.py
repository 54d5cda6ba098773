"""The quotations of a text by their marks alone, in any language: what publishing asks a source for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.sourcing.models import Statement
from articles.sourcing.suggesting.kinds import is_utterance
from articles.sourcing.suggesting.quotations import Quotation, find_quotations
from articles.text.marking import Body, Passage

MARKS = str.maketrans(dict.fromkeys("“”„‟\"«»‘’'‚‹›`´", '"'))
SPEECH = 6  # words between marks that are somebody's whatever the language
SPEECH_BESIDE = 2  # of those beside a word of saying, or behind a colon
SPEECH_COMMA = 3  # of those that a comma cuts short
CLOSE = 40  # letters on either side in which a word of saying is looked for
# Words of saying in the languages we print besides English, which has an engine: as they stand next to a quotation.
SAYING = frozenset(
    """
    dit disait dirent ajoute ajouté déclare déclaré affirme affirmé explique expliqué assure répond répondu lance
    dijo dice dicen decía afirmó afirma añadió declaró explicó aseguró respondió
    disse diz afirmou afirma acrescentou declarou explicou respondeu
    ha detto dice afferma affermato aggiunto dichiarato spiega spiegato risponde
    sagt sagte sagten erklärte erklärt meinte betonte antwortete fügte
    zei zegt zeiden verklaarde antwoordde aldus
    sa säger sade siger sagde sier
    powiedział powiedziała mówi mówił mówiła dodał dodała
    dedi diyor söyledi konuştu
    сказал сказала сказали говорит говорил говорила заявил заявила заявили добавил добавила отметил отметила ответил
    сказав сказала каже заявив заявила додав додала
    είπε λέει δήλωσε
    قال قالت قالوا يقول تقول وقال وقالت صرح صرحت أضاف أضافت وأضاف وأضافت أكد أكدت وأكد ذكر أعلن أعلنت رد ردت
    گفت گفتند می‌گوید افزود
    אמר אמרה אמרו הוסיף הוסיפה
    """.split()
) - {"ha"}
SAYING_CJK = re.compile("说|說|表示|称|稱|と述べ|と語|と話|말했|밝혔")
CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
VOWEL_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")  # of Arabic, and the stroke that lengthens a word
COMMAS, COLONS = ",،、，", ":："
WORD = re.compile(r"[\w\u200c]+")


@dataclass(frozen=True)
class Quoted:
    """A quotation that is at least a clause: where it stands, its marks included, and what stands between them."""

    passage: Passage
    inner: str


def utterances_in(body: Body) -> list[Quoted]:
    """Every quotation of the text that is somebody's words and no nickname, title or word set apart."""
    return [
        Quoted(Passage(number, quotation.start, quotation.end), quotation.inner)
        for number, text in enumerate(body.paragraphs)
        for quotation in find_quotations(text)
        if is_speech(quotation.inner) or is_spoken_beside(quotation, text)
    ]


def is_speech(inner: str) -> bool:
    return is_utterance(inner) or len(inner.split()) >= SPEECH


def is_spoken_beside(quotation: Quotation, text: str) -> bool:
    """Whether what stands beside a short quotation says that somebody speaks: a word of saying, a colon, its own comma.

    «لن نغلق الرصيف» قالت … is three words in Arabic and a clause. A title has no word of saying next to it and no comma
    inside; a word set apart is one alone.
    """
    before, after = text[: quotation.start].rstrip(), text[quotation.end :].lstrip()
    count = length_of(quotation.inner)
    if count >= SPEECH_COMMA and quotation.inner.rstrip()[-1:] in tuple(COMMAS):
        return True
    if count < SPEECH_BESIDE:
        return False
    return before.endswith(tuple(COLONS)) or says(before[-CLOSE:], after[:CLOSE])


def length_of(words: str) -> int:
    """The number of words; of writing that parts none, as Chinese, two letters are one."""
    return max(len(words.split()), len(CJK.findall(words)) // 2)


def says(before: str, after: str) -> bool:
    """Whether a word of saying stands next to a quotation: the last three words before it, the first three behind it."""
    near = [*WORD.findall(before)[-3:], *WORD.findall(re.split(r"[.!?؟。]", after, maxsplit=1)[0])[:3]]
    if any(VOWEL_SIGNS.sub("", word).casefold() in SAYING for word in near):
        return True
    return SAYING_CJK.search(before[-8:] + "\n" + after[:8]) is not None


def quotes_in(words: str) -> list[str]:
    """The exact words between each pair of marks."""
    return [quotation.inner for line in words.split("\n") for quotation in find_quotations(line)]


def seen_kind(words: str) -> tuple[Statement.Kind, list[str]]:
    """The kind of a passage marked by hand, as its quotation marks show it, and its exact quotes."""
    quotes = quotes_in(words)
    if not quotes:
        return Statement.Kind.PARAPHRASE, []
    whole = any(is_speech(quote) for quote in quotes)
    return (Statement.Kind.DIRECT if whole else Statement.Kind.PARTIAL), quotes


def same_letters(text: str) -> str:
    """`text` with every quotation mark alike and white space folded; nothing else is folded."""
    return " ".join(text.translate(MARKS).split())
