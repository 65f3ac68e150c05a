from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.train.corpora import GeneralText, read_corpora

GUM = """\
# newdoc id = GUM_news_invented
# newpar
# text = The Lane Bank won't close.
1	The	the	DET	DT	_	3	det	_	Entity=(1-organization-new-nnnnn-cf1-3-coref
2	Lane	Lane	PROPN	NNP	_	3	compound	_	Entity=(2-person-new-nnnnn-cf2-1-coref)
3	Bank	Bank	PROPN	NNP	_	6	nsubj	_	Entity=1)
4-5	won't	_	_	_	_	_	_	_	_
4	wo	will	AUX	MD	_	6	aux	_	_
5	n't	not	PART	RB	_	6	advmod	_	_
6	close	close	VERB	VB	_	0	root	_	SpaceAfter=No
7	.	.	PUNCT	.	_	6	punct	_	_

# text = Its old rival Marsh's bank did; it said the bank was a place.
1	Its	its	PRON	PRP$	_	3	nmod	_	Entity=(3-organization-n-n-c-5-c(1-organization-g-n-c-1-a)
2	old	old	ADJ	JJ	_	3	amod	_	_
3	rival	rival	NOUN	NN	_	5	nmod	_	_
4-5	Marsh's	_	_	_	_	_	_	_	_
4	Marsh	Marsh	PROPN	NNP	_	6	nmod	_	Entity=(4-person-new-nnnnn-cf1-1-sgl)
5	's	's	PART	POS	_	4	case	_	_
6	bank	bank	NOUN	NN	_	7	nsubj	_	Entity=3)
7	did	do	VERB	VBD	_	0	root	_	SpaceAfter=No
8	;	;	PUNCT	:	_	7	punct	_	_
9	it	it	PRON	PRP	_	10	nsubj	_	Entity=(1-organization-giv-nnnnn-cf1-1-ana)
10	said	say	VERB	VBD	_	7	parataxis	_	_
11	the	the	DET	DT	_	12	det	_	Entity=(1-organization-giv-nnnnn-cf1-2-coref
12	bank	bank	NOUN	NN	_	15	nsubj	_	Entity=1)
13	was	be	AUX	VBD	_	15	cop	_	_
14	a	a	DET	DT	_	15	det	_	Entity=(5-abstract-new-nnnnn-cf1-2-sgl
15	place	place	NOUN	NN	_	10	ccomp	_	Entity=5)|SpaceAfter=No
16	.	.	PUNCT	.	_	7	punct	_	_

"""

IOB = """\
# newdoc id = n01
# sent_id = n01-1
1	Ada	B-PER	-	-
2	Lane	I-PER	-	-
3	left	O	-	-
4	Iran	B-LOC	-	-

# newdoc id = n02
# sent_id = n02-1
1	Lane	B-PER	-	-
2	won	O	-	-
"""

TWEETS = (
    "#news\tO\nAda\tB-person\nat\tO\nMarsh\tB-corporation\n\n"
    "lol\tO\nMarsh\tB-corporation\nAda\tB-creative-work\n"
)


def read(path: Path, text: str) -> list[GeneralText]:
    path.write_text(text, "utf-8")
    return list(read_corpora([path]))


def words(text: GeneralText) -> list[tuple[str, str, str]]:
    return [(text.text[m.start : m.end], m.kind, m.thing) for m in text.mentions]


def test_of_a_document_names_and_what_refers_to_them_are_read(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.conllu", GUM)

    assert document.name == "GUM_news_invented"
    assert [document.text[a:b] for a, b in document.sentences] == [
        "The Lane Bank won't close.",
        "Its old rival Marsh's bank did; it said the bank was a place.",
    ]
    assert words(document) == [
        ("Lane Bank", "organisation", "1"),  # the name within it is left out
        ("Its", "mention", "1"),
        ("Marsh", "person", "4"),
        ("it", "mention", "1"),
        ("bank", "mention", "1"),  # of "the bank" the head
    ]


def test_files_of_names_are_split_into_documents_where_they_say_so(tmp_path: Path) -> None:
    one, two = read(tmp_path / "a.iob2", IOB)
    assert (one.name, two.name) == ("n01", "n02")
    assert words(one) == [("Ada Lane", "person", "Lane"), ("Iran", "place", "Iran")]
    assert words(two) == [("Lane", "person", "Lane")]


def test_types_that_no_fact_has_are_passed_over(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "a.conll", TWEETS)
    assert document.text == "#news Ada at Marsh lol Marsh Ada"
    assert words(document) == [
        ("Ada", "person", "Ada"),
        ("Marsh", "organisation", "Marsh"),
        ("Marsh", "organisation", "Marsh"),
    ]


def test_a_folder_is_read_in_the_order_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "b.conll").write_text(TWEETS, "utf-8")
    (tmp_path / "a.iob2").write_text(IOB, "utf-8")
    (tmp_path / "README.md").write_text("# Names", "utf-8")
    assert [text.name for text in read_corpora([tmp_path])] == ["n01", "n02", "b"]


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="E207"):
        list(read_corpora([tmp_path]))
