"""An act on an office as a view: a form, then all that it touches, then it is done.

The preview carries the form; what is done is what was shown. Where the office or what uses it has
changed in between, the preview is shown again.
"""

import hashlib
import json
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from actions import usage
from actions.models import Office

PERMISSION = "actions.change_office"


class OfficeActView(View):
    """One act on an office: asks, shows what it touches, and does it."""

    name: ClassVar[str]
    title: ClassVar[Promise]
    explanation: ClassVar[Promise]
    icon: ClassVar[str]
    permissions: ClassVar[tuple[str, ...]] = (PERMISSION,)
    office: Office

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may change offices."""
        if not request.user.has_perms(self.permissions):
            raise PermissionDenied
        self.today = timezone.localdate()
        self.office = get_object_or_404(
            Office.objects.prefetch_related("holders"), pk=kwargs["office_id"]
        )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, office_id: int) -> HttpResponse:
        """The form."""
        return self.show(self.make_form(None))

    def post(self, request: HttpRequest, office_id: int) -> HttpResponse:
        """The form again with its errors, the preview, or what was done."""
        before = self.state()
        form = self.make_form(request.POST)
        if "back" in request.POST or not self.is_ready(form):
            return self.show(form)
        uses = self.uses(form)
        token = self.token(f"{before}{self.also_shown(form)}", uses)
        if request.POST.get("token") == token:
            try:
                self.do(form, uses)
            except ValidationError as error:
                form.add_error(None, error)
                return self.show(form)
            return redirect(edit_address(self.kept(form)))
        if "token" in request.POST:
            messages.warning(request, _("Something changed in between: look at this again."))
        return self.show(form, uses=uses, token=token, preview=self.preview(form, uses))

    def state(self) -> str:
        """All of the office as it is stored, before the form changes the row in memory."""
        return as_stored(self.office)

    def token(self, state: str, uses: list[usage.Use]) -> str:
        """What the preview showed, as a number: the office, and the words that it touches."""
        shown = [
            (use.record.pk, use.record.act_by, words.page.pk, words.salutations, words.mentions)
            for use in uses
            for words in use.versions
        ]
        return hashlib.sha256(f"{state}{shown}".encode()).hexdigest()

    def also_shown(self, form: Any) -> str:
        """What else of the database the preview shows."""
        return ""

    def show(self, form: Any, **context: Any) -> HttpResponse:
        """The screen: the form, or the preview where `uses` is given."""
        return render(
            self.request,
            "actions/admin/office_act.html",
            {"act": self, "office": self.office, "form": form, **context},
        )

    def edit_address(self) -> str:
        """Where "Cancel" leads."""
        return edit_address(self.office)

    def make_form(self, data: Any) -> Any:
        """The form of the act."""
        raise NotImplementedError

    def is_ready(self, form: Any) -> bool:
        """Whether the form can go on to its preview."""
        return bool(form.is_valid())

    def uses(self, form: Any) -> list[usage.Use]:
        """The open actions that the act touches."""
        return usage.open_uses(offices=[self.office.pk], today=self.today)

    def preview(self, form: Any, uses: list[usage.Use]) -> dict[str, Any]:
        """What else the preview shows."""
        return {}

    def do(self, form: Any, uses: list[usage.Use]) -> None:
        """Do it, and say so."""
        raise NotImplementedError

    def kept(self, form: Any) -> Office:
        """The office whose page follows."""
        return self.office


def as_stored(office: Office) -> str:
    """All that the directory has of an office and its holders."""
    return json.dumps(office.serializable_data(), cls=DjangoJSONEncoder)


def edit_address(office: Office) -> str:
    """Where an office is edited."""
    return reverse(Office.snippet_viewset.get_url_name("edit"), args=[office.pk])
