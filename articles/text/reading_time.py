"""How long a text takes to read: by words, and by characters where a script writes no spaces between words."""

from __future__ import annotations

import re

WORDS_A_MINUTE = 238  # silent reading of English prose; Brysbaert, 2019, over 190 studies
CHARACTERS_A_MINUTE = 2 * WORDS_A_MINUTE  # a word of Chinese or Japanese has two characters on average

# Han, kana, and Thai, Lao, Khmer and Burmese, which part sentences and not words.
WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def minutes_to_read(text: str) -> int:
    """Whole minutes, rounded; 0 for less than half of one."""
    characters = len(WITHOUT_SPACES.findall(text))
    words = len(WITHOUT_SPACES.sub(" ", text).split()) if characters else len(text.split())
    return round(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE)
