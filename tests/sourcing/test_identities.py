"""Protected identities: whoever is not named does not see them, whoever is says why, and nothing else holds them."""

import sys
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter
from django.views.decorators.debug import sensitive_variables

from articles.models import AuditEntry, Source, SourceIdentity, SourceName
from articles.publishing.steps import WorkflowRefused
from articles.sourcing import identities, sealing
from articles.sourcing.admin.identities import SENSITIVE
from articles.sourcing.identities import Identity
from tests.desk.conftest import desk, editor, reporter  # noqa: F401 - fixtures
from tests.desk.forms import fields_of
from tests.world import make_source, make_user

pytestmark = pytest.mark.django_db
NAME, CONTACT, ALIAS = "Marit Solbakken", "+47 555 0199", "Dock worker A"


@pytest.fixture(autouse=True)
def key(settings):
    settings.SOURCE_KEYS = [sealing.make_key()]


def url_of(source) -> str:
    return reverse("admin:articles_source_identity", args=[source.pk])


def protected(keeper, **fields) -> Source:
    source = make_source(**{"name": NAME, "slug": "marit-solbakken", "aliases": ["M. Solbakken"], **fields})
    identities.protect(source, Identity(NAME, CONTACT), alias=ALIAS, keepers=[keeper], by=keeper)
    source.refresh_from_db()
    return source


def rows_with(*words: str) -> list[str]:
    """Every table of the database in which one of `words` stands in clear."""
    folded = [word.casefold() for word in words]

    def holds(model) -> bool:
        rows = str(list(model._default_manager.values_list())).casefold()
        return any(word in rows for word in folded)

    return [model.__name__ for model in apps.get_models() if holds(model)]


def test_sealing_leaves_the_name_in_no_row_of_the_database(editor):  # noqa: F811
    source = make_source(
        name=NAME, slug="marit-solbakken", aliases=["M. Solbakken"], contact=CONTACT, notes="Meets on Fridays"
    )
    data = {"do": "seal", "alias": ALIAS, "real_name": NAME, "real_contact": "pier 4", "keepers": [editor.user.pk]}
    assert editor.post(url_of(source), data).status_code == 302
    source.refresh_from_db()
    assert (source.name, source.protected, source.contact, source.notes, source.aliases) == (ALIAS, True, "", "", [])
    assert list(SourceName.objects.values_list("key", flat=True)) == ["dock worker a"]
    assert rows_with("Solbakken", CONTACT, "Fridays", "pier 4") == []
    seen = identities.look(source, by=editor.user, reason="a call")
    assert (seen.name, seen.contact, seen.notes) == (NAME, f"pier 4\n{CONTACT}", "Meets on Fridays")


def test_a_keeper_sees_it_and_the_log_says_why(editor):  # noqa: F811
    source = protected(editor.user)
    page = editor.post(url_of(source), {"do": "look", "reason": "checking a fact"})
    assert NAME in page.content.decode()
    assert CONTACT in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    entry = AuditEntry.objects.filter(verb="look_identity").get()
    assert (entry.actor, entry.note, entry.object_name) == (editor.user, "checking a fact", ALIAS)
    assert NAME not in editor.get(url_of(source)).content.decode()  # the next time it is asked for again


@pytest.mark.parametrize("reason", ["", "   ", "asking about Marit", "SOLBAKKEN called"])
def test_no_look_without_a_reason_and_none_with_one_that_names_the_source(editor, reason):  # noqa: F811
    source = protected(editor.user)
    page = editor.post(url_of(source), {"do": "look", "reason": reason})
    assert CONTACT not in page.content.decode()
    assert not AuditEntry.objects.filter(verb="look_identity").exists()


@pytest.mark.parametrize(
    "who",
    [{"is_superuser": True, "is_staff": True}, {"groups": ("Editor",)}, {"groups": ("Reporter",)}],
    ids=["administrator", "editor", "reporter"],
)
@pytest.mark.parametrize("do", ["look", "keepers", "seal"])
def test_whoever_is_not_named_is_refused_and_the_refusal_is_logged(desk, who, do):  # noqa: F811
    source = protected(make_user("keeper", "Editor"))
    client = desk(*who.get("groups", ()), name="curious", **{k: v for k, v in who.items() if k != "groups"})
    page = client.get(url_of(source))
    assert page.status_code == 200
    assert NAME not in page.content.decode()
    data = {"do": do, "reason": "a call", "keepers": [client.user.pk], "alias": "X", "real_name": "Y"}
    assert client.post(url_of(source), data).status_code == 403
    assert AuditEntry.objects.get(verb="refused").actor == client.user
    assert SourceIdentity.objects.get().keepers.get().username == "keeper"


