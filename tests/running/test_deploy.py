"""What lies in deploy/ fits the newsroom: units, container file, environment file, and no host of anybody else."""

import re
import shutil
import subprocess

import pytest
from django.core.management import get_commands

from tests.project.checkout import ROOT, SETTINGS

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())


def of_units(pattern):
    return [found for unit in UNITS for found in re.findall(pattern, unit.read_text(), re.MULTILINE)]


def test_every_unit_runs_what_there_is():
    commands = of_units(r"^ExecStart=/srv/newsroom/\.venv/bin/python manage\.py (\w+)")
    assert {"tick", "backup", "verify_backup", "purge_comment_data"} <= set(commands)
    assert set(commands) <= set(get_commands())
    assert of_units(r"^ExecStart=.* -m ([\w.]+)") == ["newsroom.serving"]


def test_every_timer_has_its_service_and_every_alarm_its_unit():
    names = {unit.name for unit in UNITS}
    for timer in [name for name in names if name.endswith(".timer")]:
        assert timer.replace(".timer", ".service") in names
    assert set(of_units(r"^OnFailure=(.*)@%n\.service$")) == {"newsroom-alarm"}
    assert "newsroom-alarm@.service" in names


def test_a_backup_is_looked_through_and_restored_for_a_trial_by_timers():
    backup, drill = ((DEPLOY / "systemd" / f"newsroom-{name}.service").read_text() for name in ("backup", "drill"))
    assert backup.index("manage.py backup --keep") < backup.index("manage.py verify_backup")
    assert "verify_backup\n" in drill  # with its trial
    for unit in (backup, drill):
        assert "OnFailure=" in unit


@pytest.mark.systemd
def test_systemd_finds_nothing_wrong(tmp_path):
    """With this machine's paths in place of those of production, which are not here."""
    for unit in UNITS:
        words = unit.read_text().replace("/srv/newsroom/.venv/bin/python", shutil.which("true"))
        words = re.sub(r"^(User|Group|SocketUser|SocketGroup)=.*$", r"\1=root", words, flags=re.MULTILINE)
        words = words.replace("/usr/bin/logger", shutil.which("true")).replace(
            "/bin/kill", shutil.which("kill") or "/bin/kill"
        )
        (tmp_path / unit.name).write_text(words.replace("WorkingDirectory=/srv/newsroom", "WorkingDirectory=/"))
    spoilt = (tmp_path / "newsroom-tick.service").read_text().replace("Type=oneshot", "Type=oneshot\nNonsense=1")
    (tmp_path / "newsroom-spoilt.service").write_text(spoilt)
    names = [str(tmp_path / ("newsroom-alarm@x.service" if "@" in unit.name else unit.name)) for unit in UNITS]
    names.append(str(tmp_path / "newsroom-spoilt.service"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names],
        capture_output=True, text=True, check=False, env={"SYSTEMD_UNIT_PATH": f"{tmp_path}:", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "newsroom" in line]
    assert len(ours) == 1, ours
    assert "newsroom-spoilt.service" in ours[0]  # it does look
    assert "Nonsense" in ours[0]


def test_the_container_copies_what_there_is_and_serves_as_systemd_does():
    words = (DEPLOY / "Containerfile").read_text()
    for name in re.findall(r"^COPY (\S+) ", words, re.MULTILINE):
        assert (ROOT / name).exists(), name
    assert "-m newsroom.serving" in words
    assert "USER newsroom" in words


def test_the_environment_file_names_settings_that_are_read():
    words = (DEPLOY / "environment.example").read_text()
    names = set(re.findall(r"^#?([A-Z_]+)=", words, re.MULTILINE))
    code = "".join((ROOT / "newsroom" / name).read_text() for name in SETTINGS)
    assert {"SECRET_KEY", "SITE_URL", "BACKUP_DIR", "METRICS_TOKEN"} <= names
    assert {name for name in names if f'"{name}"' not in code} == set()


def test_no_secret_and_no_host_of_anybody_else_is_in_it():
    known = re.compile(r"example\.org$|^127\.0\.0\.1$|^localhost$|^db\.internal$|^cache\.internal$|\.internal$")
    for path in DEPLOY.rglob("*"):
        if path.is_file():
            for host in re.findall(r"\b(?:https?|redis|postgres|smtp)://(?:[^@/\s]*@)?([\w.-]+)", path.read_text()):
                assert known.search(host) or host in {"newsroom", "example.org"}, (path, host)
    assert re.search(r"^SECRET_KEY=$", (DEPLOY / "environment.example").read_text(), re.MULTILINE)
