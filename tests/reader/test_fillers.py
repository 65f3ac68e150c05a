from __future__ import annotations

import pytest

from pipeline.facts.claims import Mention
from pipeline.reader.fillers import Words, is_proper, metric_of, names_nobody, refers_back


def mention_of(words: str, role: str, *known: Mention) -> Mention:
    return Words(words, known).mention(role, 0, len(words))


def test_a_mention_has_the_offsets_and_letters_of_the_text():
    text = "🔥 İran: Ada\r\nLane"

    mention = Words(text, []).mention("holder", 8, 17)

    assert (mention.start, mention.end, mention.text) == (8, 17, "Ada\r\nLane")


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("his", "pronoun", None),
        ("They", "pronoun", None),
        ("whose", "pronoun", None),
        ("Iran", "country", "IR"),
        ("U.S.", "country", "US"),
        ("Iranian", "country", "IR"),
        ("Qassem Soleimani", "name", None),
        ("President Donald Trump", "name", None),
        ("the group", "group", None),
        ("the Iranian government", "group", None),
        ("senior officials", "group", None),
    ],
)
def test_who_is_named_or_referred_to(words, kind, value):
    mention = mention_of(words, "holder")

    assert (mention.type, mention.value) == (kind, value)


def test_a_seat_of_government_is_the_state_where_it_acts():
    mention = mention_of("Moscow", "actor")

    assert (mention.type, mention.value) == ("country", "RU")


@pytest.mark.parametrize(
    ("role", "words", "known", "kind"),
    [
        ("holder", "Sofia", [], "name"),
        ("holder", "Sofia", [Mention(0, 5, "Sofia", "country", "BG")], "name"),
        ("actor", "Sofia", [], "country"),
        ("target", "Sofia", [Mention(0, 5, "Sofia", "country", "BG")], "country"),
        ("target", "Sofia", [Mention(0, 5, "Sofia", "person")], "person"),
        ("target", "Jordan", [Mention(0, 6, "Jordan", "person")], "person"),
        ("holder", "Jordan", [], "country"),
    ],
)
def test_a_person_and_the_holder_of_an_account_are_no_seat_of_government(role, words, known, kind):
    assert mention_of(words, role, *known).type == kind


@pytest.mark.parametrize(
    ("known", "kind"),
    [
        (Mention(8, 12, "Lane", "person"), "person"),
        (Mention(0, 12, "Ms. Ada Lane", "organisation"), "organisation"),
        (Mention(0, 7, "Ms. Ada", "person"), "name"),
        (Mention(4, 12, "Ada Lane", "platform", "x"), "name"),
        (Mention(12, 20, " of Iran", "person"), "name"),
    ],
    ids=["last word", "all", "first word", "no type of names", "behind"],
)
def test_a_name_has_the_type_of_the_known_name_it_ends_with(known, kind):
    assert Words("Ms. Ada Lane of Iran", [known]).mention("holder", 0, 12).type == kind


@pytest.mark.parametrize(
    ("role", "cut", "whole"),
    [
        ("target", "individuals in", "individuals"),
        ("holder", "four of", "four of others"),
        ("quantity", "four", "four"),
        ("reason", "spam and", "spam and"),
        ("reason", "harm to the", "harm to the others"),
        ("permanence", "for all", "for all"),
        ("date", "as of", "as of"),
    ],
)
def test_who_or_what_is_meant_ends_where_its_words_do(role, cut, whole):
    mention = Words(f"{cut} others", []).mention(role, 0, len(cut))

    assert (mention.start, mention.end, mention.text) == (0, len(whole), whole)


@pytest.mark.parametrize(
    ("text", "marked", "date", "words"),
    [
        ("blocked since 14 May", "since", "14 May", "14 May"),
        ("blocked since 14 May", "since 14 May", "14 May", "14 May"),
        ("blocked until 14 May", "until 14", "14 May", "14 May"),
        ("In 2022 it was", "In", "In 2022", "In 2022"),
        ("shortly after 14 May", "shortly after 14", "14 May", "shortly after 14 May"),
        ("blocked on 14 May 2020", "May 2020", "14 May 2020", "14 May 2020"),
        ("the day before 14 May", "the day", "14 May", "the day"),
        ("since the vote of 14 May", "since", "14 May", "since"),
    ],
)
def test_a_date_is_taken_whole_without_the_preposition_before_it(text, marked, date, words):
    start = text.index(marked)
    known = Mention(text.index(date), text.index(date) + len(date), date, "date")

    assert Words(text, [known]).mention("date", start, start + len(marked)).text == words


