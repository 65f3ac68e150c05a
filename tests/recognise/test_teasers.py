from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.facts.claims import Trigger
from pipeline.recognise.component import Recogniser, Sentences
from pipeline.recognise.teasers import outside_teasers

LINK = "[Kettlebook bans Ada Lane](https://a.example/ada)"


def banned(text: str) -> Trigger:
    start = text.index("bans")
    return Trigger(start, start + len("bans"), "bans", "takedown", "account_termination", "")


@pytest.mark.parametrize(
    "line",
    [
        LINK,
        f"* {LINK}",
        f"  - {LINK}  ",
        f"**{LINK}**",
        f"{LINK}\\",
        "Read more: Kettlebook bans Ada",
        "**RELATED: Kettlebook bans Ada**",
        "JUST WATCHED Kettlebook bans Ada",
    ],
    ids=lambda line: line[:9],
)
@pytest.mark.parametrize(
    ("before", "behind"), [("", ""), ("One.\n", "\nTwo."), ("\n\n", "\n\n"), ("One.\r\n", "\r\nTwo.")]
)
def test_a_line_that_only_leads_to_another_article_is_no_part_of_this_one(
    line: str, before: str, behind: str
) -> None:
    text = f"{before}{line}{behind}"
    assert outside_teasers(text, [banned(text)]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Kettlebook bans Ada Lane",
        "They read more: Kettlebook bans Ada",
        "Just watched how Kettlebook bans Ada",
        "MUST WATCHERS say Kettlebook bans Ada",
        f"More: Kettlebook bans Ada{' and Bob' * 40}",
        f"Today {LINK}",
        f"{LINK}.",
        f"{LINK} and others",
        f"!{LINK}",
        f"| {LINK} | 40,000 |",
        f"{LINK} {LINK}",
    ],
)
def test_any_other_line_is_part_of_the_article(line: str) -> None:
    text = f"{LINK.replace('bans', 'loves')}\n{line}\n"
    assert outside_teasers(text, [banned(text)]) == [banned(text)]


def test_what_stands_before_between_and_behind_teasers_stays() -> None:
    text = f"Kettlebook bans Ada.\n{LINK}\nIt bans Bob.\n{LINK}\nIt bans Carl."
    spots = [
        Trigger(start, start + 4, "bans", "takedown", "account_termination", "")
        for start in range(len(text))
        if text.startswith("bans", start)
    ]
    assert [text[spot.end :].split("\n", maxsplit=1)[0] for spot in outside_teasers(text, spots)] == [
        " Ada.",
        " Bob.",
        " Carl.",
    ]


def test_a_teaser_has_no_triggers(blank: Language) -> None:
    text = f"Twitter suspended Ada.\n\n{LINK}\n"
    found = Recogniser(blank)(Sentences()(blank.make_doc(text)))._.recognised
    assert [trigger.text for trigger in found.triggers] == ["suspended"]
