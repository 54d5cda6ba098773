"""`failure_pages`: write the pages for the worst day as files, for the web server to show when the application is dead."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand

from newsroom import failures


class Command(BaseCommand):
    help = (
        "Writes 500.html and 503.html into a folder, each complete in itself. A web server shows them when the "
        "application does not answer: `error_page 502 503 504 /503.html;` in nginx, with Retry-After. Each file states "
        "its own content policy; a server that adds one of its own has to allow the printed hash in style-src."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="Made if it is missing.")

    def handle(self, *, folder: Path, **options):
        folder.mkdir(parents=True, exist_ok=True)
        for name in failures.FILES:
            content = failures.as_file(name)
            (folder / name).write_text(content, encoding="utf-8")
            self.stdout.write(f"{folder / name} {' '.join(failures.policy_of(content)['style-src'])}")