@pytest.mark.parametrize(
    ("role", "cut", "kind", "whole"),
    [
        ("territory", "United", "country", "United States"),
        ("holder", "Hong", "place", "Hong Kong"),
        ("quantity", "nearly 18", "count", "nearly 18 million"),
        ("count", "Two thousand", "count", "Two thousand and one"),
    ],
)
def test_countries_places_and_numbers_are_taken_whole(role, cut, kind, whole):
    words = Words(f"{whole} of them", [Mention(0, len(whole), whole, kind)])

    assert words.mention(role, 0, len(cut)).text == whole


@pytest.mark.parametrize(
    ("role", "kind", "words"),
    [
        ("program", "program", "Executive Order 14024"),
        ("target", "program", "Executive"),
        ("target", "person", "Executive Order 14024"),
        ("target", "date", "Executive"),
    ],
    ids=["a programme", "what a programme is named after", "a person", "a date"],
)
def test_a_name_that_the_words_cut_is_taken_whole(role, kind, words):
    known = Mention(0, 21, "Executive Order 14024", kind)

    assert Words("Executive Order 14024", [known]).mention(role, 0, 9).text == words


@pytest.mark.parametrize(
    ("words", "start", "end", "name", "whole"),
    [
        ("the Kara Sea port", 0, 8, "Kara Sea", "the Kara Sea"),
        ("a student in New Jersey", 0, 16, "New Jersey", "a student in New Jersey"),
        ("Mr. Jones spoke", 0, 3, "Jones", "Mr. Jones"),
        ("Mr. Jones spoke", 0, 2, "Jones", "Mr. Jones"),
        ("Lord Humungus spoke", 0, 4, "Humungus", "Lord Humungus"),
    ],
)
def test_words_that_end_within_a_name_or_with_its_title_go_on_to_its_end(words, start, end, name, whole):
    at = words.index(name)
    known = Mention(at, at + len(name), name, "name")

    assert Words(words, [known]).mention("holder", start, end).text == whole


@pytest.mark.parametrize(
    ("role", "words", "listed"),
    [
        ("target", "Acme, Beta Bank and Gamma", ["Acme", "Beta Bank", "Gamma"]),
        ("holder", "the Acme & Gamma,", ["Acme", "Gamma"]),
        ("target", "the Acme", ["the Acme"]),
        ("target", "Acme sued Gamma", ["Acme sued Gamma"]),
        ("reason", "Acme and Gamma", ["Acme and Gamma"]),
    ],
)
def test_names_with_commas_and_and_between_them_are_told_one_by_one(role, words, listed):
    names = [(words.index(name), name) for name in ("Acme", "Beta Bank", "Gamma") if name in words]
    known = [Mention(at, at + len(name), name, "name") for at, name in names]

    assert [m.text for m in Words(words, known).listed(role, 0, len(words))] == listed


@pytest.mark.parametrize(
    ("role", "words", "kind", "value"),
    [
        ("platform", "Twitter", "platform", "twitter"),
        ("platform", "the social network", "platform", None),
        ("language", "Farsi-language", "language", "fa"),
        ("language", "whatever", "language", None),
        ("territory", "in Iran", "country", "IR"),
        ("territory", "the region", "country", None),
        ("permanence", "permanently", "permanence", "permanent"),
        ("permanence", "Temporarily", "permanence", "temporary"),
        ("permanence", "for a week", "permanence", "temporary"),
        ("permanence", "12-hour", "permanence", "temporary"),
        ("permanence", "until judgment", "permanence", "temporary"),
        ("permanence", "for the time being", "permanence", "temporary"),
        ("permanence", "permanently,", "permanence", "permanent"),
        ("permanence", "temporarily, not permanently", "permanence", "temporary"),
        ("permanence", "for\ngood", "permanence", "permanent"),
        ("permanence", "for life", "permanence", "permanent"),
        ("permanence", "forever", "permanence", "permanent"),
        ("permanence", "across the board", "permanence", None),
        ("handle", "“@khamenei_ir”", "handle", "khamenei_ir"),
        ("handle", "@", "handle", None),
        ("metric", "new subscribers", "metric", "subscribers"),
        ("metric", "people", "metric", None),
        ("date", "on Monday", "date", None),
        ("reason", "spam", "reason", None),
        ("program", "the Magnitsky Act", "program", None),
    ],
)
def test_roles_with_values_have_those_of_the_tables(role, words, kind, value):
    mention = mention_of(words, role)

    assert (mention.type, mention.value, mention.text) == (kind, value, words)


