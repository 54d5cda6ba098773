"""Sealing: nothing without a key, nothing lost with a wrong one, and no sentence that tells what is sealed."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from articles.models import AuditEntry, SourceIdentity
from articles.sourcing import identities, key_check, sealing
from articles.sourcing.identities import Identity
from articles.sourcing.rotation import rotate
from tests.world import make_source, make_user

OLD, NEW = sealing.make_key(), sealing.make_key()
NAME = "Marit Solbakken"


@pytest.fixture
def keys(settings):
    settings.SOURCE_KEYS = [OLD]


def sealed_source(**fields):
    source = make_source(name=NAME, **fields)
    keeper = make_user(f"keeper {source.pk}", "Editor")
    identities.protect(source, Identity(NAME, "+47 555 0199"), alias="Dock worker A", keepers=[keeper], by=keeper)
    source.refresh_from_db()
    return source, keeper


@given(st.dictionaries(st.sampled_from(["name", "contact", "notes"]), st.text(max_size=300)))
def test_what_is_sealed_comes_back_as_it_was(record):
    from django.test import override_settings

    with override_settings(SOURCE_KEYS=[NEW, OLD]):
        token, name = sealing.seal(record)
        assert sealing.unseal(token, name) == record
        assert name == sealing.key_id(NEW)


def test_a_token_tells_nothing_of_the_name_by_its_text_or_its_length(keys):
    short, long = (sealing.seal({"name": name})[0] for name in ("Bo", "Bo" * 80))
    assert len(short) == len(long)
    assert "Bo" * 8 not in long


@pytest.mark.parametrize("debug", [False, True])
def test_without_a_key_nothing_is_sealed_and_the_sentence_says_how_to_make_one(settings, debug):
    settings.SOURCE_KEYS, settings.DEBUG = [], debug
    with pytest.raises(sealing.SealingRefused, match="make_source_key"):
        sealing.seal({"name": NAME})


def test_something_that_is_no_key_is_named_by_its_place(settings):
    settings.SOURCE_KEYS = [NEW, "open sesame"]
    with pytest.raises(sealing.SealingRefused, match=r"Key 2 of SOURCE_KEYS"):
        sealing.seal({"name": NAME})


@pytest.mark.django_db
def test_a_missing_key_is_named_and_the_token_is_kept(settings, keys):
    source, keeper = sealed_source()
    token = SourceIdentity.objects.get().sealed
    settings.SOURCE_KEYS = [NEW]
    with pytest.raises(sealing.SealingRefused, match=sealing.key_id(OLD)):
        identities.look(source, by=keeper, reason="a call")
    with pytest.raises(sealing.SealingRefused):
        identities.take_in(source, contact="+47 555 0100", notes="", by=keeper)
    assert SourceIdentity.objects.get().sealed == token
    settings.SOURCE_KEYS = [NEW, OLD]
    assert identities.look(source, by=keeper, reason="a call").name == NAME


def test_a_damaged_token_is_said_to_be_damaged(keys):
    token, name = sealing.seal({"name": NAME})
    with pytest.raises(sealing.SealingRefused, match="damaged"):
        sealing.unseal(token[:-8] + "AAAAAAA=", name)


@pytest.mark.django_db
def test_rotation_seals_with_the_newest_key_and_then_the_older_one_can_go(settings, keys):
    source, keeper = sealed_source()
    settings.SOURCE_KEYS = [NEW, OLD]
    before = SourceIdentity.objects.get()
    out = StringIO()
    call_command("rotate_source_keys", "--dry-run", stdout=out)
    assert "1 would be sealed" in out.getvalue()
    assert SourceIdentity.objects.get().sealed == before.sealed
    call_command("rotate_source_keys", stdout=StringIO())
    settings.SOURCE_KEYS = [NEW]
    after = SourceIdentity.objects.get()
    assert (after.key_id, after.sealed_at) == (sealing.key_id(NEW), before.sealed_at)
    assert identities.look(source, by=keeper, reason="a call").contact == "+47 555 0199"
    assert AuditEntry.objects.filter(verb="rotate_keys", object_id=source.pk).count() == 1
    again = rotate()
    assert (again.resealed, again.already) == (0, 1)


@pytest.mark.django_db
def test_rotation_leaves_what_does_not_open_and_names_it_by_its_alias(settings, keys):
    sealed_source()
    token = SourceIdentity.objects.get().sealed
    settings.SOURCE_KEYS = [NEW]
    with pytest.raises(CommandError, match="Dock worker A") as problem:
        call_command("rotate_source_keys", stdout=StringIO())
    assert NAME not in str(problem.value)
    assert SourceIdentity.objects.get().sealed == token


def test_the_command_prints_a_key_that_seals(settings):
    out = StringIO()
    call_command("make_source_key", stdout=out, stderr=StringIO())
    settings.SOURCE_KEYS = [out.getvalue().strip()]
    assert re.fullmatch(r"[\w-]{43}=\n", out.getvalue())
    assert sealing.unseal(*sealing.seal({"name": NAME})) == {"name": NAME}


@pytest.mark.django_db
def test_the_system_check_warns_of_people_without_a_key_and_of_keys_that_are_missing(settings, keys):
    ids = lambda: [message.id for message in key_check.source_keys_are_there()]  # noqa: E731 - asked four times
    assert ids() == []
    sealed_source()
    assert ids() == []
    settings.SOURCE_KEYS = [NEW]
    assert ids() == ["sourcing.W001"]
    settings.SOURCE_KEYS = []
    assert ids() == ["sourcing.W001", "sourcing.W002"]
    settings.SOURCE_KEYS = ["open sesame"]
    assert ids() == ["sourcing.E001"]
