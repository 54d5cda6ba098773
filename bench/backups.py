"""A backup of very many comments, made, looked through and restored: how long each takes, on the database of DATABASE_URL.

    .venv/bin/python -m bench.backups --comments 1000000
    .venv/bin/python .ci/services.py .venv/bin/python -m bench.backups --comments 1000000

Everything is in a temporary folder. On PostgreSQL the database that DATABASE_URL names is filled: give it one of its own.
Exit status 1 when one of the two takes longer than --most seconds, or when a byte that was flipped is not noticed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# As many_comments.INSERT, in SQLite's words; counts of the stories are not kept.
SQLITE = """
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %(last)s)
INSERT INTO articles_comment (id, article_id, thread_id, parent_id, author_name, author_email, text, language, direction,
    status, reasons, digest, imported, recommendations, reply_count, open_reports, posted, decided_at, created)
SELECT %(base)s + i, %(story)s, CASE WHEN i %% 5 <> 0 THEN %(base)s + i - i %% 5 END,
    CASE WHEN i %% 5 <> 0 THEN %(base)s + i - i %% 5 END, 'Reader ' || (i %% 100000), 'reader' || (i %% 100000) || '@example.org',
    'The ferry left at noon, said remark number ' || i || ', and nobody on the pier had been told of it before.',
    'en', 'ltr', 'approved', '[]', printf('%%032x', i), 0, i * 7919 %% 50, 0, 0,
    datetime('now', -i || ' seconds'), datetime('now', -i || ' seconds'), datetime('now', -i || ' seconds') FROM n
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure backup, verify_backup and restore.")
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--most", type=float, default=60, help="seconds that restoring and checking may take (60)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-backups-") as folder:
        environment = os.environ | {"VAR_DIR": folder, "DEBUG": "0", "SECRET_KEY": "x" * 60, "PYTHONPATH": str(ROOT)}
        manage(environment, "demo")
        fill = [sys.executable, "-m", "bench.backups", "fill", str(options.comments)]
        spent(fill, environment, f"{options.comments} comments written")
        spent(command("backup"), environment, "backup")
        checked = spent(command("verify_backup"), environment, "verify_backup")
        restored = spent(command("restore", "latest", "--replace"), environment, "restore")
        noticed = flipped_byte_is_noticed(environment, Path(folder) / "backups")
    slow = max(checked, restored) > options.most
    print(f"verify_backup restores and counts; restore does, too. The longer of both: {max(checked, restored):.1f} s")
    print(f"One bit flipped in the middle of the database's file: {'noticed' if noticed else 'NOT NOTICED'}")
    return 1 if slow or not noticed else 0


def flipped_byte_is_noticed(environment: dict[str, str], backups: Path) -> bool:
    """Whether verify_backup and restore both refuse the newest backup when one bit of its largest file is another."""
    newest = max(each for each in backups.iterdir() if each.is_dir() and not each.name.startswith("."))
    largest = max((each for each in newest.rglob("*") if each.is_file()), key=lambda each: each.stat().st_size)
    with largest.open("r+b") as file:
        file.seek(largest.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte ^ 1]))
    refused = [
        subprocess.run(command(*words), env=environment, cwd=ROOT, check=False).returncode == 1
        for words in (["verify_backup", "--no-trial"], ["restore", "latest", "--replace"])
    ]
    return all(refused)


def fill(number: int) -> None:
    """Comments under the newest story of the demo, in the process's own database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    os.environ["NEWSROOM_SERVES_NOBODY"] = "1"
    import django

    django.setup()
    from django.db import connection

    from articles.models import Article, Comment, Edition
    from bench import many_comments

    articles = Edition.objects.live().values_list("article", flat=True)
    stories = list(Article.objects.filter(pk__in=list(articles)))
    if connection.vendor == "postgresql":
        many_comments.fill(stories, first=0, last=number - 1)
        return
    base = (Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    with connection.cursor() as cursor:
        cursor.execute(SQLITE, {"base": base, "last": number - 1, "story": stories[0].pk})


def command(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *words]


def manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run(command(*words), env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def spent(words: list[str], environment: dict[str, str], what: str) -> float:
    """Run a command, show what it says, and give the seconds it took."""
    began = time.perf_counter()
    subprocess.run(words, env=environment, cwd=ROOT, check=True)
    seconds = time.perf_counter() - began
    print(f"—— {what}: {seconds:.1f} s\n", flush=True)
    return seconds


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(int(sys.argv[2]))
    else:
        sys.exit(main())
