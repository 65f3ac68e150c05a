from __future__ import annotations

import pytest

from pipeline.facts.claims import Claim, Mention


def names(claims: list[Claim], *roles: str) -> list[tuple[str | None, ...]]:
    """List what names the roles of each claim."""
    return [tuple(m.text if (m := claim.naming(role)) else None for role in roles) for claim in claims]


def test_a_trigger_with_one_filler_a_role_is_one_claim(read):
    text = "On Monday Twitter suspended Ada Lane's account for spam."
    roles = {"holder": ["Ada Lane"], "platform": ["Twitter"], "date": ["On Monday"], "reason": ["spam"]}
    classes = {"action": "account_suspension", "modality": "negated"}

    (claim,) = read(text, "suspended", "takedown", roles, classes)

    assert {role: mention.text for role, mention in claim.roles.items()} == {
        role: words[0] for role, words in roles.items()
    }
    assert (claim.action, claim.trigger.action, claim.modality) == (
        "account_suspension",
        "account_suspension",
        "negated",
    )
    assert (claim.trigger.text, claim.trigger.kind, claim.antecedents) == ("suspended", "takedown", {})


def test_a_trigger_without_fillers_is_still_a_claim(read):
    (claim,) = read("It was suspended.", "suspended", "takedown", {})

    assert (claim.roles, claim.hints, claim.action) == ({}, {}, None)


def test_lists_give_a_claim_for_each_filler(read):
    text = "Twitter suspended Ada Lane, Bob Marsh and Cy Dean."
    roles = {"holder": ["Ada Lane", "Bob Marsh", "Cy Dean"], "platform": ["Twitter"]}

    claims = read(text, "suspended", "takedown", roles)

    assert names(claims, "holder", "platform") == [
        ("Ada Lane", "Twitter"),
        ("Bob Marsh", "Twitter"),
        ("Cy Dean", "Twitter"),
    ]


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("takedown", "holder", "platform"),
        ("restoration", "holder", "platform"),
        ("sanction", "target", "authority"),
    ],
)
def test_two_lists_give_a_claim_for_each_pair(read, kind, first, second):
    text = "Twitter and Facebook acted on Ada Lane and Bob Marsh."
    roles = {first: ["Ada Lane", "Bob Marsh"], second: ["Twitter", "Facebook"]}

    assert names(read(text, "acted", kind, roles), first, second) == [
        ("Ada Lane", "Twitter"),
        ("Ada Lane", "Facebook"),
        ("Bob Marsh", "Twitter"),
        ("Bob Marsh", "Facebook"),
    ]


@pytest.mark.parametrize(
    ("kind", "role", "other"),
    [
        ("takedown", "platform", "holder"),
        ("restoration", "holder", "platform"),
    ],
)
def test_a_list_keeps_to_the_sentence_of_its_trigger(read, kind, role, other):
    text = "TikTok and Reddit hesitated. Twitter and Facebook acted on Ada Lane. YouTube followed."
    roles = {role: ["TikTok", "Reddit", "Twitter", "Facebook", "YouTube"], other: ["Ada Lane"]}

    claims = read(text, "acted", kind, roles, cut=("TikTok", "Twitter", "YouTube"))

    assert names(claims, role) == [("Twitter",), ("Facebook",)]


@pytest.mark.parametrize("cut", [("Ada Lane", "Both"), ("Ada Lane",)])
def test_a_list_in_another_sentence_counts_where_the_own_one_names_nobody(read, cut):
    text = "Ada Lane and Bob Marsh posted it. Both were suspended."
    roles = {"holder": ["Ada Lane", "Bob Marsh"]}

    assert names(read(text, "suspended", "takedown", roles, cut=cut), "holder") == [
        ("Ada Lane",),
        ("Bob Marsh",),
    ]


def test_targets_of_sanctions_are_also_told_below_the_sentence(read):
    text = "Ruritania sanctioned Ada Lane and others. Bob Marsh, a banker. Cy Dean, his aide."
    roles = {"target": ["Ada Lane", "Bob Marsh", "Cy Dean"], "authority": ["Ruritania"]}

    claims = read(text, "sanctioned", "sanction", roles, cut=("Ruritania", "Bob", "Cy"))

    assert names(claims, "target") == [("Ada Lane",), ("Bob Marsh",), ("Cy Dean",)]


def test_numbers_of_followers_are_counted_across_sentences(read):
    text = "Her page has 900. Another page has 20 followers."
    roles = {"holder": ["page"], "count": ["900", "20"]}

    claims = read(text, "followers", "follower_count", roles, cut=("Her", "Another"))

    assert names(claims, "count") == [("900",), ("20",)]


