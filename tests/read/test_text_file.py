from __future__ import annotations

from datetime import date

import pytest

FRONT = '---\ndoc_id: page-gone\ntitle: "Gone: a page"\npublished: 2019-04-18\nsource: Vale Messenger\n---\n'


def test_plain_text_is_named_after_its_file(read_one) -> None:
    article = read_one("küste 2019.txt", "Facebook removed a page.\n")
    assert (article.doc_id, article.text) == ("küste 2019", "Facebook removed a page.\n")
    assert article.title is article.published is article.published_from is None


@pytest.mark.parametrize("ending", ["txt", "md", "MD"])
def test_front_matter_gives_fields_and_the_rest_is_text(read_one, ending: str) -> None:
    article = read_one(f"a.{ending}", FRONT + "\nA page.\n")
    assert article.text == "\nA page.\n"
    assert article.doc_id == "page-gone"
    assert article.title == "Gone: a page"
    assert article.source == "Vale Messenger"
    assert (article.published, article.published_from) == (date(2019, 4, 18), "metadata")


def test_keeps_crlf_in_text_and_around_front_matter(read_one) -> None:
    text = "One\r\n\r\nTwo\rThree\n"
    assert read_one("a.txt", text).text == text
    assert read_one("b.md", FRONT.replace("\n", "\r\n") + text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule above prose.\n---\nMore.",
        "---\n\n---\nMore.",
        "---\ntitle: never closed\n",
        "--- no rule\n",
        "----\ntitle: x\n----\n",
        "\n---\ntitle: not in the first line\n---\n",
        "Text.\n---\ntitle: x\n---\n",
        "---\nnote:no key without a blank\n---\nMore.",
    ],
)
def test_text_that_only_resembles_front_matter_is_kept_whole(read_one, text: str) -> None:
    assert read_one("a.md", text).text == text


def test_rule_inside_the_text_is_text(read_one) -> None:
    assert read_one("a.md", FRONT + "One\n---\nTwo\n---\n").text == "One\n---\nTwo\n---\n"


@pytest.mark.parametrize(
    "lines", ["title: Gone: a page", 'title: "open', "title: [1, 2", "title: !!python/name:os.x y"]
)
def test_broken_front_matter_is_a_failure(fail_one, lines: str) -> None:
    failure = fail_one("a.md", f"---\n{lines}\n---\nText.\n")
    assert failure.error.code == "E110"
    assert "a.md" in str(failure.error)


def test_deeply_nested_front_matter_is_a_failure(fail_one) -> None:
    assert fail_one("a.md", "---\ntitle: " + "[" * 100_000 + "\n---\nText.\n").error.code == "E110"


def test_impossible_day_in_front_matter_is_a_wrong_date_not_broken_yaml(fail_one) -> None:
    failure = fail_one("a.md", "---\ndoc_id: x\npublished: 2019-02-31\n---\nText.\n")
    assert failure.error.code == "E120"
    assert "2019-02-31" in str(failure.error)
    assert failure.doc_id == "x"


@pytest.mark.parametrize("text", ["", " \r\n\t\u00a0", FRONT, FRONT + " \n"])
def test_blank_text_is_a_failure(fail_one, text: str) -> None:
    assert fail_one("a.txt", text).error.code == "E108"


def test_reads_ten_megabytes_exactly(read_one) -> None:
    text = "Instagram removed the account “x” 😀.\r\n" * 270_000
    assert len(text.encode()) > 10_000_000
    assert read_one("a.txt", text).text == text
