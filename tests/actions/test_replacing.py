"""Replace a name: in the admin, everywhere, without a trace of it left."""

import json
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Comment, PageLogEntry
from wagtail.rich_text import RichText
from wagtail.search.backends import get_search_backend

from actions.models import ActionRecord, UrgentActionPage
from actions.rewriting.remainders import remainders
from actions.rewriting.words import Names
from actions.services import close_action
from cms.roles import translators_of
from tests.admin_forms import edit_address, read, signed_in
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site

pytestmark = pytest.mark.django_db

NAME = "Zarmina Example"
URDU = "زرمینہ مثال"
TYPED = {
    "scope": "action",
    "names_en": NAME,
    "instead_en": "a woman of 34",
    "names_ur": URDU,
    "instead_ur": "ایک خاتون",
    "reason": "Her family asked us",
}


@pytest.fixture
def editor():
    """The browser of a member of the group "Editors"."""
    return signed_in("Editors")


@pytest.fixture(autouse=True)
def media_of_its_own(settings, tmp_path):
    """So that files have the names that they are given, and no image has sizes of another test."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def address(page):
    return f"/admin/actions/replace-name/{page.pk}/"


def picture(title=f"Portrait of {NAME}", file="zarmina-example-2026.png"):
    data = BytesIO()
    Picture.new("RGB", (40, 30), "teal").save(data, "PNG")
    made = get_image_model()(title=title, description=f"{NAME} in her garden")
    made.file.save(file, ImageFile(BytesIO(data.getvalue()), name=file), save=False)
    made.save()
    made.tags.add(NAME)
    return made


def named_action(**facts):
    """An action in English and Urdu that names her in every way that an editor could."""
    page = make_action(
        **{
            "title": f"Release {NAME}",
            "slug": "free-zarmina-example",
            "serial": 12,
            "introduction": f"<p><b>Zarmina</b> Example was taken. {NAME}’s son too.</p>",
            "letters": [("letter", letter(body=RichText(f"<p>I write for {NAME}.</p>")))],
            "people": [("person", {"name": NAME, "pronoun": "she/her", "group": False})],
            "additional_information": [
                (
                    "image",
                    {
                        "image": picture(),
                        "alt_text": f"{NAME} smiles",
                        "caption": f"{NAME} at home",
                        "credit": f"Family of {NAME}",
                        "consent": True,
                    },
                ),
                (
                    "text",
                    RichText('<p>See <a href="https://example.org/zarmina-example">this</a>.</p>'),
                ),
            ],
            "updates": [
                (
                    "update",
                    {
                        "date": "2026-07-01",
                        "kind": "development",
                        "text": RichText(f"<p>{NAME} is ill.</p>"),
                    },
                )
            ],
            "reference": f"Case of {NAME}",
            **facts,
        }
    )
    urdu = translate(page, prefix=f"{URDU}: ")
    page.title = f"{NAME.upper()} IS ILL"
    page.save_revision()
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    close_action(
        record=record,
        outcome="other_good",
        note={"en": f"{NAME} is free", "ur": URDU},
        now=record.published_at,
    )
    return UrgentActionPage.objects.get(pk=page.pk), urdu


def test_the_menu_of_a_page_offers_it_and_the_people_stand_there_as_a_start(editor):
    urdu_site()
    page, _urdu = named_action()
    assert address(page) in editor.get(edit_address(page)).content.decode()
    form = read(editor.get(address(page)).content.decode())
    assert form.select_one("[name=names_en]").get_text().strip() == NAME
    assert form.select_one("[name=names_ur]")["dir"] == "rtl"
    assert URDU in form.select_one("[name=names_ur]").get_text()


def test_a_preview_shows_every_place_in_every_language_and_changes_nothing(editor, client):
    urdu_site()
    page, urdu = named_action()
    before = client.get(page.url).content, client.get(urdu.url).content
    html = editor.post(address(page), {**TYPED, "preview": "1"}).content.decode()
    text = " ".join(read(html).get_text(" ").split())
    for said in (
        "Release Zarmina Example",
        "Release a woman of 34",
        "Letter 1 · Letter",
        "Image 1 · What it shows",
        "Image 1 · Caption",
        "Update 1 · News",
        "Person or group 1 · Name",
        "free-zarmina-example → free-a-woman-of-34",
        "zarmina-example-2026.png → a-woman-of-34-2026.png",
        "drafts and earlier versions",
        "What translators work with",
        "closing note",
        "entries in the history",
    ):
        assert said in text, said
    assert "ایک خاتون" in text
    assert (client.get(page.url).content, client.get(urdu.url).content) == before
    assert get_image_model().objects.get().file.name.endswith("zarmina-example-2026.png")
    assert ActionRecord.objects.get().closing_note_en == f"{NAME} is free"


def test_after_the_act_the_name_is_nowhere_in_the_database(editor, client):
    urdu_site()
    page, _urdu = named_action()
    Comment.objects.create(
        page=page,
        user_id=editor.session["_auth_user_id"],
        text=f"Is {NAME} right?",
        contentpath="title",
    )
    shown = client.get(page.url).content.decode()
    assert NAME in shown
    html = editor.post(address(page), {**TYPED, "replace": "1"}).content.decode()
    assert "Nothing else in the database says the name." in html
    for name in (NAME, URDU):
        assert remainders(Names([name])) == []
    assert Comment.objects.get().text == "Is a woman of 34 right?"


def test_readers_of_both_languages_read_the_new_words_at_the_new_address(editor, client):
    urdu_site()
    page, urdu = named_action()
    old = page.url, urdu.url
    assert client.get(old[0]).status_code == client.get(old[1]).status_code == 200
    editor.post(address(page), {**TYPED, "replace": "1"})
    for address_before in old:
        assert client.get(address_before).status_code == 404
    english = client.get("/en/actions/free-a-woman-of-34/").content.decode()
    inurdu = client.get("/ur/actions/free-a-woman-of-34/").content.decode()
    assert "Release a woman of 34" in english
    assert "A woman of 34 was taken. A woman of 34’s son too." in read(english).get_text()
    assert 'alt="A woman of 34 smiles"' in english
    assert "ایک خاتون" in inurdu
    for html in (english, inurdu):
        assert "armina" not in html
        assert "زرمینہ" not in html
        assert 'href="https://example.org/"' in html


def test_the_files_of_images_have_new_names_and_readers_get_them(
    editor, client, django_capture_on_commit_callbacks
):
    urdu_site()
    page, _urdu = named_action()
    client.get(page.url)
    image = get_image_model().objects.get()
    old = image.file.name, image.renditions.get().file.name
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address(page), {**TYPED, "replace": "1"})
    image.refresh_from_db()
    assert image.title == "Portrait of a woman of 34"
    assert image.description == "A woman of 34 in her garden"
    assert not image.tags.exists()
    assert image.file.name.endswith("a-woman-of-34-2026.png")
    assert default_storage.exists(image.file.name)
    assert not any(default_storage.exists(name) for name in old)
    html = client.get("/en/actions/free-a-woman-of-34/").content.decode()
    source = read(html).select_one(".picture img")["src"]
    assert "a-woman-of-34" in source
    assert client.get(source).status_code == 200


def test_the_history_tells_of_it_without_the_name(editor):
    urdu_site()
    page, _urdu = named_action()
    assert PageLogEntry.objects.filter(page_id=page.pk, label__contains=NAME).exists()
    editor.post(address(page), {**TYPED, "replace": "1"})
    history = editor.get(f"/admin/pages/{page.pk}/history/").content.decode()
    said = " ".join(read(history).get_text(" ").split())
    assert "places: Her family asked us" in said
    assert "armina" not in history
    entries = PageLogEntry.objects.values_list("label", "data")
    assert "armina" not in json.dumps(list(entries))


def test_neither_the_admin_nor_the_public_finds_the_name_any_more(editor, client):
    urdu_site()
    page, _urdu = named_action()

    def found(words):
        return list(get_search_backend().search(words, UrgentActionPage))

    assert found("Zarmina")
    editor.post(address(page), {**TYPED, "replace": "1"})
    assert not found("Zarmina")
    assert page in found("woman")
    assert "armina" not in editor.get("/admin/pages/search/?q=woman").content.decode()
    for public in ("/en/", "/en/actions/", "/ur/", "/ur/actions/"):
        assert "armina" not in client.get(public).content.decode()


def test_an_older_version_doesnt_bring_the_name_back(editor, client):
    urdu_site()
    page, _urdu = named_action()
    first = page.revisions.order_by("created_at").first()
    editor.post(address(page), {**TYPED, "replace": "1"})
    first.refresh_from_db()
    first.publish()
    html = client.get("/en/actions/free-a-woman-of-34/").content.decode()
    assert "Release a woman of 34" in html
    assert "armina" not in html


def test_a_draft_that_was_never_published_has_it_too(editor):
    page = make_action(publish=False, title=f"Release {NAME}", slug="x", people=[])
    html = editor.post(address(page), {**TYPED, "replace": "1"}).content.decode()
    assert "The name was replaced" in html
    assert UrgentActionPage.objects.get(pk=page.pk).title == "Release a woman of 34"


def test_the_series_and_the_library_are_asked_for_and_what_is_left_is_said(editor):
    first = make_action(title=f"First for {NAME}", serial=12, sequence=1, slug="first-ua")
    second = make_action(title=f"Second for {NAME}", serial=12, sequence=2, slug="second-ua")
    other = make_action(title=f"Other for {NAME}", serial=13, slug="other-ua")
    OfficeFactory(title_en=f"Court of {NAME}")
    html = editor.post(address(first), {**TYPED, "replace": "1"}).content.decode()
    text = " ".join(read(html).get_text(" ").split())
    assert "The name still stands there afterwards" in text
    assert "Second for Zarmina Example" in text
    assert "The directory, which is left as it is: change it there.: 1" in text

    def titles():
        return [UrgentActionPage.objects.get(pk=p.pk).title for p in (first, second, other)]

    assert titles()[1:] == [f"Second for {NAME}", f"Other for {NAME}"]
    editor.post(address(second), {**TYPED, "scope": "series", "replace": "1"})
    assert titles() == ["First for a woman of 34", "Second for a woman of 34", f"Other for {NAME}"]
    for page in (first, second):
        history = editor.get(f"/admin/pages/{page.pk}/history/").content.decode()
        assert "A name was replaced in" in history
    editor.post(address(first), {**TYPED, "scope": "library", "replace": "1"})
    assert titles()[2] == "Other for a woman of 34"


def test_a_hashtag_with_the_name_is_pointed_out(editor):
    page = make_action(
        title=f"Release {NAME}", slug="x-ua", introduction="<p>Write #FreeZarminaExample</p>"
    )
    html = editor.post(address(page), {**TYPED, "preview": "1"}).content.decode()
    assert "such as a #hashtag" in html
    typed = {**TYPED, "names_en": f"{NAME}\n#FreeZarminaExample"}
    html = editor.post(address(page), {**typed, "preview": "1"}).content.decode()
    assert "Nothing else in the database says the name." in html


def test_a_first_name_by_itself_is_pointed_out(editor):
    page = make_action(title=f"{NAME} and her son", introduction="<p>Zarmina is ill.</p>")
    html = editor.post(address(page), {**TYPED, "preview": "1"}).content.decode()
    assert "A part of the name by itself, “Zarmina”" in html
    typed = {**TYPED, "names_en": f"{NAME}\nZarmina"}
    html = editor.post(address(page), {**typed, "replace": "1"}).content.decode()
    assert "A part of the name" not in html
    assert "A woman of 34 is ill." in UrgentActionPage.objects.get(pk=page.pk).introduction


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"names_en": "", "names_ur": ""}, "names_en", "Write the name."),
        ({"names_en": " \n ", "names_ur": ""}, "names_en", "Write the name."),
        ({"names_en": "Z"}, "names_en", "at least two letters"),
        ({"names_en": "Nobody Known", "names_ur": ""}, "names_en", "stands nowhere"),
        ({"instead_en": ""}, "instead_en", "write what stands there instead"),
        ({"instead_en": NAME}, "instead_en", "still says the name"),
        ({"instead_en": "ZARMINA EXAMPLE, 34"}, "instead_en", "still says the name"),
        ({"names_en": "Zarmina\0"}, "names_en", "Null characters are not allowed"),
        ({"names_en": "x" * 10_000}, "names_en", "at most"),
        ({"names_en": "y" * 300}, "names_en", "at most 200 characters"),
        ({"names_en": "\n".join(f"name {n}" for n in range(30))}, "names_en", "at most 20"),
        ({"instead_en": "x" * 10_000}, "instead_en", "at most 200 characters"),
        ({"reason": ""}, "reason", "This field is required"),
        ({"scope": "world"}, "scope", "Select a valid choice"),
    ],
)
def test_what_cant_be_done_is_said_at_the_field_and_nothing_typed_is_lost(
    editor, typed, field, error
):
    page = make_action(title=f"Release {NAME}", slug="x-ua")
    posted = {**TYPED, **typed}
    answer = editor.post(address(page), {**posted, "replace": "1"})
    assert answer.status_code == 200
    html = answer.content.decode()
    tag = read(html).select_one(f"[name={field}]").find_parent(attrs={"data-field": True})
    assert error in " ".join(tag.get_text(" ").split())
    for name, value in posted.items():
        if name != "scope" and "\0" not in value:
            kept = read(html).select_one(f"[name={name}]")
            assert (
                kept.get("value") or kept.get_text().removeprefix("\n")
            ) == value.strip() or not value.strip()
    assert UrgentActionPage.objects.get(pk=page.pk).title == f"Release {NAME}"


@pytest.mark.parametrize(
    "reason", [f"{NAME} asked", "ZARMINA EXAMPLE asked", f"{URDU} نے کہا", "for #ZarminaExample"]
)
def test_a_reason_that_says_the_name_is_refused(editor, reason):
    page = make_action(title=f"Release {NAME}", slug="x-ua")
    html = editor.post(address(page), {**TYPED, "reason": reason, "replace": "1"}).content.decode()
    field = read(html).select_one("[name=reason]").find_parent(attrs={"data-field": True})
    assert "write it without the name" in field.get_text()
    assert UrgentActionPage.objects.get(pk=page.pk).title == f"Release {NAME}"


def test_a_translator_may_not_and_who_isnt_signed_in_is_asked_to(client):
    urdu_site()
    page, urdu = named_action()
    browser = signed_in(translators_of("ur"))
    for asked in (page, urdu):
        answer = browser.post(address(asked), {**TYPED, "replace": "1"}, follow=True)
        assert "Your account may not open this" in answer.content.decode()
    assert client.get(address(page)).url.startswith("/admin/login/")
    assert UrgentActionPage.objects.get(pk=page.pk).title == f"Release {NAME}"


def test_odd_requests_answer_and_never_with_500(editor):
    page = make_action(title=f"Release {NAME}", slug="x-ua")
    assert editor.get("/admin/actions/replace-name/999999/", follow=True).status_code == 404
    assert editor.get(f"/admin/actions/replace-name/{9:0>40}/", follow=True).status_code == 404
    assert editor.get(f"/admin/actions/replace-name/{10**40}/", follow=True).status_code == 404
    for method in ("put", "delete", "head", "options"):
        assert getattr(editor, method)(address(page)).status_code < 500
