"""What the pages say is so: snippets run, links lead somewhere, tables are those of the code.

The snippets of a page run one after another in one empty folder with `corpus` in it. A ``python`` block
is a program of its own. In a ``console`` block each line behind ``$`` is a command, which must succeed;
if lines follow, they are what it prints, with ``...`` for anything, and blanks do not count.
Blocks of other languages are not run.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.errors import CATALOGUE
from pipeline.facts import FACT
from pipeline.read import Unreadable, read_articles

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "corpus/README.md")),
    *sorted((ROOT / "models").glob("*/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
NAMED = re.compile(r"`((?:\.ci|corpus|docs|models|pipeline|tests)/[\w./-]+)`")
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its content and where it stands."""

    language: str
    content: str
    place: str


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(found[1], found[2], f"{page.relative_to(ROOT)}:{line}")


@pytest.fixture
def shell(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """A function that runs a program in a folder that holds the corpus, with `pipeline` on the path."""
    scripts, folder = tmp_path / "bin", tmp_path / "work"
    scripts.mkdir()
    folder.mkdir()
    (folder / "corpus").symlink_to(ROOT / "corpus")
    (scripts / "pipeline").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline.cli "$@"\n')
    (scripts / "pipeline").chmod(0o755)
    environment = os.environ | {
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    return lambda *command: subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def shows(printed: str, shown: str) -> bool:
    """Say whether a page shows what was printed, with ``...`` for anything and blanks of no account."""
    parts = [re.escape("".join(part.split())) for part in shown.split("...")]
    return re.fullmatch(".*".join(parts), "".join(printed.split()), re.DOTALL) is not None


@pages
def test_snippets_run(page: Path, shell: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    for block in blocks(page):
        if block.language == "python":
            done = shell(sys.executable, "-c", block.content)
            assert done.returncode == 0, f"{block.place}\n{done.stdout}"
        elif block.language == "console":
            for command, shown in COMMAND.findall(block.content):
                done = shell("bash", "-o", "pipefail", "-c", command)
                assert done.returncode == 0, f"{block.place}\n$ {command}\n{done.stdout}"
                if shown.strip():
                    assert shows(done.stdout, shown), f"{block.place}\n$ {command}\n{done.stdout}"


@pages
def test_facts_on_the_page_are_facts_of_the_corpus(page: Path) -> None:
    for block in blocks(page):
        if block.language != "json":
            continue
        fact = FACT.validate_python(json.loads(block.content))
        (article,) = read_articles([ROOT / "corpus" / "articles" / f"{fact.doc_id}.md"])
        assert not isinstance(article, Unreadable)
        for piece in fact.evidence:
            for name, span in piece.spans():
                assert span.holds_in(article.text), f"{block.place}: {name}"


@pages
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pages
def test_paths_on_the_page_are_there(page: Path) -> None:
    named = NAMED.findall(page.read_text("utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_page_of_errors_is_the_catalogue() -> None:
    page = (ROOT / "docs" / "errors-and-exits.md").read_text("utf-8")
    wanted = [f"| {code} | {message} | {remedy} |" for code, (message, remedy) in CATALOGUE.items()]
    shown = [line for line in page.splitlines() if re.match(r"\| E\d{3} ", line)]
    assert shown == wanted, "replace the rows by what the first snippet of the page prints"


def declared() -> set[str]:
    """Names of all packages that the project asks for, as the registry spells them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    needs = [*project["dependencies"], *(need for extra in extras for need in extra)]
    return {canonical(re.split(r"[^\w.-]", need)[0]) for need in needs} - {project["name"]}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_page_of_dependencies_names_what_is_declared() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    named = re.findall(r"^\| `([\w.-]+)` \|", page, re.MULTILINE)
    assert {canonical(name) for name in named} == declared()


def test_every_dependency_is_pinned() -> None:
    pins = re.findall(r"^([\w.-]+)==\S+$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    assert declared() <= {canonical(name) for name in pins}
