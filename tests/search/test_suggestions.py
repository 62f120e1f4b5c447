"""What is offered while somebody types, and where nothing was found."""

import re
from html import unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from actions.models import ActionRecord
from actions.services import withdraw_action
from search import vocabulary
from search.models import SearchText, SearchWord
from tests.factories import make_action, translate, urdu_site
from tests.search.corpus import build_library, text

pytestmark = pytest.mark.django_db


def offered(client, words, language="en", **parameters):
    """What is suggested, as it is read, with where it leads."""
    answer = client.get(f"/{language}/actions/suggestions", {"q": words, **parameters})
    assert answer.status_code == 200
    html = answer.content.decode()
    links = re.findall(r'<li><a href="([^"]+)">(.*?)</a></li>', html)
    assert f">{len(links)} suggestion" in html or language != "en"
    return {
        unescape(" ".join(strip_tags(label).split())): unescape(address) for address, label in links
    }


def titles(client, address):
    html = client.get(address).content.decode()
    return {strip_tags(part.split("</h")[0]) for part in html.split('class="result__title">')[1:]}


def test_words_go_on_from_the_last_one_that_was_typed(client):
    build_library()
    found = offered(client, "libr")
    assert found == {"librarian": "/en/actions/?q=librarian"}
    assert titles(client, found["librarian"]) == {"Free the librarian", "Poet in prison"}
    assert offered(client, '"free the libr') == {
        '"free the librarian': "/en/actions/?q=%22free+the+librarian"
    }
    assert offered(client, "GENEV") == {"Genève": "/en/actions/?q=Gen%C3%A8ve"}
    assert offered(client, "l") == {}, "of one letter nothing can be said"
    assert offered(client, "") == offered(client, "…") == offered(client, "\0") == {}


def test_what_is_suggested_finds_something_under_what_else_was_asked(client):
    build_library()
    assert "poet librarian" in offered(client, "poet libr")
    assert offered(client, "teacher libr") == {}
    assert offered(client, "libr", status="expired") == {}
    assert offered(client, "libr", status="closed") == {
        "librarian": "/en/actions/?q=librarian&status=closed"
    }


def test_values_of_facets_are_suggested_with_how_many_there_are(client):
    build_library()
    found = offered(client, "pak")
    assert found["Country: Pakistan (2)"] == "/en/actions/?country=PK"
    assert found["Pakistan"] == "/en/actions/?q=Pakistan"
    assert offered(client, "teacher pak")["Country: Pakistan (1)"] == (
        "/en/actions/?q=teacher&country=PK"
    )
    assert offered(client, "attorney gen")["Office: Attorney General (1)"].startswith(
        "/en/actions/?q=attorney&target="
    )
    assert not any("Country" in label for label in offered(client, "pak", country="PK"))
    assert len(titles(client, found["Country: Pakistan (2)"])) == 2


def test_in_urdu_whichever_keyboard_was_used(client):
    build_library()
    for typed in ("پاکس", "پاكس"):
        found = offered(client, typed, "ur")
        assert "پاکستان" in found
        assert any(label.startswith("ملک: پاکستان") for label in found)


def test_the_words_that_more_documents_have_come_first(client):
    make_action(title="One", additional_information=text("A weaver and a weaving mill. Weaves."))
    make_action(title="Two", additional_information=text("Weaving mills."))
    make_action(title="Three", additional_information=text("WEAVING."))
    assert sorted(offered(client, "weav"), key=str.lower) == ["weaver", "Weaves", "weaving"]
    vocabulary.count()
    assert list(offered(client, "wea")) == ["weaving", "weaver", "Weaves"]


def test_counting_takes_out_what_no_document_has(client):
    make_action(title="A lighthouse")
    SearchWord.objects.create(language="en", word="lightning", spelled="lightning")
    vocabulary.count()
    assert list(offered(client, "light")) == ["lighthouse"]


def test_counting_brings_back_what_a_document_has(client):
    make_action(title="A Lighthouse")
    SearchWord.objects.filter(word="lighthouse").delete()
    vocabulary.count()
    assert list(offered(client, "light")) == ["Lighthouse"]


def test_what_is_withdrawn_while_all_is_counted_is_not_back_with_it(client):
    page = make_action(title="A lighthouse")
    counted = vocabulary.Count()
    for document in SearchText.objects.all():
        counted.add(document)
    record = ActionRecord.objects.get(translation_key=page.translation_key)
    withdraw_action(record=record, reason="Asked for", now=timezone.now())
    counted.write()
    assert not SearchWord.objects.filter(word="lighthouse").exists()


def test_words_are_those_of_the_documents_as_they_are_written():
    urdu_site()
    translate(
        make_action(title="Détenue à Genève", additional_information=text("snake_case عُقُوبَةُ"))
    )
    words = dict(SearchWord.objects.filter(language="en").values_list("word", "spelled"))
    assert (words["detenue"], words["geneve"], words["snake"]) == ("Détenue", "Genève", "snake")
    assert words["عقوبه"] == "عُقُوبَةُ"
    kept = {word for t in SearchText.objects.all() for word in t.folded_body.split()}
    there = set(SearchWord.objects.values_list("word", flat=True))
    assert {word for word in kept if vocabulary.is_kept(word)} <= there


def test_did_you_mean_leads_to_what_was_meant(client):
    build_library()
    html = client.get("/en/actions/?q=libraran&status=closed").content.decode()
    assert "Did you mean:" in html
    link = re.search(r'<a href="([^"]+)"><bdi>librarian</bdi></a>', html)
    assert titles(client, unescape(link[1])) == {"Poet in prison"}
    assert "Did you mean" not in client.get("/en/actions/?q=quetzalcoatlus").content.decode()
    assert "Did you mean" not in client.get("/en/actions/?q=dalia").content.decode()
    html = client.get("/ur/actions/?q=nosren").content.decode()
    assert '<bdi lang="en">Norsen</bdi>' in html, "what is in another language, too"
    elsewhere = client.get("/ur/actions/?q=dalia").content.decode()
    assert "Did you mean" not in elsewhere, "the word is right, in English"


def test_names_of_what_was_withdrawn_or_is_private_are_not_suggested(client):
    build_library()
    assert offered(client, "withd") == offered(client, "draf") == {}
    assert ActionRecord.objects.exclude(withdrawn_at=None).exists()


def test_a_known_version_isnt_made_again(client):
    make_action()
    first = client.get("/en/actions/suggestions?q=lib")
    again = client.get("/en/actions/suggestions?q=lib", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert first["X-Robots-Tag"] == "noindex"
