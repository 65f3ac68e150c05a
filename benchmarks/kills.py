"""Whether a run that is killed again and again ends as one that was left alone.

``python -m benchmarks.kills [--kills 200] [--documents 2000] [--seed 1]`` runs the rules over short made-up
articles with worker processes, and kills all processes of the run (SIGKILL) at random moments: while they
start, at work, while the files get their names. Behind every other kill a loss of power is played as well:
what lies behind the last checkpoint is cut at a random byte or followed by garbage. Then the run is resumed.
When it is complete, its files must be those of a run that was left alone, byte for byte but for milliseconds
and times; another run is begun, until there were kills enough. The exit status is 1 if anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.kills_input import write_articles

FILES: Final = ("documents.jsonl", "facts.jsonl", "quarantine.jsonl")
#: Seconds after which a run that does not move counts as hanging.
_PATIENCE: Final = 300
#: On average, so many times is one run killed.
_KILLS_A_RUN: Final = 12
#: Seconds between two checkpoints, drawn at every start: the last one means that none is reached.
_CHECKPOINTS: Final = (0.1, 0.2, 0.5, 1_000)


@dataclass
class Tally:
    """What happened so far.

    Attributes:
        kills, runs: number of kills, and of runs that were completed.
        early: kills before there was a checkpoint.
        finishing: kills while the files got their names.
        power: kills behind which a loss of power was played.
        again: documents that were done and not yet safe when the run was killed.
        began: time of the start.
    """

    kills: int = 0
    runs: int = 0
    early: int = 0
    finishing: int = 0
    power: int = 0
    again: int = 0
    began: float = field(default_factory=time.monotonic)

    def print(self) -> None:
        """Print all numbers, one a line."""
        for what, number in (
            ("kills", self.kills),
            ("of these before the first checkpoint", self.early),
            ("while finishing", self.finishing),
            ("with a loss of power", self.power),
            ("runs completed, all the same", self.runs),
            ("documents done again", self.again),
            ("seconds", round(time.monotonic() - self.began)),
        ):
            print(f"{what:38} {number:8,}")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--documents", type=int, default=2_000, help="of one run")
    options.add_argument("--seed", type=int, default=1)
    arguments = options.parse_args()
    draw = random.Random(arguments.seed)  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_articles(folder / "articles", arguments.documents, arguments.seed)
        began = time.monotonic()
        _start(folder / "whole", 5).wait()
        whole = results(folder / "whole")
        print(f"{len(whole['documents.jsonl']):,} documents left alone: {time.monotonic() - began:.0f} s")
        tally = Tally()
        while tally.kills < arguments.kills:
            _run_killed(folder / "out", whole, arguments.kills, draw, tally)
        tally.print()


def results(out: Path) -> dict[str, Any]:
    """Return what must be the same: the files, without times, and the counts of the manifest."""
    found: dict[str, Any] = {name: (out / name).read_bytes() for name in FILES}
    found["documents.jsonl"] = [
        json.loads(line) | {"milliseconds": None} for line in found["documents.jsonl"].splitlines()
    ]
    found["counts"] = json.loads((out / "manifest.json").read_bytes())["counts"]
    found["names"] = sorted(path.name for path in out.iterdir())
    return found


def _run_killed(out: Path, whole: dict[str, Any], most: int, draw: random.Random, tally: Tally) -> None:
    """Begin a run, kill and resume it until it is complete, and compare it."""
    before = tally.kills
    size = (out.with_name("whole") / "documents.jsonl").stat().st_size
    while True:
        process = _start(out, draw.choice(_CHECKPOINTS))
        if tally.kills == most or not _killed(process, out, size, draw, tally):
            break
        _count(out, tally)
        if draw.random() < 1 / 2:
            tally.power += 1
            _lose_power(out, draw)
    if process.wait(_PATIENCE) != 0:
        sys.exit(f"a run that was resumed failed with exit status {process.returncode}")
    found = results(out)
    if differing := [name for name in whole if found[name] != whole[name]]:
        kept = Path(tempfile.mkdtemp(prefix="kills-"))
        shutil.copytree(out.parent, kept, dirs_exist_ok=True)
        sys.exit(f"after {tally.kills} kills these differ: {', '.join(differing)}; see {kept}")
    shutil.rmtree(out)
    tally.runs += 1
    print(f"run {tally.runs}: {tally.kills - before} kills, the same in the end", flush=True)


def _start(out: Path, checkpoint: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.resumed", str(out.with_name("articles")), str(out)]
    return subprocess.Popen([*command, "--checkpoint", str(checkpoint)], start_new_session=True)


def _killed(
    process: subprocess.Popen[bytes], out: Path, size: int, draw: random.Random, tally: Tally
) -> bool:
    """Wait for a random moment and kill the run with its workers; say no if it ended before."""
    documents, manifest = out / "documents.jsonl.partial", out / "manifest.json.partial"
    left_over = _changed(manifest)
    target, patience = _moment(out, size, draw)
    until = time.monotonic() + patience
    while not (_size(documents) >= target if target < size else _changed(manifest) > left_over):
        if process.poll() is not None:
            return False
        if time.monotonic() > until:
            if patience == _PATIENCE:
                sys.exit("a run stands still")
            break
        time.sleep(0.0005)
    time.sleep(draw.uniform(0, 0.02))
    if process.poll() is not None:
        return False
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    tally.finishing += _changed(manifest) > left_over or (out / "documents.jsonl").exists()
    return True


def _moment(out: Path, size: int, draw: random.Random) -> tuple[float, float]:
    """Choose when to kill.

    Returns:
        The bytes of documents behind which to do it, from `size` on while the files get their names; and the
        seconds after which to do it in any case.
    """
    if draw.random() < 1 / 8:  # while it starts
        return size, draw.uniform(0, 4)
    begun = _size(out / "documents.jsonl.partial")
    return begun + draw.expovariate(_KILLS_A_RUN / size), _PATIENCE


def _count(out: Path, tally: Tally) -> None:
    """Take note of where a kill has hit the run."""
    tally.kills += 1
    checkpoint = _checkpoint(out)
    tally.early += checkpoint is None and not (out / "documents.jsonl").exists()
    safe = checkpoint["account"]["counts"]["documents"] if checkpoint else 0
    tally.again += max(0, _lines(out / "documents.jsonl.partial") - safe)


def _lose_power(out: Path, draw: random.Random) -> None:
    """Damage what no checkpoint vouches for, as a disk may that had not stored it yet."""
    checkpoint = _checkpoint(out) or {"lengths": {}, "is_complete": False}
    garbage = [b"", b"\0" * 4096, b'{"doc_id": "to', draw.randbytes(700)]
    if (out / ".run").exists():
        (out / ".run" / "checkpoint.json.partial").write_bytes(draw.choice(garbage))
    log = out / ".run" / "seen.sqlite-wal"
    if log.exists():  # what is committed is on the disk, and stands before the end
        with log.open("ab") as file:
            file.write(draw.choice(garbage))
    if checkpoint["is_complete"]:
        return
    for name in FILES:
        path = out / f"{name}.partial"
        if path.exists():
            good = checkpoint["lengths"].get(name.removesuffix(".jsonl"), 0)
            with path.open("r+b") as file:
                file.truncate(draw.randint(good, max(good, _size(path))))
                file.seek(0, os.SEEK_END)
                file.write(draw.choice(garbage))


def _checkpoint(out: Path) -> dict[str, Any] | None:
    try:
        checkpoint: dict[str, Any] = json.loads((out / ".run" / "checkpoint.json").read_bytes())
    except FileNotFoundError:
        return None
    return checkpoint


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _changed(path: Path) -> int:
    """Return when a file was changed last, in nanoseconds; 0 if there is none."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


if __name__ == "__main__":
    main()
