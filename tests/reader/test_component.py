from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from tokenizers import Tokenizer

from pipeline.facts.claims import Mention, Recognised
from pipeline.reader import component
from pipeline.reader.component import AFTER, BEFORE, GRAPH, OWN, Reader, open_tokenizer
from pipeline.reader.confidence import Calibration
from pipeline.reader.decode import Thresholds
from pipeline.reader.graph import Scores
from pipeline.reader.labels import Labels
from pipeline.reader.pieces import Pieces
from pipeline.reader.windows import Window


class WordScorer:
    """Takes one word of the vocabulary for a takedown, and what is marked a person for its holder."""

    def __init__(self, labels: Labels, word: int) -> None:
        self.labels = labels
        self.word = word
        self.seen: list[Window] = []

    def __call__(self, pieces: Pieces, window: Window) -> Scores:
        self.seen.append(window)
        size = window.end - window.start
        ids, marks = (array[window.start : window.end] for array in (pieces.ids, pieces.marks))
        own = slice(window.own_start - window.start, window.own_end - window.start)
        places = own.start + np.flatnonzero(ids[own] == self.word)
        tags = np.zeros((size, self.labels.trigger_tags), np.float32)
        tags[places, 1 + 2 * self.labels.kinds.index("takedown")] = 0.9
        roles = np.zeros((len(places), size, len(self.labels.rows), 3), np.float32)
        person = 1 + 2 * self.labels.marks.index("person")
        for tag in (1, 2):
            roles[:, :, self.labels.rows.index("holder"), tag] = 0.9 * (marks == person + tag - 1)
        told = np.zeros((len(places), sum(map(len, self.labels.classes.values()))), np.float32)
        kinds = np.full_like(places, self.labels.kinds.index("takedown"))
        return Scores(tags, places, kinds, told, roles)


@pytest.fixture
def reader(tokenizer: Tokenizer, labels: Labels) -> Reader:
    made = Reader(screen=False)
    made.tokenizer = tokenizer
    made.scorer = WordScorer(labels, tokenizer.token_to_id("suspended"))
    return made


def test_reads_every_trigger_of_a_long_text_once_and_in_order(reader):
    sentence = "🔥 İt suspended Ada.\r\n"
    text = sentence * 60
    starts = range(0, len(text), len(sentence))

    readings, _, _ = reader.read(text, [(start, start + len(sentence)) for start in starts], Recognised())

    assert [reading.start for reading in readings] == [start + text.index("suspended") for start in starts]
    assert {text[reading.start : reading.end] for reading in readings} == {"suspended"}
    assert len(reader.scorer.seen) > 1
    assert all(window.end - window.start <= BEFORE + OWN + AFTER for window in reader.scorer.seen)


QUIET = "It rains.\n" * 400
SAID = "Twitter suspended Ada.\n"


@pytest.mark.parametrize(
    ("text", "screen", "shown"),
    [(QUIET, True, 0), (QUIET + SAID + QUIET, True, 1), (QUIET + SAID + QUIET, False, 10)],
)
def test_with_the_screen_the_network_is_shown_only_windows_with_a_hit(tokenizer, labels, text, screen, shown):
    reader = Reader(screen=screen)
    reader.tokenizer = tokenizer
    reader.scorer = WordScorer(labels, tokenizer.token_to_id("suspended"))
    ends = [at + 1 for at, letter in enumerate(text) if letter == "\n"]

    readings, tiles, screened = reader.read(text, list(pairwise([0, *ends])), Recognised())

    assert [text[reading.start : reading.end] for reading in readings] == ["suspended"] * (SAID in text)
    assert len(reader.scorer.seen) in range(shown, 3 * shown + 1)
    assert tiles >= 5
    assert screened == tiles - len(reader.scorer.seen)


def test_a_word_that_the_cut_of_an_overlong_sentence_goes_through_is_a_hit_behind_it_too(tokenizer, labels):
    reader = Reader()
    reader.tokenizer = tokenizer
    reader.scorer = WordScorer(labels, tokenizer.token_to_id("##ed"))
    text = "account " * (OWN - 1) + "removed"

    (reading,), _, _ = reader.read(text, [(0, len(text))], Recognised())

    assert text[reading.start : reading.end] == "removed"
    assert [window.own_start for window in reader.scorer.seen] == [0, OWN]


def test_the_network_is_shown_what_the_tables_find(reader):
    text = "It suspended Ada Lane."
    known = Recognised(mentions=(Mention(13, 21, "Ada Lane", "person"),))

    (reading,), _, _ = reader.read(text, [(0, len(text))], known)

    assert [text[f.start : f.end] for f in reading.roles["holder"]] == ["Ada Lane"]


