"""What every test gets: a media folder of its own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def media_in_a_temporary_folder(settings, tmp_path):
    """Each test its own media: nothing is written into the checkout, nothing leaks from test to test."""
    storages = {**settings.STORAGES}
    for alias, folder in (("default", "public"), ("originals", "private")):
        options = {**storages[alias]["OPTIONS"], "location": tmp_path / "media" / folder}
        storages[alias] = {**storages[alias], "OPTIONS": options}
    settings.STORAGES = storages
