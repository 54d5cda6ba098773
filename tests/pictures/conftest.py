"""People of the desk, who look after the library."""

from tests.desk.conftest import desk, editor, reporter

__all__ = ["desk", "editor", "reporter"]
