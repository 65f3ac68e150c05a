"""The lexical tables: they load, use only known vocabulary, and no word means two things at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

import pipeline.tables
from pipeline.facts import vocabulary
from pipeline.facts.codes import is_country, is_language
from pipeline.recognise.inflect import inflect
from pipeline.tables import any_of, load_table

FOLDER = Path(pipeline.tables.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
ACTIONS = {
    "takedown": get_args(vocabulary.TakedownAction),
    "restoration": get_args(vocabulary.RestorationAction),
    "sanction": get_args(vocabulary.SanctionAction),
}
#: Codes of items that are no closed-class words (pipeline/relate/items.py).
ITEM_CODES = set("NKAPHUCTLBVQFw")

tables = pytest.mark.parametrize("name", NAMES)


def nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    children = (
        [child for pair in node.value for child in pair] if isinstance(node, yaml.MappingNode) else node.value
    )
    for child in children if isinstance(node, yaml.CollectionNode) else ():
        yield from nodes(child)


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


def ambiguous(pairs: Iterable[tuple[Hashable, Hashable]]) -> dict[Hashable, set[Hashable]]:
    """The words that have more than one meaning."""
    meanings: dict[Hashable, set[Hashable]] = defaultdict(set)
    for word, meaning in pairs:
        meanings[word].add(meaning)
    return {word: found for word, found in meanings.items() if len(found) > 1}


@tables
def test_loads_once(name: str) -> None:
    assert load_table(name)
    assert load_table(name) is load_table(name)


@tables
def test_no_key_stands_twice_in_a_mapping(name: str) -> None:
    tree = yaml.compose((FOLDER / f"{name}.yaml").read_text("utf-8"))
    mappings = [node for node in nodes(tree) if isinstance(node, yaml.MappingNode)]
    keys = [[key.value for key, _ in mapping.value] for mapping in mappings]
    assert [found for found in keys if len(found) != len(set(found))] == []


@tables
def test_says_what_it_is_for(name: str) -> None:
    assert (FOLDER / f"{name}.yaml").read_text("utf-8").startswith("# ")


@tables
def test_is_read_by_some_room(name: str) -> None:
    sources = [path.read_text("utf-8") for path in FOLDER.parent.rglob("*.py")]
    assert any(f'"{name}"' in source for source in sources)


@tables
def test_holds_no_truth_values_but_true(name: str) -> None:
    assert [leaf for leaf in leaves(load_table(name)) if leaf is False] == []


@tables
def test_words_have_no_blanks_at_their_ends(name: str) -> None:
    words = [leaf for leaf in leaves(load_table(name)) if isinstance(leaf, str)]
    assert [word for word in words if word != word.strip() or not word] == []


def test_no_on_and_off_stay_words() -> None:
    assert "no" in load_table("words")["determiner"]["words"]
    assert "on" in load_table("words")["on"]["words"]
    assert {"off"} <= {entry.get("particle") for entry in load_table("triggers")["verbs"]}
    assert "Norway" in load_table("countries")["NO"]["names"]


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_table("nope")


# Triggers


def entries(*parts: str) -> list[dict[str, Any]]:
    return [entry for part in parts for entry in load_table("triggers")[part]]


@pytest.mark.parametrize("part", ["verbs", "nouns", "states"])
def test_every_trigger_has_a_kind_and_an_action_of_it(part: str) -> None:
    assert [entry for entry in entries(part) if entry["action"] not in ACTIONS.get(entry["kind"], ())] == []


def test_every_object_of_a_trigger_is_explained() -> None:
    comment = "".join(re.findall(r"^#(.*\n)", (FOLDER / "triggers.yaml").read_text("utf-8"), re.MULTILINE))
    explained = set(re.findall(r"[a-z_]+", comment))
    assert {entry["object"] for entry in entries("verbs", "nouns")} <= explained


def test_only_verbs_that_need_a_list_share_their_words_with_another_kind() -> None:
    shared = {"listed", "unlisted", "branded", "assets"}
    kinds = [(entry["lemma"], entry["kind"]) for entry in entries("verbs") if entry["object"] not in shared]
    assert ambiguous(kinds) == {}


def surfaces() -> Iterator[tuple[Hashable, Hashable]]:
    """Every form of every trigger word within a kind, with what it means there."""
    for entry in entries("verbs"):
        spelling = {key: entry[key] for key in ("past", "part", "s", "ing", "double") if key in entry}
        for surface in inflect(entry["lemma"], spelling):
            yield (entry["kind"], surface, entry.get("particle")), (entry["action"], entry["object"])
    for entry in entries("nouns", "states"):
        for words in entry["words"]:
            yield (
                (entry["kind"], words, "noun"),
                (entry["action"], entry.get("object"), entry.get("modality")),
            )


def test_no_form_of_a_trigger_means_two_things_in_one_kind() -> None:
    assert ambiguous(surfaces()) == {}


def test_every_modality_of_a_state_is_known() -> None:
    modalities = {entry["modality"] for entry in entries("states") if "modality" in entry}
    assert modalities <= set(get_args(vocabulary.Modality))


def test_metrics_and_changes_are_known_and_no_word_is_in_two() -> None:
    table = load_table("triggers")
    assert set(table["metrics"]) == set(get_args(vocabulary.Metric))
    assert set(table["changes"]) <= set(get_args(vocabulary.ValueKind))
    for part in ("metrics", "changes"):
        assert ambiguous((word, key) for key, words in table[part].items() for word in words) == {}


@pytest.mark.parametrize("part", ["sanction_verbs", "sanction_act_nouns", "sanction_nouns"])
def test_what_is_done_with_sanctions_is_known(part: str) -> None:
    table = load_table("triggers")[part]
    assert set(table) <= set(ACTIONS["sanction"])
    assert ambiguous((word, action) for action, words in table.items() for word in words) == {}


# Cues and circumstances


def cues() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for modality, sides in load_table("cues")["modalities"].items():
        for side, groups in sides.items():
            for group in groups:
                yield modality, side, group


def test_every_modality_of_the_cues_is_known() -> None:
    modalities = {modality for modality, _, _ in cues()}
    assert modalities == set(get_args(vocabulary.Modality)) - {"asserted"}


def test_every_cue_has_a_side_and_a_reach() -> None:
    assert {side for _, side, _ in cues()} == {"left", "right"}
    assert all(0 < group["within"] <= 25 for _, _, group in cues())


def test_no_cue_means_two_modalities_on_one_side() -> None:
    assert ambiguous(((words, side), mode) for mode, side, group in cues() for words in group["words"]) == {}


def test_cues_are_in_lower_case() -> None:
    words = [word for _, _, group in cues() for word in group["words"]]
    assert [word for word in words if word != word.lower()] == []


def test_permanence_and_durations_are_known() -> None:
    table = load_table("circumstances")
    assert set(table["permanence"]) == set(get_args(vocabulary.Permanence))
    assert ambiguous((word, key) for key, words in table["permanence"].items() for word in words) == {}


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("circumstances", "saying_verbs"),
        ("circumstances", "source_nouns"),
        ("circumstances", "durations"),
        ("circumstances", "ends"),
        ("sanctioning", "suffering"),
        ("sanctioning", "assets"),
        ("triggers", "sanction_act_nouns"),
        ("triggers", "sanction_nouns"),
        ("triggers", "sanction_compounds"),
        ("words", "platform_words"),
        ("words", "platforms_at_large"),
        ("words", "implicatives"),
        ("words", "posting_verbs"),
        ("words", "state_words"),
        ("words", "body_nouns"),
        ("words", "person_nouns"),
        ("words", "clause_adverbs"),
    ],
)
def test_words_that_are_looked_up_one_by_one_are_single(table: str, key: str) -> None:
    content = load_table(table)[key]
    words = [word for part in content.values() for word in part] if isinstance(content, dict) else content
    assert [word for word in words if " " in word or word != word.lower()] == []


def test_words_of_permanence_are_one_or_two_in_lower_case() -> None:
    words = [word for part in load_table("circumstances")["permanence"].values() for word in part]
    assert [word for word in words if word.count(" ") > 1 or word != word.lower()] == []


def test_cues_of_reasons_have_four_words_at_most() -> None:
    assert [words for words in load_table("circumstances")["reason_cues"] if words.count(" ") > 3] == []


def test_sources_tell_a_type_of_attribution() -> None:
    table = load_table("sources")
    assert set(table) <= set(get_args(vocabulary.AttributionType))
    assert ambiguous((word, kind) for kind, words in table.items() for word in words) == {}


def test_reasons_are_known_categories() -> None:
    table = load_table("reasons")
    known = set(get_args(vocabulary.ReasonCategory))
    assert {category for tier in ("specific", "fallback") for category in table[tier]} <= known


# Names of things


def named(table: str, *fields: str) -> Iterator[tuple[Hashable, Hashable]]:
    """The names of the entries of a table, each with its entry."""
    content = load_table(table)
    for key, entry in content.get("outlets", content).items():
        for field in fields:
            for words in entry.get(field, ()):
                yield words, key


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("platforms", ("names", "case")),
        ("countries", ("names", "short", "people", "metonyms")),
        ("authorities", ("names", "short", "metonyms", "leaders")),
        ("media", ("names", "case")),
        ("languages", ("names",)),
    ],
)
def test_no_name_is_that_of_two(table: str, fields: tuple[str, ...]) -> None:
    assert ambiguous(named(table, *fields)) == {}


def test_no_name_of_a_platform_in_any_case_is_that_of_two() -> None:
    assert ambiguous((str(words).lower(), key) for words, key in named("platforms", "names")) == {}


def test_platforms_have_ids_that_facts_can_hold() -> None:
    assert [key for key in load_table("platforms") if not re.fullmatch(r"[a-z0-9][a-z0-9_.\-]*", key)] == []
    assert set(load_table("words")["platform_owners"]) <= set(load_table("platforms"))


def test_units_are_known_and_no_word_is_in_two() -> None:
    table = load_table("units")
    units = {entry.get("unit", key) for key, entry in table.items()}
    assert units <= set(get_args(vocabulary.Unit))
    assert ambiguous((word, key) for key, entry in table.items() for word in entry["words"]) == {}


def test_codes_of_countries_are_those_of_the_standard() -> None:
    sanctioning = load_table("sanctioning")
    bodies = [entry["country"] for entry in load_table("authorities").values() if "country" in entry]
    codes = [*load_table("countries"), *sanctioning["countries"], *sanctioning["habitual"], *bodies]
    assert [code for code in codes if not is_country(code)] == []


def test_who_sanctions_habitually_sanctions() -> None:
    table = load_table("sanctioning")
    assert set(table["habitual"]) <= set(table["countries"])


def test_codes_of_languages_are_those_of_the_standard() -> None:
    assert [code for code in load_table("languages") if not is_language(code)] == []


def test_a_given_name_tells_a_woman_or_a_man_not_both() -> None:
    names = load_table("given_names")
    assert load_table("references")["gendered"].keys() < names.keys()
    assert ambiguous((name, gender) for gender, those in names.items() for name in those) == {}


def test_given_names_have_a_capital() -> None:
    assert [name for name in leaves(list(load_table("given_names").values())) if not name[0].isupper()] == []


# Closed-class words


def classes() -> list[dict[str, Any]]:
    return [entry for entry in load_table("words").values() if isinstance(entry, dict)]


def test_codes_of_words_are_single_and_those_of_no_mention_or_trigger() -> None:
    codes = {entry["code"] for entry in classes()}
    assert {code for code in codes if len(code) != 1 or code in ITEM_CODES - {"w"}} == set()


@pytest.mark.xfail(strict=True, reason="of two codes ('that', 'then', 'called') the alphabet chooses")
def test_no_word_has_two_codes() -> None:
    table = load_table("words")
    pairs = [(word, entry["code"]) for entry in classes() for word in entry["words"]]
    pairs += [(word, "l") for word in table["holder_links"]] + [(word, "k") for word in table["tie_links"]]
    assert ambiguous(pairs) == {}


def test_names_of_accounts_follow_a_link_to_a_holder() -> None:
    table = load_table("words")
    assert set(table["naming_links"]) <= set(table["holder_links"])


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["ban", "banned"], "banned", "banned"),
        (["a.b", "acb"], "acb a.b", "acb"),
        (["take down"], "take  down", None),
        (["take down"], "take down", "take down"),
    ],
)
def test_any_of_some_words_is_the_longest_as_it_is_written(
    words: list[str], text: str, found: str | None
) -> None:
    match = re.match(any_of(words), text)
    assert (match and match[0]) == found


def test_blanks_of_phrases_may_be_of_any_form() -> None:
    assert re.fullmatch(any_of(["take down", "ban"], blank=r"\s+"), "take \n down")
    assert re.fullmatch(rf"{any_of(['ban', 'block'])}s", "blocks")
