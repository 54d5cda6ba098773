"""What a person may write after an option."""

from __future__ import annotations

from argparse import ArgumentTypeError


def number_from_1(word: str) -> int:
    if word.isascii() and word.isdigit() and int(word) >= 1:
        return int(word)
    raise ArgumentTypeError(f"“{word}” is not a number from 1 on")
