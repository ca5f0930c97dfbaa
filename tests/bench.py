"""Speed and memory of the usual questions, beside their limits: ``make bench``.

Whole programs are timed from the outside (median of several runs), the analysis inside one process. The gap query
runs on the store and on rdflib's own engine in the same run; only the ratio is held to a limit.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date

from analyzer.elements.coverage import CoverageRules
from analyzer.gaps import analyse
from analyzer.knowledge import Knowledge
from analyzer.screening import screen
from analyzer.service import Service
from tests import bench_criteria, bench_queries, bench_web

DAY = date(2026, 11, 21)
RUNS = 9
FACTS = {
    "act": ["harbouring"],
    "means": ["none"],
    "purpose": ["other-sexual-exploitation"],
    "route": ["domestic"],
    "citizenship": ["indonesian"],
    "stage": ["intended"],
}


def program(*arguments: str) -> tuple[float, float]:
    """Return the median seconds and the greatest memory (MB) of running Selaras with `arguments` as a program."""
    seconds, megabytes = [], []
    with tempfile.TemporaryFile() as output:
        for _ in range(RUNS):
            started = time.perf_counter()
            child = subprocess.Popen([sys.executable, "-m", "analyzer", *arguments], stdout=output)
            _, status, usage = os.wait4(child.pid, 0)
            seconds.append(time.perf_counter() - started)
            megabytes.append(usage.ru_maxrss / 1024)
            if status:
                raise SystemExit(f"selaras {' '.join(arguments)} failed")
    return statistics.median(seconds), max(megabytes)


def milliseconds(question: Callable[[], object], runs: int) -> float:
    """Return the median milliseconds of asking `question`."""
    question()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        question()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Measure and print the table; a line that misses its limit is marked."""
    report, memory = program("gaps")
    version, _ = program("--version")
    shown, _ = program("show", "kuhp:455.1")
    knowledge = Knowledge.load()
    service = Service(knowledge)
    facts = service.facts(FACTS, 15)
    rules = service.rules
    engines = bench_queries.time_gap_query(DAY)
    fresh = CoverageRules(knowledge.dimensions, knowledge.mappings)
    criteria = bench_criteria.time_criteria()
    told, _ = program("timeline")
    reformed, _ = program("whatif", next(iter(service.draft_files())))
    rows: list[tuple[str, float, float, str]] = [
        ("full report as a program, s", report, 1.0, "<="),
        ("timeline as a program, s", told, 2, "<="),
        ("what-if as a program, s", reformed, 1.5, "<="),
        ("gap report as a program, MB", memory, 130, "<="),
        ("selaras --version, s", version, 0.15, "<="),
        ("selaras show, s", shown, 0.5, "<="),
        ("load the base, ms", milliseconds(Knowledge.load, 5), 0, ""),
        (
            "gap analysis once loaded, ms",
            milliseconds(lambda: analyse(knowledge, rules, DAY, None, None), 50),
            50,
            "<=",
        ),
        ("full answer, cases and criteria, ms", milliseconds(lambda: service.gaps(DAY), 30), 150, "<="),
        ("one screening, ms", milliseconds(lambda: screen(knowledge, fresh, facts, DAY), 500), 1, "<="),
        ("one screening with all its words, ms", milliseconds(lambda: service.screen(facts, DAY), 300), 1, "<="),
        ("gap query on the store, ms", engines.store * 1000, 0, ""),
        ("the same on rdflib's own engine, ms", engines.rdflib * 1000, 0, ""),
        ("times faster than rdflib", engines.ratio, 20, ">="),
        ("all rules on the store, ms", criteria.store * 1000, 0, ""),
        ("the same on rdflib's own engine, ms, at least", criteria.rdflib * 1000, 0, ""),
        ("times faster than rdflib, at least", criteria.rdflib / criteria.store, 20, ">="),
        ("one rule (duty) on the store, ms", criteria.floor_store * 1000, 0, ""),
        ("the same joins in DuckDB (floor), ms", criteria.floor_duckdb * 1000, 0, ""),
        *bench_web.rows(),
    ]
    print(f"{'what':<48}{'measured':>12}{'limit':>10}")
    for name, value, limit, relation in rows:
        met = relation == "" or (value <= limit if relation == "<=" else value >= limit)
        shown_limit = f"{relation} {limit:g}" if relation else "-"
        print(f"{name:<48}{value:>12.3g}{shown_limit:>10}{'' if met else '  MISSED'}")


if __name__ == "__main__":
    main()
