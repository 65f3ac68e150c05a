"""The engine as a whole: wiring of the stages, models, and the laws that hold for any text."""

from __future__ import annotations

import importlib.util
import json
import shutil
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import pipeline
from pipeline.engine import (
    DEFAULT_MODEL,
    available_models,
    extract,
    extract_article,
    extract_timed,
    load,
    model_meta,
    model_path,
)
from pipeline.errors import ModelError, PipelineError
from pipeline.facts import FACT, Article, Fact, fact_id, text_sha256
from pipeline.facts.claims import Recognised
from pipeline.read import read_articles
from pipeline.reader.component import GRAPH

ROOT = Path(__file__).parents[1]
RULES = ROOT / "models" / "rules"
ARTICLES = sorted((ROOT / "corpus" / "articles").glob("*.md"))
REAL = ROOT.parent / "shared" / "real" / "dev.articles.jsonl"
STAGES = ["sentences", "recognise", "relate", "normalise", "assemble", "link"]
TEXT = "Twitter suspended Ada Lane's account on Tuesday."


@Language.factory("toy_recognise", requires=["doc.sents"], assigns=["doc._.recognised"])
def make_toy(nlp: Language, name: str) -> ToyRecogniser:
    return ToyRecogniser()


class ToyRecogniser:
    """A recogniser that knows nothing."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.recognised = Recognised()
        return doc


@Language.component("toy_slow")
def take_time(doc: Doc) -> Doc:
    time.sleep(0.2)
    return doc


# Models


def test_default_model_is_available() -> None:
    assert DEFAULT_MODEL in available_models()
    assert model_path() == model_path(DEFAULT_MODEL) == ROOT / "models" / DEFAULT_MODEL
    assert model_path("rules") == model_path(RULES) == RULES


def test_a_model_can_be_named_by_its_path(tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "mine")
    assert load(str(tmp_path / "mine")).pipe_names == STAGES


def test_meta_tells_name_and_version_of_a_model() -> None:
    meta = model_meta("rules")
    assert (meta["name"], meta["version"], meta["pipeline"]) == ("rules", pipeline.__version__, STAGES)


@pytest.mark.parametrize("name", ["nope", "/nope/rules", str(ROOT)])
def test_an_unknown_model_is_told_with_those_that_are_known(name: str) -> None:
    with pytest.raises(ModelError, match=f"E311.*'{name}'.*name one of: .*rules"):
        load(name)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("config.cfg", "garbage"),
        ("config.cfg", '[nlp]\nlang = "en"\npipeline = ["x"]\n[components.x]\nfactory = "no_such_factory"\n'),
        ("meta.json", "{"),
        ("meta.json", "{}"),
        ("tokenizer", ""),
    ],
    ids=["no config", "an unknown factory", "half a meta", "an empty meta", "no tokenizer"],
)
def test_a_broken_model_is_told(tmp_path: Path, file: str, content: str) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(RULES, folder)
    (folder / file).write_text(content)
    with pytest.raises(ModelError, match="E312"):
        load(folder)


@pytest.mark.parametrize("content", [None, b"no graph"])
def test_a_trained_model_without_its_network_is_told(tmp_path: Path, content: bytes | None) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(ROOT / "models" / "reader", folder)
    (folder / "reader" / GRAPH).unlink()
    if content is not None:
        (folder / "reader" / GRAPH).write_bytes(content)
    with pytest.raises(ModelError, match=f"E312.*{GRAPH}"):
        load(folder)


def test_the_rules_model_is_what_its_script_writes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("make_rules", ROOT / "models" / "make_rules.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.main(tmp_path)
    files = {path.name for path in RULES.iterdir()} - {"README.md"}
    assert {path.name for path in tmp_path.iterdir()} == files
    for name in files - {"meta.json"}:
        assert (tmp_path / name).read_bytes() == (RULES / name).read_bytes(), name
    written, shipped = (json.loads((folder / "meta.json").read_text("utf-8")) for folder in (tmp_path, RULES))
    for meta in (written, shipped):  # those of the spaCy at hand
        del meta["spacy_version"], meta["spacy_git_version"]
    assert written == shipped


# Wiring


def test_stages_require_what_others_assign(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert list(analysis["summary"]) == STAGES
    assert analysis["problems"] == {stage: [] for stage in STAGES}


def test_a_missing_stage_is_a_problem_of_the_wiring() -> None:
    problems = spacy.load(RULES, exclude=["recognise"]).analyze_pipes()["problems"]
    assert problems["relate"] == problems["normalise"] == ["doc._.recognised"]


def test_spacy_loads_the_model_and_the_facts_are_on_the_document() -> None:
    doc = spacy.load(RULES)(TEXT)
    assert [(fact.kind, fact.doc_id) for fact in doc._.facts] == [("takedown", "document")]


@pytest.mark.parametrize("by", ["config", "replace_pipe"])
def test_a_stage_can_be_swapped(by: str) -> None:
    if by == "config":
        nlp = spacy.load(RULES, config={"components.recognise.factory": "toy_recognise"})
    else:
        nlp = spacy.load(RULES)
        nlp.replace_pipe("recognise", "toy_recognise")
    assert isinstance(nlp.get_pipe("recognise"), ToyRecogniser)
    assert nlp.analyze_pipes()["problems"] == {stage: [] for stage in STAGES}
    assert nlp(TEXT)._.facts == []


def test_a_stage_can_be_left_out() -> None:
    doc = spacy.load(RULES, exclude=["assemble"])(TEXT)
    assert doc._.facts is None
    assert [valued.values["holder"] for valued in doc._.valued] == ["Ada Lane"]


# Extraction


@pytest.mark.parametrize("published", [date(2019, 4, 18), "2019-04-18"])
def test_dates_are_resolved_against_the_day_of_publication(nlp: Language, published: date | str) -> None:
    (fact,) = extract(TEXT, published=published, nlp=nlp)
    assert fact.date == "2019-04-16"


def test_without_a_day_of_publication_a_weekday_is_no_date(nlp: Language) -> None:
    assert [fact.date for fact in extract(TEXT, nlp=nlp)] == [None]


def test_a_day_that_is_none_is_told(nlp: Language) -> None:
    with pytest.raises(PipelineError, match="yesterday"):
        extract(TEXT, published="yesterday", nlp=nlp)


def test_facts_carry_the_id_of_the_document(nlp: Language) -> None:
    assert [fact.doc_id for fact in extract(TEXT, nlp=nlp)] == ["text"]
    assert [fact.doc_id for fact in extract(TEXT, doc_id="article-1", nlp=nlp)] == ["article-1"]


def test_without_a_pipeline_the_default_model_is_used() -> None:
    assert extract(TEXT) == extract(TEXT, nlp=load(DEFAULT_MODEL))


def test_facts_outlive_the_memory_of_the_article(nlp: Language) -> None:
    first = extract(TEXT, nlp=nlp)
    dumped = [fact.model_dump_json() for fact in first]
    for number in range(50):
        extract(f"Facebook removed Bob Marsh {number}'s page.", nlp=nlp)
    assert [fact.model_dump_json() for fact in first] == dumped


def test_one_article_tells_nothing_of_another(nlp: Language) -> None:
    text = "The account was suspended."
    alone = extract(text, nlp=nlp)
    extract(TEXT, nlp=nlp)
    assert extract(text, nlp=nlp) == alone


def test_every_stage_is_timed_in_its_order(nlp: Language) -> None:
    article = Article(doc_id="article-1", text=TEXT, published=date(2019, 4, 18))
    found = extract_timed(nlp, article)
    assert found.facts == extract_article(nlp, article) != []
    assert list(found.seconds) == ["tokenise", *STAGES]
    assert min(found.seconds.values()) > 0


def test_a_model_without_a_network_has_no_windows(nlp: Language) -> None:
    found = extract_timed(nlp, Article(doc_id="article-1", text=TEXT))
    assert (found.windows, found.screened_windows) == (0, 0)


def test_the_time_of_a_slow_stage_is_its_own() -> None:
    nlp = spacy.load(RULES)
    nlp.add_pipe("toy_slow", after="relate")
    article = Article(doc_id="article-1", text=TEXT)
    extract_article(nlp, article)  # the first one waits for tables
    seconds = extract_timed(nlp, article).seconds
    assert seconds.pop("toy_slow") >= 0.2 > max(seconds.values())


def test_a_stage_that_is_switched_off_is_left_out(nlp: Language) -> None:
    with nlp.select_pipes(disable="link"):
        seconds = extract_timed(nlp, Article(doc_id="article-1", text=TEXT)).seconds
    assert list(seconds) == ["tokenise", *STAGES[:-1]]


def test_reads_more_than_a_million_characters(nlp: Language) -> None:
    text = "\n" * 1_000_001 + TEXT
    (fact,) = extract(text, nlp=nlp)
    assert fact.evidence[0].start == 1_000_001
    assert_lawful(text, [fact])


# Laws


def assert_lawful(text: str, facts: list[Fact]) -> None:
    """Check what holds for the facts of any text: exact quotes, the schema, ids, order."""
    for fact in facts:
        spans = [span for piece in fact.evidence for _, span in piece.spans()]
        assert all(text[span.start : span.end] == span.text for span in spans)
        assert FACT.validate_json(fact.model_dump_json()) == fact
        assert (fact.id, fact.text_sha256) == (fact_id(fact), text_sha256(text))
        assert len(fact.evidence) <= 5
        assert fact.confidence is not None
    starts = [fact.evidence[0].start for fact in facts]
    assert starts == sorted(starts)


PIECES = st.sampled_from(
    ["Twitter", "Facebook", "X", "suspended", "took", "down", "removed", "was reinstated",
     "sanctions", "lifted", "froze", "designated", "banned", "shut", "followers", "subscribers",
     "likes", "104,000", "39", "dozens of", "half a million", "Ada Lane", "Reza Karimi", "İpek",
     "İ", "al-Assad", "O’Keefe", "IRGC", "Lima", "his", "her", "it", "they", "whose",
     "the account", "accounts", "page", "Groups", "tweet", "channel", "linked to", "including",
     "such as", "of", "by", "from", "on", "in Iran", "U.S.", "the EU", "Washington", "the regime",
     "SDN list", "terrorist organization", "@ada_lane", "ada@kettle.org", "@", "not", "refused to",
     "asked", "if", "may", "May", "will", "reportedly", "?", "said", "according to",
     "Mehr news agency", "on Tuesday", "June 1", "2019", "for a week", "for spam", "because",
     "Farsi", "Arabic (25,000)", "🙂", "👩‍👩‍👧", "é", "e\u0301", "مرحبا", "שלום", "\u200f", "\u202e",
     "\ufeff", "\x00", "\r\n", "\n\n", "\n", "\t", "\u2028", "\u00a0", '"', "“", "”", "’s", "'s",
     "(", ")", ",", ";", ":", ".", "-", "—", "*", "_", "<b>", "&", "and", "ﬁ", "ß", "Ǆ",
     "\U0001f1ee\U0001f1f7", "SUSPENDED", "Maj. Gen."]
)  # fmt: skip
SENTENCES = st.sampled_from(
    [
        "Twitter suspended Ada Lane's account.",
        "İpek’s 🙂 page was removed by Facebook.\r\n",
        "It has 104,000 followers.",
        "The EU sanctioned the IRGC over “terror”.",
        "They lifted sanctions on it.",
        "Senators asked Twitter to ban @ada_lane.",
        "Iran has blocked Telegram.",
    ]
)
WORDY = st.lists(st.one_of(PIECES, SENTENCES), max_size=30)
TEXTS = st.one_of(WORDY.map(" ".join), WORDY.map("".join), st.text(max_size=200))
law = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])


@law
@given(text=TEXTS, published=st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31)))
def test_any_text_gives_lawful_facts_and_the_same_again(
    nlp: Language, text: str, published: date | None
) -> None:
    article = Article(doc_id="d", text=text, published=published)
    facts = extract_article(nlp, article)
    assert_lawful(text, facts)
    again = extract_article(nlp, article)
    assert [fact.model_dump_json() for fact in again] == [fact.model_dump_json() for fact in facts]


@law
@given(before=st.text(max_size=80), after=st.text(max_size=80))
def test_a_sentence_is_read_whatever_stands_around_it(nlp: Language, before: str, after: str) -> None:
    facts = extract(f"{before}\n\n{TEXT}\n\n{after}", nlp=nlp)
    start = len(before) + 2 + TEXT.index("suspended")
    assert start in {piece.trigger.start for fact in facts for piece in fact.evidence}


def articles_of(path: Path) -> list[Article]:
    found = list(read_articles([path]))
    assert all(isinstance(article, Article) for article in found)
    return [article for article in found if isinstance(article, Article)]


def read_lawfully(nlp: Language, path: Path) -> int:
    """Read the articles of a file, check their facts, and count them."""
    number = 0
    for article in articles_of(path):
        facts = extract_article(nlp, article)
        assert_lawful(article.text, facts)
        number += len(facts)
    return number


def test_facts_of_a_sample_of_the_corpus_are_lawful(nlp: Language) -> None:
    sample = ARTICLES[::7][:40]
    assert len(sample) == 40
    assert sum(read_lawfully(nlp, path) for path in sample) > 40


@pytest.mark.slow
def test_facts_of_the_whole_corpus_are_lawful(nlp: Language) -> None:
    assert sum(read_lawfully(nlp, path) for path in ARTICLES) > 300


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="no folder of real articles beside the checkout")
def test_facts_of_real_articles_are_lawful(nlp: Language) -> None:
    assert read_lawfully(nlp, REAL) > 40


def test_a_stage_can_be_given_its_input_by_hand(nlp: Language) -> None:
    doc: Any = nlp.make_doc(TEXT)
    doc._.doc_id, doc._.published = "article-1", date(2019, 4, 18)
    (fact,) = nlp(doc)._.facts
    assert (fact.doc_id, fact.date) == ("article-1", "2019-04-16")
