"""A small library with something of everything, and what is to be found in it, whatever the engine."""

from datetime import date, timedelta

from django.utils import timezone
from wagtail.rich_text import RichText

from actions.models import ActionRecord, Language, Office, Topic
from actions.services import close_action, withdraw_action
from tests.factories import OfficeFactory, letter, make_action, translate, urdu_site
from tests.search.spellings import ALIKE, APART, groups


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def text(*paragraphs: str) -> list[tuple[str, RichText]]:
    return [("text", RichText("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)))]


def record_of(page) -> ActionRecord:
    return ActionRecord.objects.get(translation_key=page.translation_key)


def build_library() -> dict[str, ActionRecord]:
    """The actions by a name for each; four can be read in Urdu as well."""
    urdu_site()
    plain = [("letter", letter(body=RichText("<p>Please act today.</p>")))]
    general = Office.objects.get(
        pk=OfficeFactory(title_en="Attorney General", title_ur="اٹارنی جنرل").pk
    )
    pages = {
        "librarian": make_action(
            letters=plain,
            title="Free the librarian", serial=7, year=2024, slug="ua-7-24", issued_on=date(2024, 3, 1),
            act_by=in_days(20), introduction="<p>She was <b>arrested</b> at night in Kestin.</p>",
        ),
        "teacher": make_action(
            title="Teacher to be executed", serial=7, sequence=2, year=2024, slug="second-ua-7-24",
            countries=["PK", "IN"], issued_on=date(2024, 5, 2), act_by=in_days(3),
            letters=[("letter", letter(body=RichText("<p>Stop the execution of the teacher.</p>")))],
        ),
        "farmer": make_action(
            letters=plain,
            title="A farmer’s house", serial=109, year=2023, slug="ua-109-23", countries=["PK"],
            issued_on=date(2023, 1, 31), act_by=in_days(-5), office=general,
            additional_information=text("The river Olumba took the house.", "Farmers wait."),
        ),
        "poet": make_action(
            letters=plain,
            title="Poet in prison", serial=12, year=2022, slug="ua-12-22", countries=["FR"],
            issued_on=date(2022, 12, 31),
            people=[("person", {"name": "Dalia Norsen", "pronoun": "she/her", "group": False})],
            additional_information=text("Détenue à Genève, elle écrit. The librarian wrote to her."),
        ),
        "undated": make_action(
            letters=plain,
            title="Nobody knows the day", serial=None, year=None, sequence=None, slug="undated",
            reference="PAK 001/0523", countries=[], introduction="<p>Two words: net work.</p>",
        ),
        "withdrawn": make_action(letters=plain, title="Withdrawn librarian", serial=1, year=2020, slug="ua-1-20"),
        "draft": make_action(letters=plain, title="Draft librarian", serial=2, year=2020, slug="ua-2-20", publish=False),
    }  # fmt: skip
    topics = {
        slug: Topic.objects.create(slug=slug, name_en=slug.replace("-", " "), name_ur="موضوع")
        for slug in ("death-penalty", "torture")
    }
    records = {name: record_of(page) for name, page in pages.items() if name != "draft"}
    for name in ("librarian", "teacher", "farmer", "poet"):
        pages[name].preferred_languages.set(
            Language.objects.filter(code="fr" if name == "poet" else "en")
        )
        pages[name].topics.set(
            [topics["death-penalty"]] if name == "teacher" else [topics["torture"]]
        )
        pages[name].save_revision().publish()
    for name in ("librarian", "teacher", "farmer"):
        translate(pages[name])
    close_action(record=records["poet"], outcome="released", now=timezone.now())
    withdraw_action(record=records["withdrawn"], reason="asked to", now=timezone.now())
    return records


EVERYTHING = {"librarian", "teacher", "farmer", "poet", "undated"}
# (language, parameters, names): what is found, without stemming.
QUERIES: list[tuple[str, dict[str, list[str]], set[str]]] = [
    ("en", {}, EVERYTHING),
    ("ur", {}, EVERYTHING),
    ("en", {"q": ["librarian"]}, {"librarian", "poet"}),
    ("en", {"q": ["LIBRARIAN"]}, {"librarian", "poet"}),
    ("en", {"q": ["the librarian"]}, {"librarian", "poet"}),
    ("en", {"q": ['"free the librarian"']}, {"librarian"}),
    ("en", {"q": ['"librarian the free"']}, set()),
    ("en", {"q": ['"took the house" "farmers']}, {"farmer"}),
    ("en", {"q": ['"house farmers"']}, set()),  # the end of one passage and the start of the next
    ("en", {"q": ["olumba river"]}, {"farmer"}),
    ("en", {"q": ["detenue geneve"]}, {"poet"}),
    ("en", {"q": ["DÉTENUE"]}, {"poet"}),
    ("en", {"q": ["dalia"]}, {"poet"}),
    ("en", {"q": ["attorney general"]}, {"farmer"}),
    ("en", {"q": ["asha example"]}, EVERYTHING),  # who holds the office, in each
    ("en", {"q": ["pakistan"]}, {"teacher", "farmer"}),
    ("en", {"q": ["torture"]}, {"librarian", "farmer", "poet"}),
    ("en", {"q": ["PAK 001/0523"]}, {"undated"}),
    ("en", {"q": ["network"]}, set()),
    ("en", {"q": ["net work"]}, {"undated"}),
    ("en", {"q": ["nothing of the kind"]}, set()),
    # Words of the reader's language, and of others where they are asked for.
    ("ur", {"q": ["پاکستان"]}, {"teacher", "farmer"}),
    ("ur", {"q": ["پاكستان"]}, {"teacher", "farmer"}),
    ("en", {"q": ["پاکستان"]}, set()),
    ("en", {"q": ["پاکستان"], "language": ["ur"]}, {"teacher", "farmer"}),
    ("ur", {"q": ["dalia"]}, set()),
    ("ur", {"q": ["dalia"], "language": ["en"]}, {"poet"}),
    ("ur", {"q": ["librarian"]}, {"librarian"}),
    ("ur", {"q": ["librarian"], "language": ["ur", "en"]}, {"librarian", "poet"}),
    ("ur", {"q": ["اٹارنی جنرل"]}, {"farmer"}),
    # Numbers, in every language.
    *(
        (language, {"q": [number]}, {"librarian", "teacher"})
        for language in ("en", "ur")
        for number in ("UA 7/24", "ua 7.24", "second ua 7.24", "7.24", "UA: 007/2024", "۷/۲۴")
    ),
    ("ur", {"q": ["UA 12/22"]}, {"poet"}),
    ("ur", {"q": ["UA 12/22"], "country": ["PK"]}, set()),
    # Filters: one of a facet's values, each of the facets.
    ("en", {"country": ["PK"]}, {"teacher", "farmer"}),
    ("en", {"country": ["PK", "FR"]}, {"teacher", "farmer", "poet"}),
    ("en", {"country": ["pk"], "topic": ["torture"]}, {"farmer"}),
    ("en", {"region": ["asia-pacific"]}, {"teacher", "farmer"}),
    ("en", {"region": ["africa"]}, {"librarian"}),
    ("en", {"topic": ["death-penalty"]}, {"teacher"}),
    ("en", {"year": ["2024"]}, {"librarian", "teacher"}),
    ("en", {"year": ["2024", "2022"]}, {"librarian", "teacher", "poet"}),
    ("en", {"year": ["۲۰۲۳"]}, {"farmer"}),
    ("en", {"from": ["2023-01-31"]}, {"librarian", "teacher", "farmer"}),
    ("en", {"to": ["2023-01-31"]}, {"farmer", "poet"}),
    ("en", {"from": ["2023-01-31"], "to": ["2023-01-31"]}, {"farmer"}),
    ("en", {"language": ["ur"]}, {"librarian", "teacher", "farmer"}),
    ("ur", {"language": ["en"]}, EVERYTHING),
    ("en", {"letter_language": ["fr"]}, {"poet"}),
    ("en", {"status": ["open"]}, {"teacher", "undated"}),
    ("en", {"status": ["closed"]}, {"poet"}),
    ("en", {"status": ["expired"]}, {"farmer"}),
    ("en", {"status": ["superseded"]}, {"librarian"}),
    ("en", {"status": ["any"]}, EVERYTHING),
    ("en", {"q": ["librarian"], "status": ["closed"]}, {"poet"}),
    ("en", {"q": ["librarian"], "status": ["closed"], "country": ["PK"]}, set()),
    ("en", {"q": ["pakistan"], "country": ["IN"], "year": ["2024"]}, {"teacher"}),
]
# Found with stemming only; where an engine can't stem a language they aren't.
STEMMED = [
    ("en", {"q": ["librarians"]}, {"librarian", "poet"}),
    ("en", {"q": ["executions"]}, {"teacher"}),
    ("en", {"q": ["arrest"]}, {"librarian"}),
]

# (language, parameters, what was meant, how many have it): words that no document has.
MISSPELLED: list[tuple[str, dict[str, list[str]], str, int]] = [
    ("en", {"q": ["libraran"]}, "librarian", 2),  # a letter left out
    ("en", {"q": ["librarrian"]}, "librarian", 2),  # one too many
    ("en", {"q": ["librarain"]}, "librarian", 2),  # two in each other's place
    ("en", {"q": ["lubrerian"]}, "librarian", 2),  # two wrong ones
    ("en", {"q": ["kibrarian"]}, "librarian", 2),  # the first
    ("en", {"q": ["LIBRARAIN"]}, "librarian", 2),
    ("en", {"q": ["libraran"], "status": ["closed"]}, "librarian", 1),
    ("en", {"q": ['"free the libraran"']}, '"free the librarian"', 1),
    ("en", {"q": ["rvier  olmuba"]}, "river Olumba", 1),  # both; as it is written
    ("en", {"q": ["genve"]}, "Genève", 1),
    ("en", {"q": ["elle écrti"]}, "elle écrit", 1),
    ("ur", {"q": ["پاکستن"]}, "پاکستان", 2),
    ("ur", {"q": ["پاكستین"]}, "پاکستان", 2),
    ("ur", {"q": ["nosren"]}, "Norsen", 1),  # in English only
]
# For which nothing can be offered.
HOPELESS: list[tuple[str, dict[str, list[str]]]] = [
    ("en", {"q": ["quetzalcoatlus"]}),
    ("en", {"q": ["xet"]}),  # too short to tell
    ("en", {"q": ["x"]}),
    ("en", {"q": ["x libraran"]}),
    ("en", {"q": ["1234567"]}),
    ("en", {"q": ["libraran"], "status": ["expired"]}),
    ("en", {"q": ["libraran quetzalcoatlus"]}),
    ("en", {"q": ["librarian teacher"]}),  # both are there, not together
]


def build_spellings() -> None:
    """Actions in Urdu that hold each spelling, by its place in its group; and the words apart."""
    urdu_site()
    longest = max(len(group) for lines in ALIKE.values() for group in groups(lines))
    for place in range(longest):
        words = [g[place] for lines in ALIKE.values() for g in groups(lines) if len(g) > place]
        page = make_action(title=f"Spellings {place}", additional_information=text(*words))
        translate(page, prefix="")
    for place, name in enumerate(("One", "Other")):
        words = [pair[place] for pair in groups(APART)]
        page = make_action(title=f"{name} apart", additional_information=text(*words))
        translate(page, prefix="")