def test_one_thing_named_twice_is_one_filler(read):
    text = "Twitter, or twitter.com, suspended ADA LANE (Ada Lane)."
    roles = {"holder": ["ADA LANE", "Ada Lane"], "platform": ["Twitter", "twitter.com"]}

    assert names(read(text, "suspended", "takedown", roles), "holder", "platform") == [
        ("ADA LANE", "Twitter")
    ]


def test_a_long_list_is_cut_short(read):
    people = [f"Ada{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]

    claims = read(f"Banned: {', '.join(people)}", "Banned", "takedown", {"holder": people})

    assert names(claims, "holder") == [(person,) for person in people[:24]]


def test_numbers_and_units_of_a_list_go_in_step(read):
    text = "It removed 39 accounts, 344 pages and 13 groups on Facebook."
    roles = {
        "quantity": ["39", "344", "13"],
        "unit": ["accounts", "pages", "groups"],
        "platform": ["Facebook"],
    }
    known = {"accounts": ("unit", "account"), "pages": ("unit", "page"), "groups": ("unit", "group")}

    claims = read(text, "removed", "takedown", roles, known=known)

    assert names(claims, "quantity", "unit", "platform") == [
        ("39", "accounts", "Facebook"),
        ("344", "pages", "Facebook"),
        ("13", "groups", "Facebook"),
    ]
    assert [claim.roles["unit"].value for claim in claims] == ["account", "page", "group"]


@pytest.mark.parametrize(
    ("text", "number", "counted"),
    [
        ("It removed five pages, including Ada Lane and others.", "five", None),
        ("It removed five pages: Ada Lane and others.", "five", None),
        ("It removed Ada Lane and five more pages.", "five", None),
        ("It removed Ada Lane, as well as five others.", "five", None),
        ("It removed five pages of Ada Lane.", "five", "five"),
        ("It removed Ada Lane's two pages and five groups.", "five", "five"),
        ("It removed five pages. Ada Lane protested, including in court.", "five", "five"),
    ],
)
def test_a_number_of_others_is_not_told_of_a_holder(read, text, number, counted):
    claims = read(text, "removed", "takedown", {"holder": ["Ada Lane"], "quantity": [number]})

    assert names(claims, "holder", "quantity") == [("Ada Lane", counted)]


@pytest.mark.parametrize("holder", [{}, {"holder": ["Ada Lane"]}])
def test_numbers_go_in_step_with_platforms_too(read, holder):
    text = "It removed 12 Facebook and 30 Twitter accounts of Ada Lane."
    roles = {**holder, "platform": ["Facebook", "Twitter"], "quantity": ["12", "30"]}

    claims = read(text, "removed", "takedown", roles)

    assert names(claims, "platform", "quantity") == [("Facebook", "12"), ("Twitter", "30")]


def test_handles_alone_tell_claims_apart(read):
    text = "Twitter suspended @ada and @bob, both accounts."
    roles = {"handle": ["@ada", "@bob"], "unit": ["accounts"]}

    assert names(read(text, "suspended", "takedown", roles), "handle", "unit") == [
        ("@ada", "accounts"),
        ("@bob", "accounts"),
    ]


def test_accounts_of_one_holder_are_a_claim_each_without_their_number(read):
    text = "Twitter suspended two accounts of Ada Lane, @ada and @bob."
    roles = {"holder": ["Ada Lane"], "handle": ["@ada", "@bob"], "quantity": ["two"]}
    assert names(read(text, "suspended", "takedown", roles), "holder", "handle", "quantity") == [
        ("Ada Lane", "@ada", None),
        ("Ada Lane", "@bob", None),
    ]


def test_units_of_one_holder_are_a_claim_each(read):
    text = "Facebook removed a page and a group of Ada Lane."
    roles = {"holder": ["Ada Lane"], "unit": ["page", "group"]}
    assert names(read(text, "removed", "takedown", roles), "holder", "unit") == [
        ("Ada Lane", "page"),
        ("Ada Lane", "group"),
    ]


def test_as_many_handles_as_holders_go_in_step(read):
    text = "Twitter suspended Ada Lane and Bob Marsh (@ada and @bob)."
    roles = {"holder": ["Ada Lane", "Bob Marsh"], "handle": ["@ada", "@bob"]}

    assert names(read(text, "suspended", "takedown", roles), "holder", "handle") == [
        ("Ada Lane", "@ada"),
        ("Bob Marsh", "@bob"),
    ]


def test_fewer_of_a_role_go_with_the_nearest(read):
    text = "Suspended: Ada Lane and Bob Marsh on a page; and, on a channel, Cy Dean."
    roles = {"holder": ["Ada Lane", "Bob Marsh", "Cy Dean"], "unit": ["page", "channel"]}

    assert names(read(text, "Suspended", "takedown", roles), "holder", "unit") == [
        ("Ada Lane", "page"),
        ("Bob Marsh", "page"),
        ("Cy Dean", "channel"),
    ]


def test_of_a_role_that_a_fact_has_once_the_likeliest_filler_counts(read):
    text = "On Monday, or Tuesday, Ada Lane was suspended."
    roles = {"holder": ["Ada Lane"], "date": [("On Monday", 0.6), ("Tuesday", 0.8)]}

    assert names(read(text, "suspended", "takedown", roles), "date") == [("Tuesday",)]


@pytest.mark.parametrize(
    ("scores", "name"),
    [
        ((0.9, 0.9), "Bob Marsh"),
        ((0.9, 0.7), "Bob Marsh"),
        ((0.9, 0.5), "Ada Lane"),
        ((0.5, 0.9), "Bob Marsh"),
    ],
)
def test_of_names_alike_likely_the_nearest_is_meant(read, scores, name):
    text = "Ada Lane met Bob Marsh. It suspended his account."
    named = list(zip(("Ada Lane", "Bob Marsh"), scores, strict=True))

    claims = read(text, "suspended", "takedown", {"holder": ["his"], "holder.name": named})

    assert names(claims, "holder") == [(name,)]


@pytest.mark.parametrize(
    ("pronoun", "named", "name"),
    [
        ("her", ["Emma Lane", "Bob Marsh"], "Emma Lane"),
        ("their", ["Emma Lane", "Bob Marsh"], "Bob Marsh"),
        ("her", ["Bob Marsh"], None),
    ],
)
def test_a_pronoun_means_no_name_of_the_other_gender(read, pronoun, named, name):
    text = f"Emma Lane met Bob Marsh. It suspended {pronoun} account."

    claims = read(text, "suspended", "takedown", {"holder": [pronoun], "holder.name": named})

    assert names(claims, "holder") == [(name,)]


def test_a_surname_has_the_gender_of_the_full_name_in_the_article(read):
    text = "Emma Lane spoke. Marsh wept. It suspended her account, said Bob Marsh."
    named = ["Emma Lane", "Marsh"]
    known = {"Bob Marsh": ("person", None)}

    claims = read(text, "suspended", "takedown", {"holder": ["her"], "holder.name": named}, known=known)

    assert names(claims, "holder") == [("Emma Lane",)]


def test_a_sanction_has_no_unit(read):
    (claim,) = read("Ada Lane was banned.", "banned", "sanction", {"target": ["Ada Lane"]}, {"unit": "page"})

    assert claim.hints == {}


COUNT = "Ada Lane's page has 25,000 followers."


@pytest.mark.parametrize(
    ("told", "value_kind"), [("none", "total"), ("total", "total"), ("gained", "gained"), ("lost", "lost")]
)
def test_a_count_without_value_kind_is_a_total(read, told, value_kind):
    roles = {"holder": ["Ada Lane"], "count": ["25,000"]}

    (claim,) = read(COUNT, "followers", "follower_count", roles, {"value_kind": told})

    assert claim.hints == {"metric": "followers", "value_kind": value_kind}
    assert claim.action is None


@pytest.mark.parametrize(
    ("trigger", "roles"),
    [
        ("followers", {"count": ["page"]}),
        ("followers", {}),
        ("followers", {"count.name": ["25,000"]}),
        ("has", {"count": ["25,000"]}),
        ("has", {"count": ["25,000"], "metric": ["page"]}),
    ],
    ids=["no number", "no count", "no such row", "no metric", "words that are no metric"],
)
def test_follower_counts_without_number_or_metric_are_dropped(read, trigger, roles):
    assert read(COUNT, trigger, "follower_count", {"holder": ["Ada Lane"], **roles}) == []


@pytest.mark.parametrize("words", [[], ["Her"]], ids=["none", "of nobody named"])
def test_follower_counts_of_nobody_are_dropped(read, words):
    roles = {"holder": words, "count": ["900"], "platform": ["Twitter"]}

    assert read("Her page has 900 followers on Twitter.", "followers", "follower_count", roles) == []


def test_a_handle_alone_tells_whose_followers_are_counted(read):
    roles = {"handle": ["@ada_l"], "count": ["900"]}

    assert len(read("@ada_l has 900 followers.", "followers", "follower_count", roles)) == 1


def test_sanctions_on_nobody_are_dropped(read):
    roles = {"authority": ["Ruritania"]}

    assert read("Ruritania lifted sanctions.", "sanctions", "sanction", roles) == []


def test_the_words_of_the_metric_win_over_the_trigger(read):
    text = "25,000 followed Ada Lane; subscribers, that is."
    roles = {"holder": ["Ada Lane"], "count": ["25,000"], "metric": ["subscribers"]}

    (claim,) = read(text, "followed", "follower_count", roles)

    assert claim.hints["metric"] == "subscribers"


def test_two_counts_are_two_claims_each_with_the_nearest_platform(read):
    text = "Ada Lane has 25,000 followers on Twitter, Facebook and 3,000 on Instagram."
    platforms = ["Twitter", "Facebook", "Instagram"]
    roles = {"holder": ["Ada Lane"], "count": ["25,000", "3,000"], "platform": platforms}

    assert names(read(text, "followers", "follower_count", roles), "count", "platform") == [
        ("25,000", "Twitter"),
        ("3,000", "Instagram"),
    ]


@pytest.mark.parametrize(
    ("roles", "known", "hint", "value"),
    [
        ({}, {}, "page", None),
        ({"unit": ["profile"]}, {}, None, "page"),
        ({"unit": ["profile"]}, {"profile": ("unit", "account")}, None, "account"),
    ],
    ids=["no words", "unknown words", "known words"],
)
def test_the_unit_told_fills_in_for_words(read, roles, known, hint, value):
    (claim,) = read("Her profile was banned.", "banned", "takedown", roles, {"unit": "page"}, known=known)

    assert claim.hints.get("unit") == hint
    assert (claim.roles["unit"].value if "unit" in claim.roles else None) == value


@pytest.mark.parametrize(
    ("roles", "platform"),
    [
        ({"actor": ["Twitter"]}, "twitter"),
        ({"actor": ["Twitter"], "platform": ["Facebook"]}, None),
        ({"actor": ["Ada Lane"]}, None),
    ],
    ids=["platform acts", "platform told", "person acts"],
)
def test_what_a_platform_does_it_does_on_itself(read, roles, platform):
    text = "Twitter suspended him from Facebook, Ada Lane said."

    (claim,) = read(text, "suspended", "takedown", roles)

    assert claim.hints.get("platform") == platform


@pytest.mark.parametrize(
    ("roles", "told", "hints"),
    [
        ({"attribution": ["state media"]}, "media", {"attribution_type": "media"}),
        ({"attribution": ["state media"]}, "none", {}),
        ({}, "media", {}),
    ],
)
def test_the_type_of_a_source_goes_with_its_words(read, roles, told, hints):
    text = "Ada Lane was suspended, state media said."

    (claim,) = read(text, "suspended", "takedown", roles, {"attribution_type": told})

    assert claim.hints == hints


def test_the_category_of_a_reason_is_left_to_its_words(read):
    text = "Ada Lane was suspended for spam."

    (claim,) = read(text, "suspended", "takedown", {"reason": ["spam"]}, {"reason_category": "fraud"})

    assert (claim.roles["reason"].text, claim.hints) == ("spam", {})


@pytest.mark.parametrize(("words", "is_one"), [("for", False), ("what", False), ("spam", True)])
def test_a_reason_without_a_word_of_its_own_is_none(read, words, is_one):
    text = f"Ada Lane was suspended {words} it was said."

    (claim,) = read(text, "suspended", "takedown", {"reason": [words]})

    assert ("reason" in claim.roles) == is_one


def test_a_date_elsewhere_is_kept_without_words_at_the_trigger(read):
    text = "It was Monday. Ada Lane was suspended."

    (claim,) = read(text, "suspended", "takedown", {"date.name": ["Monday"]})

    assert "date" not in claim.roles
    assert claim.antecedents["date"].text == "Monday"


def test_a_name_elsewhere_alone_is_no_source(read):
    text = "Ada Lane spoke. The account was suspended."

    (claim,) = read(text, "suspended", "takedown", {"attribution.name": ["Ada Lane"]})

    assert "attribution" not in claim.roles | claim.antecedents


@pytest.mark.parametrize(("gap", "quoted"), [(150, True), (250, False)])
def test_the_passage_covers_the_words_near_the_trigger(read, gap, quoted):
    text = f"Ada Lane{' ' * gap}was suspended on Monday."

    (claim,) = read(text, "suspended", "takedown", {"holder": ["Ada Lane"], "date": ["on Monday"]})

    start, end = claim.passage
    assert text[start:end].split() == (["Ada", "Lane", "was"] if quoted else []) + [
        "suspended",
        "on",
        "Monday",
    ]


def test_fillers_have_exact_offsets_behind_hard_letters(read):
    text = "🔥 İran:\r\nTwitter suspended قال Ada Lane."

    (claim,) = read(text, "suspended", "takedown", {"holder": ["Ada Lane"], "platform": ["Twitter"]})

    mentions: list[Mention] = list(claim.roles.values())
    assert [text[m.start : m.end] for m in mentions] == [m.text for m in mentions]
    assert text[slice(*claim.passage)] == "Twitter suspended قال Ada Lane"