def test_a_keeper_who_left_sees_nothing(editor):  # noqa: F811
    source = protected(editor.user)
    editor.user.is_active = False
    editor.user.save()
    with pytest.raises(PermissionDenied):
        identities.look(source, by=editor.user, reason="a call")


def test_an_operator_names_keepers_and_sees_nothing(editor):  # noqa: F811
    source = protected(editor.user)
    make_user("otto", "Reporter")
    call_command("name_source_keepers", source.slug, "otto", stdout=StringIO())
    assert SourceIdentity.objects.get().keepers.get().username == "otto"
    assert AuditEntry.objects.get(verb="name_keepers").after == {"keepers": ["otto"]}
    with pytest.raises(PermissionDenied):
        identities.look(source, by=None, reason="a call")
    with pytest.raises(CommandError, match="nobody-we-know"):
        call_command("name_source_keepers", source.slug, "nobody-we-know")


def test_a_reporter_has_no_right_to_seal(reporter):  # noqa: F811
    source = make_source(name=NAME)
    data = {"do": "seal", "alias": ALIAS, "real_name": NAME, "keepers": [reporter.user.pk]}
    assert reporter.post(url_of(source), data).status_code == 403
    with pytest.raises(PermissionDenied):
        identities.protect(source, Identity(NAME), alias=ALIAS, keepers=[reporter.user], by=reporter.user)
    assert Source.objects.get().name == NAME


@pytest.mark.parametrize("alias", ["", "Marit", "m. solbakken", "Solbakken’s friend Marit"])
def test_an_alias_that_tells_is_refused_and_nothing_is_changed(editor, alias):  # noqa: F811
    source = make_source(name=NAME)
    with pytest.raises(WorkflowRefused):
        identities.protect(source, Identity(NAME), alias=alias, keepers=[editor.user], by=editor.user)
    assert Source.objects.get().name == NAME
    assert not SourceIdentity.objects.exists()


def test_without_a_key_the_page_says_how_to_make_one_and_changes_nothing(editor, settings):  # noqa: F811
    settings.SOURCE_KEYS = []
    source = make_source(name=NAME)
    data = {"do": "seal", "alias": ALIAS, "real_name": NAME, "keepers": [editor.user.pk]}
    page = editor.post(url_of(source), data)
    assert "make_source_key" in page.content.decode()
    assert Source.objects.get().name == NAME


# --- the form of the source -------------------------------------------------------------------------------------------


def form_of(client, source) -> tuple[str, dict]:
    url = reverse("admin:articles_source_change", args=[source.pk])
    return url, fields_of(client.get(url), "source_form")


def test_the_form_moves_contact_and_notes_of_a_protected_source_and_says_so(editor):  # noqa: F811
    source = protected(editor.user)
    url, fields = form_of(editor, source)
    page = editor.post(url, fields | {"contact": "+47 555 0100", "notes": "Night shift"}, follow=True)
    assert "moved into the sealed record" in page.content.decode()
    assert rows_with("555 0100", "Night shift") == []
    seen = identities.look(source, by=editor.user, reason="a call")
    assert (seen.contact, seen.notes) == (f"{CONTACT}\n+47 555 0100", "Night shift")


def test_the_form_seals_for_somebody_who_may_not_look(editor, desk):  # noqa: F811
    source = protected(make_user("keeper", "Editor"))
    url, fields = form_of(editor, source)
    editor.post(url, fields | {"contact": "+47 555 0100"})
    with pytest.raises(PermissionDenied):
        identities.look(source, by=editor.user, reason="a call")


def test_without_a_key_the_form_refuses_and_keeps_what_was_typed(editor, settings):  # noqa: F811
    source = make_source(name=ALIAS, contact=CONTACT)
    settings.SOURCE_KEYS = []
    url, fields = form_of(editor, source)
    page = editor.post(url, fields | {"protected": "on"})
    assert page.status_code == 200
    assert "make_source_key" in page.content.decode()
    assert CONTACT in page.content.decode()
    source.refresh_from_db()
    assert (source.protected, source.contact) == (False, CONTACT)


