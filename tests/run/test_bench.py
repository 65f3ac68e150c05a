from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

import pipeline.engine
from pipeline.engine import extract_article
from pipeline.errors import ModelError, ReadError, UsageError
from pipeline.read import read_articles
from pipeline.run.bench import bench, median_interval, peak_mebibytes

ARTICLES = Path(__file__).parents[2] / "corpus" / "articles"
STAGES = ["sentences", "recognise", "relate", "normalise", "assemble", "link"]
SAMPLE = [str(path) for path in sorted(ARTICLES.glob("a*.md"))[:4]]


@pytest.fixture(scope="module")
def figures():
    return bench(SAMPLE, model="rules", repeats=3)


def test_counts_are_those_of_one_reading(figures, nlp):
    articles = list(read_articles(SAMPLE))
    assert figures.documents == len(articles) == 4
    assert figures.words == sum(len(article.text.split()) for article in articles)
    facts = [fact for article in articles for fact in extract_article(nlp, article)]
    assert figures.facts == len(facts) > 0
    assert figures.model == "en_rules"


def test_every_stage_is_told_in_its_order_and_shares_make_a_whole(figures):
    assert list(figures.stages) == ["read", "tokenise", *STAGES, "write", "between stages"]
    assert all(stage.milliseconds > 0 for stage in figures.stages.values())
    assert sum(stage.share for stage in figures.stages.values()) == pytest.approx(1, abs=0.1)


def test_speed_and_stages_tell_the_same_time():
    figures = bench(SAMPLE, model="rules", repeats=1)  # of several, the medians need not come from one
    whole = sum(stage.milliseconds for stage in figures.stages.values())
    assert 1e6 / whole == pytest.approx(figures.words_per_second.median, rel=1e-6)


def test_rates_go_together(figures):
    for rate in (figures.words_per_second, figures.documents_per_second, figures.facts_per_second):
        assert 0 < rate.low <= rate.median <= rate.high
    documents = figures.words_per_second.median * figures.documents / figures.words
    assert figures.documents_per_second.median == pytest.approx(documents)


def test_a_model_without_a_network_has_no_time_of_one(figures):
    assert figures.encoder is None


def test_the_network_is_part_of_the_reader():
    if "reader" not in pipeline.engine.available_models():
        pytest.skip("the trained model is absent")
    figures = bench(SAMPLE[:1], model="reader", repeats=1)
    assert 0 < figures.encoder.milliseconds < figures.stages["reader"].milliseconds
    whole = 1e6 / figures.words_per_second.median
    assert figures.encoder.whole_over_encoder == pytest.approx(whole / figures.encoder.milliseconds)


def test_a_slow_stage_is_seen(monkeypatch, figures):
    # On a clock of its own, for on the real one the share would hang on how busy the machine is.
    now = 0.0

    def clock():
        nonlocal now
        now += 1e-4
        return now

    @Language.component("bench_slow")
    def take_time(doc):
        nonlocal now
        now += 0.3
        return doc

    def load(name):
        nlp = original(name)
        nlp.add_pipe("bench_slow", before="link")
        return nlp

    original = pipeline.engine.load
    monkeypatch.setattr(pipeline.engine, "load", load)
    for module in ("pipeline.engine", "pipeline.run.bench"):
        monkeypatch.setattr(f"{module}.perf_counter", clock)
    slow = bench(SAMPLE[:1], model="rules", repeats=1)
    assert slow.stages["bench_slow"].milliseconds > 300 * 1000 / slow.words
    assert slow.stages["bench_slow"].share > 0.5


def test_progress_is_told_after_each_reading():
    told = []
    bench(SAMPLE[:1], model="rules", repeats=2, on_repeat=lambda: told.append(1))
    assert len(told) == 3


@pytest.mark.parametrize(
    ("inputs", "error", "code"),
    [
        (["-"], UsageError, "E433"),
        (["empty.jsonl"], ReadError, "E109"),
        (["nowhere"], ReadError, "E101"),
        (["broken.txt"], ReadError, "E1"),
    ],
)
def test_what_cannot_be_measured_is_told(tmp_path, monkeypatch, inputs, error, code):
    monkeypatch.chdir(tmp_path)
    Path("empty.jsonl").write_text("\n")
    Path("broken.txt").write_bytes(b"\x00\x01\x02")
    with pytest.raises(error, match=code):
        bench(inputs, model="rules", repeats=1)


def test_an_unknown_model_is_told():
    with pytest.raises(ModelError, match="E311"):
        bench(SAMPLE, model="nope")


# The interval


def test_interval_holds_the_median_and_no_more_than_the_values():
    values = [9.0, 10.0, 11.0, 12.0, 30.0]
    low, high = median_interval(values)
    assert 9 <= low <= 11 <= high <= 30
    assert median_interval(values) == (low, high)


def test_interval_of_one_value_is_that_value():
    assert median_interval([7.0]) == (7.0, 7.0)


def test_interval_holds_the_true_median_nineteen_times_out_of_twenty():
    random = np.random.default_rng(1)
    intervals = [median_interval(random.normal(50, 5, 25)) for _ in range(200)]
    assert 0.88 < sum(low <= 50 <= high for low, high in intervals) / 200 < 0.99


def test_peak_of_memory_grows_with_what_is_held():
    before = peak_mebibytes()
    held = np.ones(int((before + 50) * 2**17))
    assert peak_mebibytes() > before + 40
    assert held[-1] == 1
