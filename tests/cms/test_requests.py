"""Requests of every sort: the front door, what isn't there, and what no browser would send."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.admin_forms import form_in, read, signed_in
from tests.factories import make_action, translate, urdu_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("ur", "ur"),
        ("ur-PK,en;q=0.8", "ur"),
        ("de,en;q=0.5", "en"),
        ("fa", "en"),
        ("fr,ur;q=0.5", "ur"),  # a language of the site without a front page yet
        ("", "en"),
        ("*;q=x,,;;", "en"),
        ("e" * 5000, "en"),
    ],
)
def test_the_front_door_leads_to_the_readers_language(client, asked, language):
    urdu_site()
    answer = client.get("/", headers={"accept-language": asked})
    assert (answer.status_code, answer["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in answer["Vary"]


def test_a_number_leads_to_the_newest_in_the_readers_language(client):
    urdu_site()
    first = make_action(serial=109, year=2023, sequence=1, slug="ua-109-23")
    second = make_action(serial=109, year=2023, sequence=2, slug="second-ua-109-23")
    translate(first)
    translated = translate(second)

    def leads(address, language="en"):
        answer = client.get(address, headers={"accept-language": language})
        assert answer.status_code == 302
        assert "Accept-Language" in answer["Vary"]
        return answer["Location"]

    assert leads("/ua/109.23") == second.url
    assert leads("/ua/109-23") == second.url
    assert leads("/ua/109.23", "ur") == translated.url
    assert leads("/ua/109.23/1") == first.url
    assert leads("/ua/109.23/2", "ur") == translated.url
    for address in (
        "/ua/110.23",
        "/ua/109.23/7",
        "/ua/nonsense",
        "/ua/109.23/99999999999999999999",
    ):
        assert client.get(address, follow=True).status_code == 404


def test_a_page_that_isnt_there_says_so_in_the_language_of_its_address(client):
    urdu_site()
    english = client.get("/en/nothing/")
    urdu = client.get("/ur/nothing/")
    assert english.status_code == urdu.status_code == 404
    assert "This page isn&#x27;t here" in english.content.decode() or (
        "This page isn't here" in english.content.decode()
    )
    assert '<html lang="ur" dir="rtl">' in urdu.content.decode()
    assert "This page" not in urdu.content.decode()


def test_a_language_of_the_directory_alone_has_no_pages(client):
    page = make_action()
    # Of the directory alone, and of the site without a page yet.
    for address in ("/fa/", "/ar/", "/ar/actions/", page.url.replace("/en/", "/ar/")):
        answer = client.get(address)
        assert answer.status_code == 404
        assert '<html lang="en" dir="ltr">' in answer.content.decode()


def test_an_error_of_ours_is_answered_in_the_readers_language(client, monkeypatch):
    from search import results

    def fail(*args, **kwargs):
        raise RuntimeError("out of paper")

    urdu_site()
    monkeypatch.setattr(results, "results_of", fail)
    client.raise_request_exception = False
    for language, words in (("en", "our mistake"), ("ur", "غلطی")):
        answer = client.get(f"/{language}/actions/")
        assert answer.status_code == 500
        assert words in answer.content.decode()
        assert "out of paper" not in answer.content.decode()


PIECES = st.sampled_from(
    [
        "en",
        "ur",
        "actions",
        "ua",
        "109.23",
        "second-ua-109-23",
        "..",
        "%00",
        "%ff",
        "٣",
        "",
        "'\"",
        "letter",
    ]
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    path=st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=5).map("/".join),
    query=st.one_of(
        st.text(max_size=30),
        st.sampled_from(["page=99999", "page=%00", "status=%ff", "q=" + "x" * 10_000, "&&&==="]),
    ),
    method=st.sampled_from(["get", "head", "post", "options", "put"]),
)
def test_no_request_however_odd_answers_500(client, path, query, method):
    client.raise_request_exception = True
    answer = getattr(client, method)("/" + path.lstrip("/"), QUERY_STRING=query)
    assert answer.status_code < 500


def test_the_language_stands_in_the_address_and_nowhere_else(client):
    urdu_site()
    page = make_action()
    translated = translate(page)
    for address in ("/en/", "/en/actions/", page.url, "/ur/", "/ur/actions/", translated.url):
        client.cookies.clear()
        plain = client.get(address)
        assert plain.status_code == 200
        # What the browser asks for changes nothing, nor does a cookie that another site's
        # language switch would set.
        client.cookies["django_language"] = "ur"
        asked = client.get(address, headers={"accept-language": "ur,fr;q=0.9"})
        assert asked.content == plain.content, address
        for answer in (plain, asked):
            assert "accept-language" not in answer.get("Vary", "").lower(), address
            assert not answer.cookies


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Password"),
        ("ur", "پاس ورڈ"),
        ("ar", "كلمة"),
        ("fr", "Mot de passe"),
        ("es", "Contraseña"),
    ],
)
def test_the_login_asks_for_the_password_in_the_readers_language(client, language, label):
    html = client.get("/admin/login/", headers={"accept-language": language}).content.decode()
    [field] = read(html).select("label[for=id_password]")
    assert label in field.get_text()


@pytest.mark.parametrize(
    "damage",
    [
        {"steps-count": None},
        {"steps-count": "many"},
        {"steps-count": "1", "steps-0-type": "nothing"},
    ],
    ids=str,
)
def test_a_form_that_arrives_damaged_is_a_bad_request(damage):
    page = make_action()
    editor = signed_in("Editors")
    address = f"/admin/pages/{page.pk}/edit/"
    form = form_in(editor.get(address).content.decode())
    sent = {name: value for name, value in {**form, **damage}.items() if value is not None}
    answer = editor.post(address, sent)
    assert answer.status_code == 400
    assert "damaged" in answer.content.decode()
    page.refresh_from_db()
    assert page.latest_revision.as_object().title == page.title
