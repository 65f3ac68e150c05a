"""A made-up knowledge base of any size: ``python -m benchmarks.linking_base --entities 50000``.

Prints the seconds that indexing and opening take, look-ups a second, how many slightly changed names find
their entity, and the memory of a process that opens the index and links. The base has the form of
OpenSanctions' ``entities.ftm.json``: persons with a second spelling, companies with legal forms, vessels.
Everything is drawn from one seed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.knowledge import Linker, Query, open_base
from pipeline.tables import load_table

SEED = 11
LOOKUPS = 20_000
_STARTS, _VOWELS = ("b", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "q", "r", "s", "sh"), "aeiou"
_ENDS = ("", "", "", "n", "r", "l", "m", "s", "d", "v")
_BODIES = ("Bank", "Shipping", "Trading", "Holding", "Petrochemical Industries", "Aviation", "Foundation")
_FORMS = ("LLC", "Ltd", "JSC", "GmbH", "S.A.", "Co.", "FZE")
_COUNTRIES = ("ru", "ir", "cn", "sy", "ve", "by", "us", "gb", "ae", "tr", "mm", "kp", "lb", "iq")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--entities", type=int, default=50_000)
    options.add_argument("--keep", type=Path, help="make base and index here, and leave them")
    options.add_argument("--open", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = options.parse_args()
    if arguments.open:
        print(json.dumps(opened(*arguments.open)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        base = folder / "entities.ftm.json"
        with base.open("w", encoding="utf-8") as lines:
            for record in entities(arguments.entities):
                lines.write(json.dumps(record, ensure_ascii=False) + "\n")
        print(f"base: {arguments.entities:,} entities, {base.stat().st_size / 1e6:,.0f} MB")
        began = time.perf_counter()
        open_base(base, folder / "index")
        spent = time.process_time()
        size = sum(file.stat().st_size for file in (folder / "index").iterdir())
        print(f"indexed in {time.perf_counter() - began:,.1f} s, index {size / 1e6:,.0f} MB")
        print(f"seconds of the processor, making the base included: {spent:,.1f}")
        program = [sys.executable, "-m", "benchmarks.linking_base"]
        command = [*program, "--open", str(base), str(folder / "index")]
        figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        for name, figure in figures.items():
            print(f"{name}: {figure}")


def opened(base: Path, folder: Path) -> dict[str, Any]:
    """Open the index in a process of its own and link names of the base, half of them changed a little."""
    began, spent = time.perf_counter(), time.process_time()
    linker = Linker([*open_base(base, folder).values()])
    linker.link(Query("Ada Example", "holder"))
    opening, processor = time.perf_counter() - began, time.process_time() - spent
    generator = random.Random(SEED + 1)  # noqa: S311 - no secret
    cases = list(sampled(base, generator))
    began = time.perf_counter()
    links = [linker.link(Query(name, "target")) for name, _ in cases]
    seconds = time.perf_counter() - began
    linked = sum(link is not None for link in links)
    right = sum(link is not None and link.id == case[1] for link, case in zip(links, cases, strict=True))
    return {
        "seconds to open and link the first name": round(opening, 3),
        "of the processor": round(processor, 3),
        "look-ups a second": round(len(cases) / seconds),
        "linked of names with one letter changed or none": f"{linked / len(cases):.1%}",
        "right where linked": f"{right / max(linked, 1):.1%}",
        "MB resident": round(resident()),
    }


def sampled(base: Path, generator: random.Random) -> Iterator[tuple[str, str]]:
    """Yield names of entities with their ids; of every second one a vowel is doubled or exchanged."""
    chance = LOOKUPS / sum(1 for _ in base.open("rb"))
    with base.open(encoding="utf-8") as lines:
        for line in lines:
            if generator.random() < chance:
                record = json.loads(line)
                name = record["properties"]["name"][0]
                yield (changed(name, generator) if generator.random() < 0.5 else name), record["id"]


def changed(name: str, generator: random.Random) -> str:
    places = [at for at, letter in enumerate(name) if letter in _VOWELS]
    if not places:
        return name
    at = generator.choice(places)
    return name[:at] + generator.choice((name[at] * 2, generator.choice(_VOWELS))) + name[at + 1 :]


def resident() -> float:
    """Return the most memory that this process has held, in megabytes (Linux)."""
    status = Path("/proc/self/status").read_text("utf-8")
    return float(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1000


def entities(number: int) -> Iterator[dict[str, Any]]:
    """Yield entities of all kinds; the first names are common ones, so that many are shared."""
    generator = random.Random(SEED)  # noqa: S311 - no secret
    given = [name for names in load_table("given_names").values() for name in names]
    for at in range(number):
        properties: dict[str, list[str]] = {"country": [generator.choice(_COUNTRIES)]}
        draw = generator.random()
        if draw < 0.6:
            schema, name = "Person", f"{generator.choice(given)} {word(generator)} {word(generator)}"
            first, _, last = name.split()
            properties["alias"] = [f"{first} {last}", changed(name, generator)]
        elif draw < 0.95:
            schema, name = "Company", f"{word(generator)} {word(generator)} {generator.choice(_BODIES)}"
            properties["alias"] = [f"{name} {generator.choice(_FORMS)}"]
        else:
            schema, name = "Vessel", f"{word(generator)} {word(generator)}".upper()
        properties["name"] = [name]
        yield {"id": f"NK-{at}", "schema": schema, "properties": properties}


def word(generator: random.Random) -> str:
    syllables = (
        generator.choice(_STARTS) + generator.choice(_VOWELS) + generator.choice(_ENDS)
        for _ in range(generator.choice((2, 3)))
    )
    return "".join(syllables).capitalize()


if __name__ == "__main__":
    main()