def test_a_keeper_ends_the_protection_after_reading_what_that_shows(editor):  # noqa: F811
    source = protected(editor.user)
    url, fields = form_of(editor, source)
    fields.pop("protected")
    page = editor.post(url, fields)
    assert page.status_code == 200
    assert "The sealed record stays sealed" in page.content.decode()
    assert "Nothing was saved" in page.content.decode()
    assert Source.objects.get().protected is True
    assert editor.post(url, fields | {"end_protection": "on"}).status_code == 302
    assert Source.objects.get().protected is False
    assert "end_protection" not in form_of(editor, source)[1]


def test_a_tick_of_somebody_who_is_no_keeper_ends_nothing(editor):  # noqa: F811
    source = protected(make_user("keeper", "Editor"))
    url, fields = form_of(editor, source)
    fields.pop("protected")
    assert editor.post(url, fields | {"end_protection": "on"}).status_code == 200
    assert Source.objects.get().protected is True


def test_only_a_keeper_ends_the_protection(editor):  # noqa: F811
    source = protected(make_user("keeper", "Editor"))
    url, fields = form_of(editor, source)
    fields.pop("protected")
    assert editor.post(url, fields).status_code == 200
    assert Source.objects.get().protected is True


# --- where an alias stands for a name ---------------------------------------------------------------------------------


def test_the_log_the_lists_and_the_choices_know_the_alias_only(editor):  # noqa: F811
    url = reverse("admin:articles_source_add")
    editor.post(url, fields_of(editor.get(url), "source_form") | {"name": NAME, "slug": "marit-solbakken"})
    source = Source.objects.get()
    change, fields = form_of(editor, source)
    editor.post(change, fields | {"description": "Marit Solbakken of pier 4"})
    identities.protect(source, Identity(NAME, CONTACT), alias=ALIAS, keepers=[editor.user], by=editor.user)
    change, fields = form_of(editor, source)
    editor.post(change, fields | {"description": "a Solbakken once more"})
    pages = [
        reverse("admin:articles_source_changelist"),
        reverse("admin:articles_source_history", args=[source.pk]),
        reverse("admin:articles_auditentry_changelist"),
        reverse("admin:index"),
        reverse("admin:autocomplete") + "?app_label=articles&model_name=statement&field_name=source&term=",
        *(reverse("admin:articles_auditentry_change", args=[entry.pk]) for entry in AuditEntry.objects.all()),
    ]
    assert [page for page in pages if "solbakken" in editor.get(page).content.decode().lower()] == []
    for name in ("source", "auditentry"):
        found = editor.get(reverse(f"admin:articles_{name}_changelist") + "?q=Solbakken").context["cl"]
        assert list(found.result_list) == []
    assert AuditEntry.objects.filter(object_name=NAME).exists()  # what nobody can change is covered, not rewritten
    assert not LogEntry.objects.filter(object_repr=NAME).exists()


def as_the_server_has_it():
    """The present error with its traceback from the server's handler on: the frames before it are of this test."""
    kind, error, traceback = sys.exc_info()
    while "core/handlers/exception.py" not in traceback.tb_frame.f_code.co_filename:
        traceback = traceback.tb_next
    return kind, error, traceback


def test_error_reports_and_tracebacks_do_not_hold_it(rf, editor, monkeypatch):  # noqa: F811
    """The report that DEBUG=False would mail, of an error amid sealing and amid a look."""
    assert NAME not in repr(Identity(NAME, CONTACT))
    source = protected(editor.user)

    @sensitive_variables()
    def break_down(*args, **kwargs):
        raise RuntimeError("the disk is full")

    for broken, data in (
        (
            "seal",
            {"do": "seal", "alias": ALIAS, "real_name": NAME, "real_contact": CONTACT, "keepers": [editor.user.pk]},
        ),
        ("unseal", {"do": "look", "reason": "a call"}),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(sealing, broken, break_down)
            try:
                editor.post(url_of(source), data)
            except RuntimeError:
                request = rf.post(url_of(source), data)
                request.sensitive_post_parameters = SENSITIVE
                report = ExceptionReporter(request, *as_the_server_has_it())
                report.filter = SafeExceptionReporterFilter()
                text = report.get_traceback_text() + report.get_traceback_html()
        assert "the disk is full" in text
        assert "Solbakken" not in text
        assert CONTACT not in text
