"""What the pages of this process were made with: code, templates, static files and settings. A page of another is old."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

MADE_OF = ("articles/**/*.py", "newsroom/**/*.py", "templates/**/*", "articles/**/*.mo", "articles/**/*.html")
# Secrets change no page; and these carry objects, or differ from worker to worker.
NOT_OF_PAGES = {
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SOURCE_KEYS",
    "DATABASES",
    "CACHES",
    "LOGGING",
    "MAILERS",
    "TASKS",
}


def release() -> str:
    """The same in all workers that would make the same pages. Reads no file but the list of static ones."""
    digest = hashlib.sha256()
    for path in sorted(files()):
        state = path.stat()
        digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file():
        digest.update(manifest.read_bytes())
    digest.update(json.dumps(plain_settings(), sort_keys=True).encode())
    return digest.hexdigest()[:20]


def files() -> Iterator[Path]:
    for pattern in MADE_OF:
        yield from (path for path in Path(settings.BASE_DIR).glob(pattern) if path.is_file())


def plain_settings() -> dict[str, Any]:
    """The settings that are plain values all through."""
    named = {name: getattr(settings, name) for name in dir(settings) if name.isupper() and name not in NOT_OF_PAGES}
    return {name: value for name, value in named.items() if is_plain(value)}


def is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and is_plain(each) for key, each in value.items())
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    return value is None or isinstance(value, str | int | float | bool)
