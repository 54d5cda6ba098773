"""Planning on the article's form and list: its stage by the moves allowed, who has it, and until when.

The stage and the people are not saved with the other fields but by their verbs, which check, lock, log and tell.
"""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.desk.assignment import assign, people, people_called
from articles.publishing import stages
from articles.publishing.admin.combobox import Combobox
from articles.publishing.admin.live_state import moment, with_name
from articles.publishing.admin.verbs import speaking_refusals
from articles.publishing.models.article import Stage

ROLES = ("reporter", "editor")
MOST_PEOPLE = 20  # answers of the combobox


class PlanningFields:
    """A form of Article for the person `by`: offers only stages they may move it to, and people of the desk."""

    by = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "stage" in self.fields:
            self.offer_stages(self.fields["stage"], self.instance)
        for role in ROLES:
            if role in self.fields:
                self.offer_people(self.fields[role], getattr(self.instance, role))

    def offer_stages(self, field, article):
        stage, allowed = article.stage, stages.moves_of(article, self.by)
        field.choices = [
            (choice, stages.in_words(article) if choice == stage else choice.label)
            for choice in Stage
            if choice == stage or choice in allowed
        ]
        words = stages.refusal_of_any(stage, allowed)
        field.error_messages["invalid_choice"] = words.replace("%", "%%")

    def offer_people(self, field, holder):
        """Whoever has it keeps it, even when their account is closed."""
        field.queryset = people(holder.pk if holder else None)
        field.label_from_instance = label_of
        field.widget.widget.known = {str(holder.pk): label_of(holder)} if holder else {}

    def clean_legal_hold(self):
        """Anyone may put a story on hold; letting it go is for those who publish."""
        hold = self.cleaned_data["legal_hold"]
        if self.instance.legal_hold and not hold and not self.by.has_perm("articles.publish_article"):
            raise ValidationError(_("Only someone who may publish lifts a legal hold. Ask an editor."))
        return hold


def label_of(who) -> str:
    name = who.get_full_name()
    return f"{name} ({who.get_username()})" if name else who.get_username()


class PeopleCombobox(Combobox):
    """A combobox over `people/` of the article's admin: the one behind accounts answers only those who may see accounts."""

    def get_url(self):
        return reverse("admin:articles_article_people")


class MineFilter(admin.SimpleListFilter):
    title = gettext_lazy("whose")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", _("mine")), ("nobody", _("nobody’s"))]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.mine(request.user)
        if self.value() == "nobody":
            return queryset.filter(reporter=None, editor=None)
        return queryset


class DueFilter(admin.SimpleListFilter):
    title = gettext_lazy("due")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("late", _("late")), ("today", _("today"))]

    def queryset(self, request, queryset):
        if self.value() == "late":
            return queryset.late()
        if self.value() == "today":
            return queryset.filter(due__date=timezone.localdate())
        return queryset


class Planning:
    """Joined into the admin of Article, before it."""

    told_by_verbs = ("stage", *ROLES)
    planning = (
        gettext_lazy("Planning"),
        {
            "fields": [
                "stage",
                "reporter",
                "editor",
                "due",
                ("planned_for", "wanted_length"),
                "slug",
                ("legal_hold", "not_for_publication"),
            ],
            "classes": ["planning", "side"],
        },
    )

    def get_queryset(self, request):
        articles = super().get_queryset(request).select_related(*ROLES)
        return stages.with_moves(articles, request.user) if getattr(request, "desk_wants_moves", False) else articles

    def get_object(self, request, object_id, from_field=None):
        """With the moves its stage allows the person, so that the form need not ask for them."""
        request.desk_wants_moves = True
        return super().get_object(request, object_id, from_field)

    def get_urls(self):
        view = self.admin_site.admin_view(self.people_view)
        return [path("people/", view, name="articles_article_people"), *super().get_urls()]

    def people_view(self, request):
        """The accounts a story can be given to, by a part of their name, as the combobox asks for them."""
        if not self.has_change_permission(request) and not self.has_add_permission(request):
            raise PermissionDenied(_("You may not give stories to anyone. Ask an editor."))
        found = people_called(request.GET.get("term", "")[:150])
        results = [{"id": str(who.pk), "text": label_of(who)} for who in found[:MOST_PEOPLE]]
        return JsonResponse({"results": results, "pagination": {"more": False}})

    def get_list_display(self, request):
        columns = list(super().get_list_display(request))
        place = columns.index("readers") if "readers" in columns else len(columns)
        return [*columns[:place], "who", "due_shown", *columns[place:]]

    def get_list_filter(self, request):
        return [MineFilter, DueFilter, *super().get_list_filter(request)]

    @admin.display(description=gettext_lazy("who"), ordering="reporter__username")
    def who(self, article):
        names = [str(person) for person in (article.reporter, article.editor) if person]
        return " / ".join(names) or self.get_empty_value_display()

    @admin.display(description=gettext_lazy("due"), ordering="due")
    def due_shown(self, article):
        if article.due is None:
            return None
        if article.due < timezone.now() and not article.live_since:
            return format_html('<span class="badge late">{} {}</span>', _("late:"), moment(article.due))
        return with_name(_("due"), moment(article.due))

    def get_fieldsets(self, request, obj=None):
        """Planning stands beside the story; the other groups lose what it holds."""
        held = {"stage", "slug"}
        fieldsets = []
        for name, options in super().get_fieldsets(request, obj):
            kept = without(options["fields"], held)
            fieldsets.append((name, options | {"fields": kept}))
        names = [options["classes"] for _name, options in fieldsets]
        place = next((index for index, classes in enumerate(names) if "pictures" in classes), len(names) - 1)
        return [*fieldsets[:place], self.planning, *fieldsets[place:]]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in ROLES:
            kwargs["widget"] = PeopleCombobox(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in ROLES and field is not None:
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form)(form.__name__, (PlanningFields, form), {"by": request.user})

    def save_model(self, request, obj, form, change):
        asked = {name: getattr(obj, name) for name in ("stage", *ROLES) if name in form.changed_data}
        if "stage" in asked:
            obj.stage = form.initial.get("stage") or Stage.DRAFT
        for role in ROLES:
            if role in asked:
                setattr(obj, f"{role}_id", form.initial.get(role))
        super().save_model(request, obj, form, change)
        with speaking_refusals(request):
            if "stage" in asked:
                take_over(obj, stages.move(obj, asked["stage"], by=request.user))
        with speaking_refusals(request):
            if asked.keys() & set(ROLES):
                chosen = {role: asked.get(role, getattr(obj, role)) for role in ROLES}
                take_over(obj, assign(obj, by=request.user, **chosen))


def take_over(obj, saved) -> None:
    """The instance of the form, brought to what a verb made of its row."""
    for name in ("stage", *(f"{role}_id" for role in ROLES), "version", "modified"):
        setattr(obj, name, getattr(saved, name))


def without(fields, names: set[str]) -> list[str | tuple[str, ...]]:
    """`fields` of a fieldset, rows kept as rows, without those named."""
    kept: list[str | tuple[str, ...]] = []
    for row in fields:
        rest = tuple(name for name in ((row,) if isinstance(row, str) else row) if name not in names)
        if rest:
            kept.append(rest if len(rest) > 1 else rest[0])
    return kept
