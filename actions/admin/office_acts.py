"""The acts on an office: correct, new holder, merge."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from actions import services, usage
from actions.admin.office_act_view import PERMISSION, OfficeActView, as_stored
from actions.admin.office_forms import CorrectForm, MergeForm, SucceedForm
from actions.directory_names import names_of_holder, new_names, printed_contacts
from actions.models import Holder, Office, RecordOffice


class CorrectView(OfficeActView):
    """What the directory says of an office was wrong, or has changed."""

    name, icon = "correct", "edit"
    title = _("Correct")
    explanation = _(
        "The office itself has other addresses or another title. Open actions show them in every "
        "language at once; actions that are no longer open keep what was valid then."
    )

    def make_form(self, data: Any) -> CorrectForm:
        """The addresses of the office."""
        return CorrectForm(data, instance=self.office, today=self.today)

    def is_ready(self, form: CorrectForm) -> bool:
        """Valid, and anything changed at all."""
        if form.is_valid() and not form.changes():
            form.add_error(None, _("Nothing was changed. Change what is wrong, or go back."))
        return bool(form.is_valid())

    def uses(self, form: CorrectForm) -> list[usage.Use]:
        """Also those whose text prints what is wrong now."""
        wrong = [old for _label, old, _new in form.changes()]
        return usage.open_uses(
            offices=[self.office.pk], names=printed_contacts(wrong), today=self.today
        )

    def preview(self, form: CorrectForm, uses: list[usage.Use]) -> dict[str, Any]:
        """The old and the new, field by field."""
        return {
            "rows": form.changes(),
            "before": _("Now"),
            "after": _("Then"),
            "printed": any(use.mentions for use in uses),
        }

    def do(self, form: CorrectForm, uses: list[usage.Use]) -> None:
        """Save the office."""
        services.correct_office(
            office=form.instance,
            pages=[use.source for use in uses if use.roles],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            today=self.today,
        )
        messages.success(self.request, _("The office was corrected, in every language."))


class SucceedView(OfficeActView):
    """Somebody else holds the office."""

    name, icon = "succeed", "user"
    title = _("New holder")
    explanation = _(
        "Somebody else holds the office from a day on; whoever held it does until the day before. "
        "Actions that stopped earlier keep the name that was valid then."
    )

    def make_form(self, data: Any) -> SucceedForm:
        """The new holder."""
        return SucceedForm(data, instance=Holder(office=self.office))

    def is_ready(self, form: SucceedForm) -> bool:
        """Valid, and following somebody else."""
        if not form.is_valid():
            return False
        try:
            self.before = services.predecessor(self.office, since=form.instance.since)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        new = {text.casefold() for text in names_of_holder(form.instance)}
        if self.before and new & {text.casefold() for text in names_of_holder(self.before)}:
            form.add_error(None, _("The same person holds this office already."))
        return bool(form.is_valid())

    def uses(self, form: SucceedForm) -> list[usage.Use]:
        """Also those whose text names whoever held it."""
        names = names_of_holder(self.before) if self.before else []
        return usage.open_uses(offices=[self.office.pk], names=names, today=self.today)

    def preview(self, form: SucceedForm, uses: list[usage.Use]) -> dict[str, Any]:
        """Which mentions can be replaced: salutations are ticked, unless the editor chose.

        None is where the term begins later: until then letters go to whoever holds the office.
        """
        chosen = set(self.request.POST.getlist("place")) if "token" in self.request.POST else None
        named = any(use.mentions for use in uses)
        later = form.instance.since > self.today
        return {
            "rows": form.changes(self.before),
            "before": _("Now"),
            "after": _("Then"),
            "words": new_names(self.before, form.instance) if named else {},
            "later": form.instance.since if named and later else None,
            "places": {
                _place(mention)
                for use in uses
                for mention in use.mentions
                if (chosen is None and use.roles and mention.is_salutation and not later)
                or (chosen is not None and _place(mention) in chosen)
            },
        }

    def do(self, form: SucceedForm, uses: list[usage.Use]) -> None:
        """Begin the term, and replace the name where the editor ticked it."""
        chosen = set(self.request.POST.getlist("place"))
        replaced = services.succeed(
            office=self.office,
            holder=form.instance,
            words=new_names(self.before, form.instance),
            places=[
                (mention.page_id, mention.path)
                for use in uses
                for mention in use.mentions
                if _place(mention) in chosen
            ],
            pages=[use.source for use in uses],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            today=self.today,
        )
        done = _("The new holder is in the directory; the name was replaced in %(count)s texts.")
        messages.success(self.request, str(done) % {"count": number_format(replaced)})


class MergeView(OfficeActView):
    """Two rows of the directory are one office."""

    name, icon = "merge", "link"
    title = _("Merge")
    explanation = _(
        "This office and another are the same. All that names this one will name the other, in "
        "every language and draft; then this one is deleted."
    )
    permissions = (PERMISSION, "actions.delete_office")

    def make_form(self, data: Any) -> MergeForm:
        """Which one stays."""
        return MergeForm(data, office=self.office)

    def preview(self, form: MergeForm, uses: list[usage.Use]) -> dict[str, Any]:
        """Both, side by side, where they differ; and which actions name both."""
        kept = RecordOffice.objects.filter(office=form.cleaned_data["kept"])
        return {
            "rows": form.differences(),
            "before": _("Goes"),
            "after": _("Stays"),
            "twice": set(kept.values_list("record_id", flat=True)),
        }

    def also_shown(self, form: MergeForm) -> str:
        """The office that stays."""
        return as_stored(form.cleaned_data["kept"])

    def do(self, form: MergeForm, uses: list[usage.Use]) -> None:
        """Merge them."""
        services.merge_offices(
            kept=form.cleaned_data["kept"],
            dropped=self.office,
            pages=[use.source for use in uses],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
            today=self.today,
        )
        messages.success(self.request, _("The two offices are one now, in every language."))

    def kept(self, form: MergeForm) -> Office:
        """The other one."""
        kept: Office = form.cleaned_data["kept"]
        return kept


ACTS = (CorrectView, SucceedView, MergeView)


def _place(mention: Any) -> str:
    """A mention as a checkbox posts it."""
    return f"{mention.page_id}:{mention.path}"


@hooks.register("register_admin_urls")
def office_act_urls() -> list[Any]:
    """The addresses of the acts."""
    return [
        path(f"offices/<row:office_id>/{act.name}/", act.as_view(), name=f"office_{act.name}")
        for act in ACTS
    ]


def office_buttons(office: Office, user: Any) -> Iterator[Button]:
    """The acts that a person may do on an office."""
    for priority, act in enumerate(ACTS, start=30):
        if user.has_perms(act.permissions):
            yield Button(
                act.title,
                reverse(f"office_{act.name}", args=[office.pk]),
                icon_name=act.icon,
                priority=priority,
            )


@hooks.register("register_snippet_listing_buttons")
def listing_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """The acts, in the menu of an office's row."""
    if isinstance(snippet, Office):
        yield from office_buttons(snippet, user)
