import subprocess
import sys
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read import read_articles
from pipeline.run.signature import bands, signature, similarity_of_copy

ROOT = Path(__file__).parents[2]
#: Articles of more than 300 words, of which two are no copies of one another.
ARTICLES = [
    article.text
    for article in read_articles([ROOT / "corpus" / "articles"])
    if len(article.text.split()) > 300
][:40]
WORDS = [f"word{number}" for number in range(400)]
TEXT = " ".join(WORDS)


def similarity(copy, original):
    return similarity_of_copy(signature(copy), signature(original))


def test_signature_is_the_same_everywhere():
    # The value of one machine, so that a file of signatures can be carried to another.
    assert sha256(signature(TEXT)).hexdigest() == (
        "39b9a8f9e3daeaf240ca392222c0c659c15b03fb5056da5d740dae7545bcefb5"
    )


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_signature_does_not_depend_on_the_process(seed):
    code = (
        "import sys; from pipeline.run.signature import signature; print(signature(sys.stdin.read()).hex())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=ARTICLES[0],
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert bytes.fromhex(done.stdout) == signature(ARTICLES[0])


@pytest.mark.parametrize(
    "text",
    ["", "Twitter suspended Ada Lane's account.", "so many words " * 200, "\ud800", "字" * 5000],
    ids=["nothing", "a brief", "the same again and again", "no character", "no blanks"],
)
def test_a_text_too_short_to_tell_has_no_signature(text):
    assert signature(text) is None


def test_it_is_the_different_runs_of_words_that_make_a_text_long_enough():
    assert signature(" ".join(WORDS[:57])) is None
    assert signature(" ".join(WORDS[:58])) is not None


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace(" ", "\r\n\r\n"),
        lambda text: text.replace(" ", " \u00a0"),
        lambda text: text.replace("word7 ", "“word7” "),
        lambda text: text.replace(" word7 ", " — word7… "),
    ],
    ids=["case", "lines", "blanks", "quotes", "dashes"],
)
def test_case_blanks_and_punctuation_do_not_count(change):
    assert signature(change(TEXT)) == signature(TEXT)


def test_the_order_of_the_words_counts():
    assert similarity(" ".join([*WORDS[1::2], *WORDS[::2]]), TEXT) is None


@pytest.mark.parametrize("text", ARTICLES[:10])
def test_a_report_with_another_byline_and_a_cut_tail_is_a_copy(text):
    words = text.split()
    copy = " ".join(["By Maria Lind LONDON (Reuters) -", *words[: len(words) * 3 // 4]])
    assert 0.6 < similarity(copy, text) < 0.9


def test_similarity_is_that_of_the_sets_of_runs():
    # 392 runs in all, of which the copy has 192: half of them.
    assert similarity(" ".join(WORDS[:200]), TEXT) == pytest.approx(192 / 392, abs=0.1)
    assert similarity(TEXT, TEXT) == 1.0


def test_a_report_with_much_of_its_own_is_no_copy_of_the_shorter_one_it_grew_from():
    assert similarity(TEXT, " ".join(WORDS[:270])) is None
    assert similarity(" ".join(WORDS[:270]), TEXT) is not None


def test_articles_of_their_own_are_no_copies():
    pairs = list(combinations(ARTICLES, 2))
    assert len(pairs) == 780
    assert [pair for pair in pairs if similarity(*pair) is not None] == []


def test_near_copies_share_a_band_and_others_do_not():
    found = bands(signature(TEXT))
    assert len(found) == 8
    assert all(-(2**31) <= key < 2**31 for key in found)
    assert found & bands(signature(" ".join(WORDS[:300])))
    assert not found & bands(signature(" ".join(reversed(WORDS))))


@given(st.text(max_size=300))
def test_any_text_can_be_read(text):
    assert signature(text + TEXT) is not None


def test_a_long_text_takes_little_memory():
    # All values of all runs at once would be 150 MiB.
    code = (
        "import resource; from pipeline.run.signature import signature\n"
        "signature(' '.join(str(number * 7919) for number in range(2_000)))\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "signature(' '.join(str(number * 7919) for number in range(300_000)))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) / 1024 < 100
