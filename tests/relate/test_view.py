from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.facts.claims import Mention
from pipeline.relate.items import Sentence
from pipeline.relate.view import View

SentenceOf = Callable[..., Sentence]
ADA, BOB = "Ada_Lane/person", "Bob_Marsh/person"


def meant(sentence_of: SentenceOf, *rows: str) -> str | None:
    """Whom the last pronoun of the last of some rows means."""
    view = View()
    for number, row in enumerate(rows):
        sentence = sentence_of(row, number)
        view.hear(sentence)
    pronoun = next(item for item in reversed(sentence.items) if item.code in "MR").as_mention()
    found = view.meant(pronoun, ())
    return found.text if found else None


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([f"{ADA} said {BOB} wept .", "He left ."], "Ada Lane"),
        ([f"The lawyer of {ADA} said {BOB} wept .", "He left ."], "Bob Marsh"),
        ([f"{ADA} 's lawyer said {BOB} wept .", "He left ."], "Bob Marsh"),
        ([f"{ADA} left .", f"{ADA} sang .", f"We met with {BOB} .", "He wept ."], "Ada Lane"),
        ([f"{ADA} left .", "She sang .", f"We met with {BOB} .", "She wept ."], "Ada Lane"),
        ([f"{ADA} left .", f"{BOB} met her .", "Lane/name told her fans ."], "Ada Lane"),
        ([f"{ADA} left .", *["It rained ."] * 9, "She wept ."], "Ada Lane"),
        ([f"He met {ADA} ."], None),
    ],
    ids=[
        "the subject",
        "not behind a preposition",
        "not an owner",
        "named more often",
        "meant by a pronoun before",
        "by the last name, meant in full",
        "far back",
        "nobody before",
    ],
)
def test_who_is_most_in_view_is_meant(sentence_of: SentenceOf, rows: list[str], name: str | None) -> None:
    assert meant(sentence_of, *rows) == name


def test_a_name_may_be_short_for_one_named_before(sentence_of: SentenceOf) -> None:
    rows = [f"{ADA} left .", "Lane/name sang .", f"{BOB} met Carl_Stone/person .", "Lane/name met her ."]
    assert meant(sentence_of, *rows) == "Ada Lane"


def test_who_stands_beside_is_not_meant(sentence_of: SentenceOf) -> None:
    view, sentence = View(), sentence_of(f"{BOB} met {ADA} and his fans .")
    view.hear(sentence)
    his = next(item.as_mention() for item in sentence.items if item.code == "M")
    bob, ada = (item.mention for item in sentence.items if item.code == "N")
    assert isinstance(bob, Mention)
    assert view.meant(his, ()) == bob
    assert view.meant(his, (bob,)) == ada


def test_of_many_people_the_latest_are_kept(sentence_of: SentenceOf) -> None:
    crowd = [f"Ed{number}_Stone{number}/person sang ." for number in range(60)]
    since = ["It rained ."] * 9
    assert meant(sentence_of, *[f"{ADA} left ."] * 3, *crowd, *since, "She wept .") == "Ed59 Stone59"
    assert meant(sentence_of, *[f"{ADA} left ."] * 3, *crowd[:9], *since, "She wept .") == "Ada Lane"


def test_who_is_foremost_may_be_a_person(sentence_of: SentenceOf) -> None:
    view, sentence = View(), sentence_of(f"IRGC/name met IRGC/name , and {ADA} saw IRGC/name .")
    view.hear(sentence)
    found = view.foremost(sentence.end)
    assert (found.text if found else None) == "Ada Lane"
    assert view.foremost(sentence.items[0].end) is None


@pytest.mark.parametrize(
    ("row", "calling", "name"),
    [
        (f"{BOB} met the singer {ADA} .", "singer", "Ada Lane"),
        (f"{BOB} met {ADA} , a former singer .", "singer", "Ada Lane"),
        (f"{BOB} saw that {ADA} is the best singer .", "singer", "Ada Lane"),
        (f"{BOB} met the singer {ADA} .", "mayor", "Bob Marsh"),
        (f"{BOB} met the singer {ADA} .", None, "Bob Marsh"),
    ],
)
def test_who_has_been_called_so_is_meant(
    sentence_of: SentenceOf, row: str, calling: str | None, name: str
) -> None:
    view, sentence = View(), sentence_of(row)
    view.hear(sentence)
    found = view.foremost(sentence.end, calling)
    assert (found.text if found else None) == name
