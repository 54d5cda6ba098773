"""The interface's translations: every text is collected, translated into each language, and compiled."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
pytestmark = pytest.mark.gettext


def catalogue(root: Path, language: str) -> Path:
    return root / "articles" / "locale" / language / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """What `make messages` would write, in a folder of its own."""
    root = tmp_path_factory.mktemp("collected")
    command = [sys.executable, ROOT / ".ci" / "messages.py", root]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return root


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_collected_and_the_compiled_catalogue_is_in_step(collected, language):
    ours, fresh = catalogue(ROOT, language), catalogue(collected, language)
    assert ours.read_text("utf-8") == fresh.read_text("utf-8"), "run `make messages`"
    assert ours.with_suffix(".mo").read_bytes() == fresh.with_suffix(".mo").read_bytes(), "run `make messages`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_only_guessed(language):
    command = ["msgfmt", "--statistics", "--check-format", "--output-file=/dev/null", catalogue(ROOT, language)]
    said = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    )
    assert re.fullmatch(r"\d+ translated messages\.", said.stderr.strip()), said.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_at_the_ends_of_a_text_are_kept(language):
    """“ and ” joins words: without its blanks they run together."""
    texts = re.findall(r'^msgid "(.*)"\nmsgstr "(.*)"$', catalogue(ROOT, language).read_text("utf-8"), re.MULTILINE)
    assert len(texts) > 1000
    wrong = [
        text
        for text, said in texts
        if said and (text[:1] == " ", text[-1:] == " ") != (said[:1] == " ", said[-1:] == " ")
    ]
    # Arabic joins “and” to the word that follows.
    assert [text for text in wrong if (language, text) != ("ar", " and ")] == []
