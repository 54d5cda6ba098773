"""The stem of a word is the same whoever asks for it, in any thread, in C or in Python."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest

from articles.search import words

SOME = "harbours schools running universities captains fermées grévistes élèves школами гавани المدرسة والموانئ".split()


@pytest.mark.parametrize("language", list(words.STEMMED))
def test_the_stems_of_the_c_library_are_those_of_the_python_one(language):
    name = words.STEMMED[language][0]
    python = getattr(import_module(f"snowballstemmer.{name}_stemmer"), f"{name.capitalize()}Stemmer")()
    assert [words.stemmers.of[language].stemWord(word) for word in SOME] == [python.stemWord(word) for word in SOME]


def test_each_thread_has_stemmers_of_its_own():
    with ThreadPoolExecutor(2) as threads:
        others = [threads.submit(lambda: words.stemmers.of) for _number in range(2)]
    assert all(other.result() is not words.stemmers.of for other in others)
