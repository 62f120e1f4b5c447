"""Pictures: consent, credit and a text for those who don't see them, before anybody sees them."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Locale
from wagtail_localize.models import Translation

from actions.models import UrgentActionPage
from cms.localisation.services import submit_for_translation
from tests.admin_forms import PUBLISH, action_form, blocks, edit_address, read, refused, signed_in
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


def picture(name="IMG_2034.png"):
    data = BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(data, "PNG")
    made = get_image_model()(title="A reading room")
    made.file.save(name, ImageFile(BytesIO(data.getvalue()), name=name), save=False)
    made.save()
    return made


def image_block(**words):
    return {
        "image": picture(),
        "alt_text": "An empty chair beneath a window",
        "caption": "Her chair",
        "credit": "Example Photos",
        "consent": True,
        **words,
    }


AT = "additional_information-0-value"


@pytest.mark.parametrize(
    ("left_out", "field", "error"),
    [
        ({"consent": False}, "consent", "This field is required."),
        ({"credit": ""}, "credit", "This field is required."),
        ({"alt_text": ""}, "alt_text", "This field is required."),
        ({"image": None}, "image", "This field is required."),
        ({"alt_text": "IMG_2034.png"}, "alt_text", "This is the name of a file."),
        ({"alt_text": "img_2034"}, "alt_text", "This is the name of a file."),
        ({"alt_text": "Portrait 2 (final).JPEG"}, "alt_text", "This is the name of a file."),
    ],
)
def test_a_picture_isnt_published_without_what_it_needs(editor, left_out, field, error):
    page = make_action()
    posted = action_form(editor, page) | blocks(
        "additional_information", ("image", image_block(**left_out))
    )
    errors = refused(editor, edit_address(page), posted)
    assert error in errors[f"{AT}-{field}"][0]
    assert len(errors) == 1


def test_a_draft_may_wait_for_consent_and_words(editor):
    page = make_action()
    left_out = image_block(consent=False, credit="", alt_text="IMG_2034.png")
    posted = action_form(editor, page) | blocks("additional_information", ("image", left_out))
    assert editor.post(edit_address(page), posted).status_code == 302
    kept = UrgentActionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert kept.additional_information[0].value["alt_text"] == "IMG_2034.png"


@pytest.mark.parametrize("said", ["A reading room", "Portrait", "Room 12.5 of the prison"])
def test_words_that_say_what_it_shows_are_taken(editor, said):
    page = make_action()
    block = image_block(alt_text=said, image=picture("Portrait.png"))
    posted = action_form(editor, page) | blocks("additional_information", ("image", block))
    assert editor.post(edit_address(page), {**posted, **PUBLISH}).status_code == 302


def test_readers_of_each_language_get_its_words_and_the_credit(client):
    urdu_site()
    page = make_action(additional_information=[("image", image_block())])
    urdu = translate(page)
    for address, alternative, caption in (
        (page.url, "An empty chair beneath a window", "Her chair"),
        (urdu.url, "اردو An empty chair beneath a window", "اردو Her chair"),
    ):
        figure = read(client.get(address).content.decode()).select_one(".picture")
        assert figure.img["alt"] == alternative
        assert caption in figure.figcaption.get_text()
        assert "Example Photos" in figure.figcaption.get_text()


def test_a_translator_gives_words_and_can_change_neither_picture_nor_consent_nor_credit():
    urdu_site()
    page = make_action(additional_information=[("image", image_block())])
    urdu = Locale.objects.get(language_code="ur")
    submit_for_translation(page=page, locales=[urdu])
    translation = Translation.objects.get(source__object_id=page.translation_key)
    place = f"additional_information.{page.additional_information[0].id}"
    texts = {entry.msgctxt for entry in translation.export_po() if place in entry.msgctxt}
    assert texts == {f"{place}.alt_text", f"{place}.caption"}
    overridable = translation.source.overridablesegment_set.filter(context__path__startswith=place)
    assert not overridable.exists()
