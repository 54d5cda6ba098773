"""A person limited to sections acts on the stories of these sections, their comments and corrections, and on no others."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles.comments import moderation
from articles.models import Article, AuditEntry, Comment, Correction, Edition, SectionRight
from articles.publishing import rights, workflow
from tests.desk.forms import buttons_of, fields_of, messages_of
from tests.world import make_article, make_comment, make_live, make_scheduled, make_section, make_user


@pytest.fixture
def sections(db):
    return {"mine": make_section(name="Harbour"), "theirs": make_section(name="World")}


@pytest.fixture
def limited(desk, sections):
    """An editor of one section, signed in."""
    client = desk("Editor", "Moderator", name="otto")
    SectionRight.objects.create(user=client.user, section=sections["mine"])
    return client


def url_of(article, page="change") -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


# --- the rule ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["change", "delete", "publish", "schedule", "withdraw", "moderate", "correct"])
def test_rule_covers_every_verb_on_a_story(limited, sections, verb):
    assert rights.may(limited.user, verb, make_article(section=sections["mine"]))
    assert not rights.may(limited.user, verb, make_article(section=sections["theirs"]))
    assert rights.may(limited.user, verb), "somewhere they may"


@pytest.mark.parametrize("verb", sorted(rights.READING))
def test_rule_leaves_reading_alone(limited, sections, verb):
    limited.user.is_superuser = False
    story = make_article(section=sections["theirs"])
    assert rights.may(limited.user, verb, story) == rights.may(limited.user, verb)


def test_whoever_has_no_row_has_no_limit(db, sections):
    editor, root = make_user("ines", "Editor"), make_user("root", is_superuser=True, is_staff=True)
    SectionRight.objects.create(user=root, section=sections["mine"])
    story = make_article(section=sections["theirs"])
    assert rights.may(editor, "publish", story)
    assert rights.may(root, "publish", story), "an administrator has no limit"
    assert rights.may(None, "publish", story), "nor has the command line"


def test_limit_gives_no_right_that_the_groups_do_not(sections):
    reporter = make_user("rita", "Reporter")
    SectionRight.objects.create(user=reporter, section=sections["mine"])
    assert not rights.may(reporter, "publish", make_article(section=sections["mine"]))


def test_someone_who_left_may_nothing(sections):
    gone = make_user("gone", "Editor", is_active=False)
    assert not rights.may(gone, "change", make_article(section=sections["mine"]))


VERBS = {
    "publish": lambda story, by: workflow.publish(story, by=by),
    "schedule": lambda story, by: workflow.schedule(story, by=by, at=timezone.now() + timedelta(days=1)),
    "withdraw": lambda story, by: workflow.withdraw(story, by=by),
    "cancel_schedule": lambda story, by: workflow.cancel_schedule(story, by=by),
}


@pytest.mark.parametrize("verb", VERBS)
def test_verbs_of_publication_refuse_a_story_of_another_section(limited, sections, verb):
    make = make_scheduled if verb == "cancel_schedule" else make_live
    story = make(section=sections["theirs"]).article
    before = list(Edition.objects.order_by("pk").values())
    with pytest.raises(PermissionDenied, match="not one of yours"):
        VERBS[verb](story, limited.user)
    assert list(Edition.objects.order_by("pk").values()) == before


def test_section_of_the_moment_counts_and_not_the_one_in_hand(limited, sections):
    """The row is read under its lock: a story that moved meanwhile is another section's."""
    story = make_article(section=sections["mine"])
    Article.objects.filter(pk=story.pk).update(section=sections["theirs"])
    with pytest.raises(PermissionDenied):
        workflow.withdraw(story, by=limited.user)


# --- the desk ---------------------------------------------------------------------------------------------------------


