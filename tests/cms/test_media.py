"""Files: readers get the pictures of pages that they may read, as pictures, and nothing else."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from actions.models import ActionRecord
from actions.services import publish_action, withdraw_action
from tests.admin_forms import read, signed_in
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture
def image():
    data = BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(data, "PNG")
    made = get_image_model()(title="A chair")
    made.file.save("chair.png", ImageFile(BytesIO(data.getvalue()), name="chair.png"), save=False)
    made.save()
    return made


def showing(image, **facts):
    block = {"image": image, "alt_text": "A chair", "caption": "", "credit": "C", "consent": True}
    return make_action(additional_information=[("image", block)], **facts)


def source_on(client, page):
    return read(client.get(page.url).content.decode()).select_one(".picture img")["src"]


def withdraw(page):
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    withdraw_action(record=record, reason="Her family asked", now=timezone.now())


def test_a_picture_comes_as_a_picture_that_nothing_can_run_in(client, image):
    answer = client.get(source_on(client, showing(image)))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_a_browser_that_has_it_already_is_told_so(client, image):
    source = source_on(client, showing(image))
    first = client.get(source)
    again = client.get(source, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_picture_of_withdrawn_actions_only_is_gone_at_once_and_for_who_has_it_too(client, image):
    urdu_site()
    page = showing(image)
    translate(page)
    source = source_on(client, page)
    etag = client.get(source)["ETag"]
    withdraw(page)
    for headers in ({}, {"if-none-match": etag}):
        answer = client.get(source, headers=headers)
        assert answer.status_code == 410
        assert b"\x89PNG" not in answer.content
    assert client.get(image.file.url, follow=True).status_code == 404


def test_a_picture_that_another_page_shows_stays(client, image):
    page, other = showing(image), showing(image)
    source = source_on(client, page)
    withdraw(page)
    assert client.get(source).status_code == 200
    withdraw(other)
    assert client.get(source).status_code == 410


def test_a_picture_of_a_draft_or_an_earlier_version_isnt_public(client, image):
    page = showing(image, publish=False)
    rendition = image.get_rendition("width-900")
    assert client.get(rendition.url, follow=True).status_code == 404
    publish_action(page=page)
    assert client.get(rendition.url).status_code == 200
    page.refresh_from_db()
    page.additional_information = []
    publish_action(page=page)
    assert client.get(rendition.url, follow=True).status_code == 404


def test_originals_documents_and_whatever_else_lies_there_are_for_editors(client, image):
    showing(image)
    default_storage.save("documents/list.html", ContentFile(b"<script>1</script>"))
    editor = signed_in("Editors")
    for address in (image.file.url, "/media/documents/list.html"):
        assert client.get(address, follow=True).status_code == 404
        answer = editor.get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "images/",
        "images",
        "..%2f..%2fetc/passwd",
        "%00",
        "a%00.png",
        "x" * 3000,
        "images/nothing.png",
    ],
)
def test_odd_paths_are_not_there(client, image, path):
    for browser in (client, signed_in("Editors")):
        answer = browser.get(f"/media/{path}", follow=True)
        assert answer.status_code in (400, 404)


def test_a_document_that_only_withdrawn_actions_link_to_is_gone_with_them(client):
    document = get_document_model()(title="List")
    document.file.save("list.txt", ContentFile(b"names"))
    page = make_action(
        introduction=f'<p><a linktype="document" id="{document.pk}">The list</a></p>'
    )
    assert ReferenceIndex.get_references_to(document).exists()
    assert client.get(document.url).status_code == 200
    withdraw(page)
    assert client.get(document.url).status_code == 410
