"""The shared corpus of 28 documents, scored by its own scorer; skipped loudly where the corpus is absent."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from articles.importing.readers import read_document

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora"


def as_scored(document):
    return {
        "status": document.status,
        "warnings": [warning.message for warning in document.warnings],
        "articles": [
            {
                "publisher": article.publisher,
                "headline": article.headline,
                "headline_is_placeholder": article.headline_is_working,  # as the command prints it
                "date": article.date and article.date.isoformat(),
                "byline": article.byline,
                "paragraphs": [paragraph.text for paragraph in article.paragraphs],
                "comments": [{"author": comment.author, "text": comment.text} for comment in article.comments],
            }
            for article in document.articles
        ],
    }


needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the shared corpora are not beside this checkout: reading NOT measured"
)


@needs_corpus
def test_every_working_headline_is_made_of_words_of_the_first_paragraph():
    for file in sorted((CORPUS / "docs").glob("*.txt")):
        for article in read_document(file.read_bytes(), name=file.name).articles:
            if article.headline_is_working:
                first = next(paragraph.text for paragraph in article.paragraphs if paragraph.kind == "text")
                assert article.headline.rstrip("…") in first, file.name
                assert "://" not in article.headline, file.name


@needs_corpus
def test_the_corpus_is_read_right(tmp_path):
    files = sorted((CORPUS / "docs").glob("*.txt"))
    predicted = {file.stem: as_scored(read_document(file.read_bytes(), name=file.name)) for file in files}
    target = tmp_path / "predicted.json"
    target.write_text(json.dumps({"documents": predicted}), encoding="utf-8")
    command = [sys.executable, str(CORPUS / "score.py"), "import", str(target), "--per-doc"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    right = int(re.search(r"wholly right (\d+)", report)[1])
    assert right == len(files), report
