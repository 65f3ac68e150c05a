from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.facts.codes import is_country, is_language
from pipeline.normalise.codes import (
    authority_name,
    coded_name,
    country_code,
    country_name,
    find_programs,
    language_code,
    platform_id,
)
from pipeline.normalise.lookup import undotted
from pipeline.tables import load_table


@pytest.mark.parametrize(
    ("words", "platform"),
    [
        ("Instagram", "instagram"),
        ("INSTAGRAM", "instagram"),
        ("Twitter's", "twitter"),
        ("X", "twitter"),
        ("the VKontakte network", "vk"),
        ("Google’s Play Store", "google"),
        ("https://www.youtube.com/watch?v=1", "youtube"),
        ("t.me/example", "telegram"),
        ("tweeted", "twitter"),
        ("Truth Social", "truth_social"),
        ("the App Store", "apple"),
        ("the Python Package Index", "pypi"),
        ("Huawei's AppGallery", "huawei"),
        ("Bing", "bing"),
        ("the Tor network", "tor"),
    ],
)
def test_platform_by_name_address_or_cue(words: str, platform: str) -> None:
    assert platform_id(words) == platform


@pytest.mark.parametrize(
    "words", ["x", "the platform", "apple", "medium", "a line", "notfacebook.com.example", ""]
)
def test_common_word_is_no_platform(words: str) -> None:
    assert platform_id(words) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Iran", "IR"),
        ("Iranians", "IR"),
        ("Tehran", "IR"),
        ("in Brazil", "BR"),
        ("Indonesia’s", "ID"),
        ("the United States", "US"),
        ("US", "US"),
        ("US-based", "US"),
        ("Türkiye", "TR"),
        ("turkey", "TR"),
        ("North Korean", "KP"),
        ("Åland Islands", "AX"),
        ("Kosovo", "XK"),
    ],
)
def test_country_by_name_people_or_capital(words: str, code: str) -> None:
    assert country_code(words) == code


@pytest.mark.parametrize("words", ["us", "the country", "it", "New Jersey", ""])
def test_other_words_are_no_country(words: str) -> None:
    assert country_code(words) is None


def test_coded_name_is_the_whole_of_the_words() -> None:
    assert (coded_name("Iran"), coded_name("Iran Air"), coded_name("Tehran")) == ("IR", None, None)


@pytest.mark.parametrize(
    ("code", "name"), [("US", "United States"), ("IR", "Iran"), ("AX", "Åland Islands"), ("QQ", "QQ")]
)
def test_country_name_is_the_one_of_the_news(code: str, name: str) -> None:
    assert country_name(code) == name


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("English-language", "en"),
        ("Farsi", "fa"),
        ("Persian-", "fa"),
        ("his Arabic account", "ar"),
        ("Zulu", "zu"),
        ("Sango", "sg"),
    ],
)
def test_language_by_name(words: str, code: str) -> None:
    assert language_code(words) == code


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Washington", "United States"),
        ("the Trump administration", "United States"),
        ("President Trump", "United States"),
        ("U.S.", "United States"),
        ("the Americans", "United States"),
        ("The government of Australia", "Australia"),
        ("Brussels", "European Union"),
        ("the EU", "European Union"),
        ("UN", "United Nations"),
        ("Britain", "Britain"),
        ("the U.S. Treasury Department's", "U.S. Treasury Department"),
        ("Office of Foreign Assets Control (OFAC)", "Office of Foreign Assets Control"),
        ("the sanctions committee of the United Nations Security Council",
         "sanctions committee of the United Nations Security Council"),
        ("the G-7", "G-7"),
        ("the bloc", "European Union"),
        ("The administration", "United States"),
        ("the president", "United States"),
        ("lawmakers", "Congress"),
        ("Congressional", "Congress"),
        ("Western", "West"),
        ("six world powers", "six world powers"),
    ],
)  # fmt: skip
def test_authority_is_a_state_or_a_body(words: str, name: str) -> None:
    assert authority_name(words) == name


@pytest.mark.parametrize(
    "words", ["the regime", "they", "the committee", "", "the Lane administration", "a rival bloc"]
)
def test_unknown_authority_is_null(words: str) -> None:
    assert authority_name(words) is None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("foreign terrorist organization", "foreign_terrorist_organization"),
        ("Foreign Terrorist Organisations (FTOs)", "foreign_terrorist_organization"),
        ("SDN list", "sdn_list"),
        ("List of Specially Designated Nationals and Blocked Persons (SDN List)", "sdn_list"),
        ("Specially Designated Global Terrorists", "specially_designated_global_terrorist"),
        ("Magnitsky Act", "magnitsky"),
        ("state sponsors of terrorism", "state_sponsor_of_terrorism"),
        ("Executive Order 13818", "executive_order"),
        ("Executive Orders 14024 and 14065", "executive_order"),
        ("E.O. 13244", "executive_order"),
        ("Entity List", "entity_list"),
        ("CAATSA", "caatsa"),
        ("human rights sanctions list", "named_regulations"),
        ("list of terror organisations", "terrorist_list"),
    ],
)
def test_finds_a_programme_without_its_article(words: str, key: str) -> None:
    text = f"İ 🙂 It was put on the {words}, officials said."
    found = find_programs(text)
    assert [(mention.text, mention.value) for mention in found] == [(words, key)]
    assert text[found[0].start : found[0].end] == words


def test_programmes_of_a_stretch_only() -> None:
    text = "the SDN list and the Entity List"
    assert [mention.text for mention in find_programs(text, 10)] == ["Entity List"]


def test_table_keys_are_codes_of_the_contract() -> None:
    assert all(is_country(code) for code in load_table("countries"))
    assert all(is_language(code) for code in load_table("languages"))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", platform) for platform in load_table("platforms"))


def test_names_of_a_platform_lead_back_to_it() -> None:
    for platform, entry in load_table("platforms").items():
        for name in (*entry["names"], *entry.get("case", ()), *entry["domains"]):
            assert platform_id(name) == platform, name


def test_names_of_a_country_lead_back_to_it() -> None:
    for code, entry in load_table("countries").items():
        for name in (*entry["names"], *entry.get("short", ()), *entry.get("metonyms", ())):
            assert country_code(name) == code, name


@given(st.text(max_size=60))
def test_any_words_give_a_valid_code_or_null(words: str) -> None:
    country, language, platform = country_code(words), language_code(words), platform_id(words)
    assert country is None or is_country(country)
    assert language is None or is_language(language)
    assert platform is None or platform in load_table("platforms")
    assert authority_name(words) != ""
    assert all(words[found.start : found.end] == found.text for found in find_programs(words))


@pytest.mark.parametrize(
    ("dotted", "plain"),
    [("F.B.I.", "FBI"), ("O.F.A.C", "OFAC"), ("U.S", "US"), ("E.U", "EU"), ("U.A.E.", "UAE")],
)
def test_points_make_no_other_name_of_an_acronym(dotted: str, plain: str) -> None:
    assert undotted(dotted) == plain
    assert (country_code(dotted), coded_name(dotted)) == (country_code(plain), coded_name(plain))
    assert authority_name(dotted) in {authority_name(plain), dotted}


@pytest.mark.parametrize("words", ["U.S", "Mr. Kim", "facebook.com", "St. John", "1.2 million", "end. Next"])
def test_only_points_between_single_letters_go(words: str) -> None:
    assert undotted(words) == words.replace("U.S", "US")
