"""Reading: files, folders and standard input become a lazy stream of articles.

Formats, by file ending:

=======================  ===============================================================================
``.txt``, ``.md``        One article. Front matter between two lines of ``---`` may give its fields; the
                         text is what follows, untouched.
``.html``, ``.htm``      One article: main text, title, day, site name, address and language of the page.
``.jsonl``, ``.ndjson``  One article a line, as an object. A broken line is one failure; the rest is read.
``.csv``, ``.tsv``       One article a row, under a header line. A broken row is one failure.
``.parquet``             One article a row.
``.warc``                One article a page: responses with status 200 that are HTML. Other records are
                         passed over. A page is named after the number of its record.
``-``                    Standard input: JSON Lines if it begins with ``{``, a page if it begins with
                         ``<!doctype html`` or ``<html``, else one plain text.
=======================  ===============================================================================

Behind each of these but ``.parquet`` may stand ``.gz``, ``.bz2``, ``.xz`` or ``.zst``: the file is unpacked
as it is read. Where it is damaged, what came before is given, and then one failure. An article or a line may
have 256 MiB.

A folder is read recursively and in sorted order, without hidden files, other endings, and
what runs left there (``facts.jsonl`` and the like). A file of another ending is read if it is named itself:
as a page if it begins like one, else as plain text. JSON that is not JSON Lines (``.json``, or an array of
objects) is not read: it is a failure where it is named or matched.

Fields: ``text``, ``doc_id``, ``title``, ``published``, ``source``, ``url``, ``language``; the table
``article_fields`` lists other names that they go by. Unknown keys are ignored. A doc_id that is not given
is the stem of the file, with ``#`` and the row (in JSON Lines the line) for files of many articles. A
metadata file gives fields from outside, joined by file name, path or doc_id, and wins. How many of its rows
match no article is logged at the end: as a warning if none does.

Text: byte order marks are honoured and removed, UTF-8 is decoded strictly, and a legacy encoding is
accepted if it is told with confidence. Line ends are kept. Nothing is ever replaced: what cannot be read
exactly is an `Unreadable` with its error, and the stream goes on.

Days: ``published`` is an ISO date or timestamp; anything else makes the article unreadable. Where it is not
given, a date in the byline is taken, and `Article.published_from` says so.

Reading has two halves: `read_raw` cuts the inputs into records, cheaply and from any `Place` on; `parse`, in
whatever process, makes an article of each. `read_articles` is both.
"""

from pipeline.read.raw import START, Place, Raw, parse
from pipeline.read.records import Page, Record, Unreadable
from pipeline.read.stream import count_inputs, read_articles, read_raw

__all__ = [
    "START",
    "Page",
    "Place",
    "Raw",
    "Record",
    "Unreadable",
    "count_inputs",
    "parse",
    "read_articles",
    "read_raw",
]