@pytest.mark.parametrize("role", ["quantity", "count"])
@pytest.mark.parametrize(
    ("words", "known", "number"),
    [
        ("104,000", [], "104,000"),
        ("some 39", [], "some 39"),
        ("accounts", [], "accounts"),
        ("those", [Mention(0, 5, "those", "unit", "account")], "those"),
        ("a 2nd pair, 3k", [Mention(12, 14, "3k", "count")], "a 2nd pair, 3k"),
    ],
)
def test_a_number_keeps_its_words(role, words, known, number):
    assert mention_of(words, role, *known).text == number


def test_words_without_a_number_take_that_of_the_grammar_that_overlaps_them():
    known = Mention(9, 18, "sevenfold", "count")

    assert Words("followed sevenfold", [known]).mention("count", 0, 12) is known


@pytest.mark.parametrize(
    ("known", "value"),
    [
        ([], None),
        ([Mention(0, 7, "YouTube", "platform", "youtube")], None),
        ([Mention(8, 15, "channel", "unit", "channel")], "channel"),
        ([Mention(0, 7, "YouTube", "unit", "app"), Mention(8, 15, "channel", "unit", "channel")], "channel"),
        ([Mention(15, 21, " group", "unit", "group")], None),
    ],
    ids=["unknown", "no unit", "unit", "last unit", "behind"],
)
def test_a_unit_is_the_last_that_the_words_hold(known, value):
    assert Words("YouTube channel group", known).mention("unit", 0, 15).value == value


@pytest.mark.parametrize(
    ("words", "proper"),
    [
        ("Ada Lane", True),
        ("President Ada Lane", True),
        ("Ada van der Berg", True),
        ("İran", True),
        ("the Guards", True),
        ("the group", False),
        ("Iranian officials", False),
        ("قال", True),
        ("Omar al-Marsh", True),
        ("al-Marsh", True),
        ("President Omar al-Marsh", True),
        ("bin Lane", True),
        ("von der Berg", True),
        ("al-Marsh's", True),
        ("al", False),
        ("al-", False),
        ("at-risk users", False),
        ("la familia", False),
    ],
)
def test_proper_names_begin_and_end_with_no_small_letter_but_for_titles_articles_and_particles(words, proper):
    assert is_proper(words) is proper


@pytest.mark.parametrize(
    ("role", "words", "nobody"),
    [
        ("holder", "his", True),
        ("holder", "The", True),
        ("platform", "the platform", True),
        ("platform", "Twitter", False),
        ("holder", "the group", False),
        ("holder", "Ada Lane", False),
        ("authority", "The Order", True),
        ("authority", "this Executive Order", True),
        ("authority", "The Treasury", False),
        ("holder", "Bill", False),
        ("holder", "Law", False),
        ("holder", "their executive", False),
        ("reason", "allegedly", True),
        ("reason", "alleged spam", False),
    ],
)
def test_pronouns_and_platforms_without_a_name_name_nobody(role, words, nobody):
    assert names_nobody(mention_of(words, role)) is nobody


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("his", True),
        ("The group", True),
        ("their leader", True),
        ("both men", True),
        ("such sites", True),
        ("those responsible", False),
        ("officials", False),
        ("a group", False),
    ],
)
def test_definite_words_refer_back(words, back):
    assert refers_back(words) is back


@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("followers", "followers"),
        ("Fans", "followers"),
        ("page likes", "likes"),
        ("has joined", "members"),
        ("views", None),
        ("", None),
    ],
)
def test_metric_of_words(words, metric):
    assert metric_of(words) == metric


@pytest.mark.parametrize(("name", "full"), [("Marsh", "Bob Marsh"), ("Lane", "Lane"), ("Acme", "Acme")])
def test_a_surname_is_completed_by_the_first_name_of_the_article_that_has_it(name: str, full: str) -> None:
    text = "Bob Marsh of Kettle Acme met Cy Marsh."
    known = [Mention(0, 9, "Bob Marsh", "person"), Mention(13, 24, "Kettle Acme", "organisation")]
    words = Words(text, [*known, Mention(29, 37, "Cy Marsh", "name")])
    assert words.in_full(name) == full
