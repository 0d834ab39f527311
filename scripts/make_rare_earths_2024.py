#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the case data/rare_earths_2024 from the raw tables in data/sources.

    python3 scripts/make_rare_earths_2024.py           write the six tables
    python3 scripts/make_rare_earths_2024.py --check   write nothing there; exit 1 and show the difference
                                                       if the tables kept are not what a fresh run gives

Both end with a check of the files: references, names used by the scenarios, mass balance.
The scenarios and the README are written by hand. Python 3.11, standard library only.
"""
import difflib
import sys
import tempfile
from pathlib import Path

from rare_earths_2024.build import make_case
from rare_earths_2024.tables import COLUMNS, to_csv
from rare_earths_2024.verify import verify

DATA = Path(__file__).resolve().parent.parent / "data"
SOURCES = DATA / "sources"
CASE = DATA / "rare_earths_2024"


def write(folder):
    for table, rows in make_case(SOURCES).items():
        (folder / f"{table}.csv").write_text(to_csv(table, rows), encoding="utf-8", newline="\n")


def differences(kept, fresh):
    """Lines of a diff between two folders, table by table."""
    for table in COLUMNS:
        texts = [path.read_text(encoding="utf-8").splitlines() if path.exists() else []
                 for path in (kept / f"{table}.csv", fresh / f"{table}.csv")]
        yield from difflib.unified_diff(*texts, f"{table}.csv kept", f"{table}.csv fresh", lineterm="", n=0)


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    different = []
    if arguments:
        with tempfile.TemporaryDirectory() as fresh:
            write(Path(fresh))
            different = list(differences(CASE, Path(fresh)))
    else:
        write(CASE)
    problems, summary = verify(CASE)
    print(*different, *problems, summary, sep="\n")
    return 1 if different or problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