def test_list_shows_every_story_and_the_form_of_a_foreign_one_is_to_read(limited, sections):
    mine, theirs = make_article(section=sections["mine"]), make_article(section=sections["theirs"])
    page = limited.get(reverse("admin:articles_article_changelist"))
    assert {row.pk for row in page.context["cl"].result_list} == {mine.pk, theirs.pk}
    assert 'name="_save"' in limited.get(url_of(mine)).content.decode()
    foreign = limited.get(url_of(theirs))
    assert foreign.status_code == 200
    assert 'name="_save"' not in foreign.content.decode()
    assert buttons_of(foreign).get("_verb", []) == []


@pytest.mark.parametrize("button", [{"_save": "1"}, {"_verb": "publish"}, {"_verb": "withdraw"}])
def test_forged_save_of_a_foreign_story_is_refused_and_changes_nothing(limited, sections, button):
    theirs = make_article(section=sections["theirs"])
    form = fields_of(limited.get(url_of(make_article(section=sections["mine"]))))
    response = limited.post(url_of(theirs), {**form, "headline": "Forged", **button})
    assert response.status_code == 403
    theirs.refresh_from_db()
    assert theirs.headline != "Forged"
    assert not Edition.objects.exists()


@pytest.mark.parametrize("address", ["schedule", "withdraw", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_pages_of_the_verbs_are_refused_for_a_foreign_story(limited, sections, address, method):
    theirs = make_live(section=sections["theirs"])
    data = {"at": "2100-01-01T12:00", "reason": "x", "post": "yes"}
    response = getattr(limited, method)(url_of(theirs.article, address), data)
    assert response.status_code == 403
    theirs.refresh_from_db()
    assert theirs.live_until is None


def test_story_is_not_moved_into_another_section(limited, sections):
    mine = make_article(section=sections["mine"])
    response = limited.post(url_of(mine), {**fields_of(limited.get(url_of(mine))), "section": sections["theirs"].pk})
    assert "Select a valid choice" in response.content.decode()
    mine.refresh_from_db()
    assert mine.section == sections["mine"]


def test_new_story_goes_into_a_section_of_one_s_own(limited, sections):
    url = reverse("admin:articles_article_add")
    form = fields_of(limited.get(url)) | {"headline": "A fresh story", "body": "<p>Words.</p>"}
    limited.post(url, {**form, "section": sections["theirs"].pk})
    assert not Article.objects.exists()
    limited.post(url, {**form, "section": sections["mine"].pk})
    assert Article.objects.get().section == sections["mine"]


def test_combobox_offers_only_one_s_own_sections(limited, sections, editor):
    query = {"app_label": "articles", "model_name": "article", "field_name": "section", "term": ""}
    offered = [row["text"] for row in limited.get(reverse("admin:autocomplete"), query).json()["results"]]
    assert offered == ["Harbour"]
    assert len(editor.get(reverse("admin:autocomplete"), query).json()["results"]) == 2


def test_correction_is_changed_only_under_one_s_own_story(limited, sections):
    for section, status in ((sections["mine"], 200), (sections["theirs"], 403)):
        correction = Correction.objects.create(
            article=make_live(section=section).article, text="It was the other pier."
        )
        url = reverse("admin:articles_correction_change", args=[correction.pk])
        assert limited.post(url, {"text": ""}).status_code == status


def test_deleting_in_bulk_leaves_all_of_a_mixed_set_and_deletes_one_s_own(limited, sections):
    made = {
        name: Correction.objects.create(article=make_live(section=section).article, text="It was the other pier.")
        for name, section in sections.items()
    }
    url = reverse("admin:articles_correction_changelist")
    data = {"action": "delete_selected", "post": "yes"}
    mixed = [each.pk for each in made.values()]
    assert limited.post(url, {**data, "_selected_action": mixed}).status_code == 403
    assert Correction.objects.count() == 2
    assert not AuditEntry.objects.filter(verb="delete").exists()
    limited.post(url, {**data, "_selected_action": [made["mine"].pk]})
    assert list(Correction.objects.all()) == [made["theirs"]]
    assert [entry.object_id for entry in AuditEntry.objects.filter(verb="delete")] == [made["mine"].pk]


# --- comments ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(sections):
    return {name: make_comment(make_live(section=section), status="waiting") for name, section in sections.items()}


@pytest.mark.parametrize(("verb", "status"), [("approve", "approved"), ("reject", "rejected")])
def test_bulk_action_leaves_the_forbidden_alone_says_so_and_logs_it(limited, waiting, verb, status):
    chosen = [comment.pk for comment in waiting.values()]
    url = reverse("admin:articles_comment_changelist")
    response = limited.post(url, {"action": f"{verb}_selected", "_selected_action": chosen}, follow=True)
    states = {name: Comment.objects.get(pk=comment.pk).status for name, comment in waiting.items()}
    assert states == {"mine": status, "theirs": "waiting"}
    assert messages_of(response) == [
        "1 comment was left as it is: its story stands in a section that is not one of yours.",
        f"1 comment {status}.",
    ]
    entries = AuditEntry.objects.filter(actor=limited.user).values_list("verb", "object_id", "note")
    assert set(entries) == {
        (verb, waiting["mine"].pk, ""),
        ("refused", waiting["theirs"].pk, f"{verb}: not a section of theirs"),
    }


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_one_click_on_a_forbidden_comment_is_refused(limited, waiting, verb):
    response = limited.post(reverse(f"admin:articles_comment_{verb}", args=[waiting["theirs"].pk]))
    assert response.status_code == 403
    assert Comment.objects.get(pk=waiting["theirs"].pk).status == "waiting"
    assert limited.post(reverse(f"admin:articles_comment_{verb}", args=[waiting["mine"].pk])).status_code == 302


@pytest.mark.parametrize("verb", [moderation.approve_all, moderation.reject_all])
def test_verb_refuses_a_mixed_set_whole(limited, waiting, verb):
    with pytest.raises(PermissionDenied):
        verb(Comment.objects.all(), by=limited.user)
    assert not Comment.objects.exclude(status="waiting").exists()
    assert not AuditEntry.objects.filter(object_type="comment").exists()


def test_queue_offers_no_button_for_a_forbidden_comment(limited, waiting):
    everything = {"status": "all"}  # the queue has only what one may decide on
    page = limited.get(reverse("admin:articles_comment_changelist"), everything).content.decode()
    assert reverse("admin:articles_comment_approve", args=[waiting["mine"].pk]) in page
    assert reverse("admin:articles_comment_approve", args=[waiting["theirs"].pk]) not in page
    assert "not a section of yours" in page


# --- who edits it -----------------------------------------------------------------------------------------------------


def test_administrator_sets_the_limit_on_the_person_s_form(desk, sections):
    root, person = desk(name="root", is_staff=True, is_superuser=True), make_user("ines", "Editor")
    url = reverse("admin:auth_user_change", args=[person.pk])
    row = {"section_rights-TOTAL_FORMS": "1", "section_rights-0-section": sections["mine"].pk}
    assert root.post(url, {**fields_of(root.get(url), "user_form"), **row}).status_code == 302
    assert [right.section for right in person.section_rights.all()] == [sections["mine"]]


def test_nobody_else_lifts_it(limited, sections):
    url = reverse("admin:auth_user_change", args=[limited.user.pk])
    assert limited.get(url).status_code == 403
    assert limited.post(url, {"section_rights-TOTAL_FORMS": "0"}).status_code == 403
    assert SectionRight.objects.filter(user=limited.user).exists()


@pytest.mark.parametrize("number", [1, 60])
def test_limit_costs_one_query_a_request(limited, sections, number, django_assert_max_num_queries):
    for _row in range(number):
        make_comment(make_live(section=sections["mine"]), status="waiting")
    for _row in range(number):
        SectionRight.objects.create(user=limited.user, section=make_section())
    for name in ("articles_comment_changelist", "articles_article_changelist"):
        with django_assert_max_num_queries(12):
            assert limited.get(reverse(f"admin:{name}")).status_code == 200