def test_the_thresholds_of_the_model_hold(reader):
    reader.thresholds = Thresholds(trigger=0.95)

    assert reader.read("It suspended Ada.", [(0, 17)], Recognised())[0] == []


@pytest.mark.parametrize(("text", "sentences"), [("", []), (" \r\n", [(0, 3)])])
def test_nothing_comes_of_nothing(reader, text, sentences):
    assert reader.read(text, sentences, Recognised()) == ([], 0, 0)
    assert reader.scorer.seen == []


def test_without_a_network_nothing_is_read(tokenizer):
    reader = Reader()
    reader.tokenizer = tokenizer

    assert reader.read("It suspended Ada.", [(0, 17)], Recognised())[0] == []


@pytest.fixture
def doc() -> Doc:
    words = ["It", "suspended", "Ada", "Lane", ".", "He", "left", "."]
    starts = [True, False, False, False, False, True, False, False]
    doc = Doc(spacy.blank("en").vocab, words, [True] * 8, sent_starts=starts)
    doc._.recognised = Recognised(mentions=(Mention(13, 21, "Ada Lane", "person"),))
    return doc


def test_puts_claims_on_the_document(reader, doc):
    (claim,) = reader(doc)._.claims

    assert (doc._.windows, doc._.screened) == (1, 0)
    assert (claim.trigger.text, claim.roles["holder"].text, claim.roles["holder"].type) == (
        "suspended",
        "Ada Lane",
        "person",
    )


@pytest.mark.parametrize(
    ("calibration", "score"),
    [
        (Calibration(), 0.9),
        (Calibration({}), 0.5),
        (Calibration({}, 50), 1),
        (Calibration({"about": 1}), 0.9),
    ],
)
def test_the_score_of_a_claim_is_calibrated(reader, doc, calibration, score):
    reader.calibration = calibration

    (claim,) = reader(doc)._.claims

    assert claim.score == pytest.approx(score)


@pytest.mark.parametrize(("least", "number"), [(0.0, 1), (0.89, 1), (0.91, 0)])
def test_claims_that_are_less_likely_right_than_the_threshold_are_left_out(reader, doc, least, number):
    reader.thresholds = Thresholds(claim=least)

    assert len(reader(doc)._.claims) == number


def test_a_model_folder_gives_the_same_reader_again(reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    own = reader.label_sets.as_dict()
    reader.label_sets = Labels.of({**own, "kinds": own["kinds"][::-1], "marks": own["marks"][:3]})
    single = {"roles": {"date": 0.6}, "insides": {"reason": 0.2}}
    reader.thresholds = Thresholds(
        trigger=0.1, role=0.2, naming=0.3, inside=0.4, only=0.55, claim=0.25, **single
    )
    reader.calibration = Calibration({"trigger": 0.7, "handle": 1.5}, offset=-0.2)
    opened: list[tuple[Path, float]] = []
    # The graph comes of training.
    monkeypatch.setattr(component, "OnnxScorer", lambda path, least: opened.append((path, least)))

    reader.to_disk(tmp_path / "reader")
    again = Reader().from_disk(tmp_path / "reader")

    assert (again.label_sets, again.labels) == (reader.label_sets, reader.label_sets.kinds)
    assert (again.thresholds, again.calibration) == (reader.thresholds, reader.calibration)
    assert again.tokenizer.to_str() == reader.tokenizer.to_str()
    assert opened == [(tmp_path / "reader" / GRAPH, 0.1)]


@pytest.mark.parametrize(("part", "known"), [("calibration", {"slope": 0.3}), ("thresholds", {"kinds": {}})])
def test_labels_of_another_version_are_refused(reader, tmp_path: Path, part, known):
    reader.to_disk(tmp_path / "reader")
    labels = tmp_path / "reader" / "labels.json"
    labels.write_text(json.dumps({**json.loads(labels.read_text("utf-8")), part: known}), "utf-8")

    with pytest.raises(ValueError, match=r"another version wrote .*labels\.json"):
        Reader().from_disk(tmp_path / "reader")


def test_a_reader_without_a_model_writes_no_tokenizer(tmp_path: Path):
    Reader().to_disk(tmp_path / "reader")

    assert [path.name for path in (tmp_path / "reader").iterdir()] == ["labels.json"]


def test_a_tokenizer_published_with_truncation_and_padding_gives_every_piece(tokenizer, tmp_path: Path):
    published = Tokenizer.from_str(tokenizer.to_str())
    published.enable_truncation(2)
    published.enable_padding(length=8)
    published.save(str(tmp_path / "tokenizer.json"))

    short, long = open_tokenizer(tmp_path / "tokenizer.json").encode_batch(["account", "a b c d"])

    assert (short.tokens, long.tokens) == (["account"], ["a", "b", "c", "d"])
