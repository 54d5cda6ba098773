"""People of the desk, signed in, for what of publishing is done by hand."""

from tests.desk.conftest import desk, editor, reporter

__all__ = ["desk", "editor", "reporter"]
