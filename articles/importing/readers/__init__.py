"""Reading documents: one entry point, a reader per format (plain text so far)."""

import hashlib

from articles.importing.decoding import decode
from articles.importing.document import ReadArticle, ReadDocument, Status
from articles.importing.readers.ledger import Ledger
from articles.importing.readers.lines import Block, text_lines
from articles.importing.readers.plain_text import read_plain_text
from articles.importing.readers.remembered import forget
from articles.importing.readers.verdict import refuse_bytes

__all__ = ["read_document"]


def read_document(raw: bytes, *, name: str = "") -> ReadDocument:
    """Read any bytes as a document; never raises, touches no database.

    `name` is the file's name; it names the format once there are several (plain text needs none). Each line
    with text is accounted for once in `accounts`. Takes time in proportion to the size; the caller limits that.
    """
    decoded = decode(raw)
    refusal = refuse_bytes(raw, decoded.text, decoded.controls)
    if refusal:
        ledger = Ledger()
        for line in text_lines(decoded.text):
            ledger.leave(Block(line.text, (line.number,)), "refused page")
        status: Status = "rejected"
        warnings = [refusal]
        articles: list[ReadArticle] = []
    else:
        status, warnings, articles, ledger = read_plain_text(decoded)
        forget()
    return ReadDocument(
        status=status,
        warnings=[*decoded.warnings, *warnings],
        articles=articles,
        leftovers=sorted(ledger.leftovers, key=lambda leftover: leftover.line),
        encoding=decoded.encoding,
        newline=decoded.newline,
        sha256=hashlib.sha256(raw).hexdigest(),
        accounts=ledger.accounts(),
    )
