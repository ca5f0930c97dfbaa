"""Speed, weight and memory of the web pages; `tests.bench` prints the rows.

Pages are asked for inside one process first, each address anew and then from memory. Then ``selaras serve`` runs with
two workers, and a client that does nothing else asks over the loopback.
"""

import gzip
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient

from analyzer.service import Service
from webui import create_app

CASE = (
    "act=harbouring&means=none&purpose=other-sexual-exploitation&age={age}&route=domestic&citizenship=indonesian"
    "&stage=intended"
)
FAMILIES = {
    "provision": ("/en/law/kuhp/455.1", "/id/law/uu-2007-21/2.1", "/en/law/palermo/3.a", "/id/law/uu-2017-18/72.c"),
    "search": ("/en/find?q=restitution", "/id/find?q=calo", "/en/find?q=child+victim", "/id/find?q=jeratan+utang"),
    "gaps": ("/en/gaps", "/id/gaps", "/en/gaps/cases", "/id/gaps/cases"),
    "finding": ("/en/findings/DEF-10", "/id/findings/DEF-10", "/en/findings/CRI-10", "/id/findings/CRI-10"),
    "screening": tuple(f"/{lang}/screen/result?{CASE.format(age=age)}" for lang in ("en", "id") for age in (9, 15, 30)),
}
"""Pages of the families that are used most; a screened case is never kept, so that it is rendered every time."""

FIRST_PAGE = "/en/"
NEXT_PAGES = ("/en/law/kuhp/455.1", "/en/gaps", "/id/findings/DEF-10", "/en/law/uu-2007-21")
CACHED = "/en/law/kuhp/455.1"
ROUNDS = 100
WORKERS = 2
CLIENTS = 8
SECONDS = 3.0
"""How long the client asks for pages."""

PATIENCE = 20.0
"""Seconds within which a server answers for the first time, or there is something wrong with it."""

_LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')

Row = tuple[str, float, float, str]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds that pages of a family took: the first time, and then in the middle and at the 99th percentile."""

    first: float
    median: float
    slow: float


@dataclass(frozen=True, slots=True)
class Served:
    """What the server with its workers came to."""

    start: float
    rate: float
    resident: float
    proportional: float
    own: float


def rows() -> list[Row]:
    """Measure everything and return it with its limits, as `tests.bench` prints it."""
    app = create_app(Service.load())
    measured: list[Row] = []
    with app.test_client(use_cookies=False) as client:
        for family, addresses in FAMILIES.items():
            times = time_pages(client, addresses)
            measured += [
                (f"{family} page, first time, ms", times.first, 0, ""),
                (f"{family} page, median, ms", times.median, 10, "<="),
                (f"{family} page, 99th percentile, ms", times.slow, 50, "<="),
            ]
        first, following = weigh(client)
    served = measure_server()
    return [
        *measured,
        ("first page with its assets, kB", first, 150, "<="),
        ("heaviest following page, kB", following, 30, "<="),
        ("start until the first page, s", served.start, 1.5, "<="),
        (f"kept pages a second, {WORKERS} workers", served.rate, 300, ">="),
        ("memory of a worker (RSS), MB", served.resident, 200, "<="),
        ("its share of the memory (PSS), MB", served.proportional, 0, ""),
        ("its own memory (USS), MB", served.own, 0, ""),
    ]


def time_pages(client: FlaskClient, addresses: tuple[str, ...]) -> Times:
    """Return how long the pages at `addresses` take one after the other, the first time and later."""
    first = statistics.median(_milliseconds(client, address) for address in addresses)
    later = sorted(_milliseconds(client, address) for _ in range(ROUNDS) for address in addresses)
    return Times(first, statistics.median(later), later[int(len(later) * 0.99)])


def weigh(client: FlaskClient) -> tuple[float, float]:
    """Return kilobytes, compressed, of the first page with all it links to, and of the heaviest following page.

    Style sheets that a following page brings along are counted with it.
    """

    def sent(address: str) -> tuple[int, set[str]]:
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        text = gzip.decompress(response.data).decode() if response.content_encoding == "gzip" else response.text
        return len(response.data), set(_LINKED.findall(text))

    def assets(addresses: set[str]) -> int:
        return sum(len(gzip.compress(client.get(address).data, 6)) for address in addresses)

    size, known = sent(FIRST_PAGE)
    following = 0
    for address in NEXT_PAGES:
        weight, linked = sent(address)
        following = max(following, weight + assets(linked - known))
    return (size + assets(known)) / 1000, following / 1000


def measure_server() -> Served:
    """Return how ``selaras serve`` starts alone, and with workers how fast it answers and what memory it takes."""
    with _serving() as (_, _, start):
        pass
    with _serving("--workers", str(WORKERS)) as (process, port, _):
        _ask_for(port, 0.5)
        rate = _ask_for(port, SECONDS)
        workers = [
            int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        ]
        memory = [_memory(worker) for worker in workers]
    return Served(start, rate, *(max(item[name] for item in memory) for name in ("Rss", "Pss", "Own")))


@contextmanager
def _serving(*options: str) -> Iterator[tuple[int, int, float]]:
    """Serve the pages and yield the process, its port, and the seconds until it sent the first page."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    started = time.perf_counter()
    command = [sys.executable, "-m", "analyzer", "serve", "--port", str(port), *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            while not _answers(port):
                if time.perf_counter() - started > PATIENCE or process.poll() is not None:
                    raise SystemExit(f"selaras serve {' '.join(options)} does not answer")
                time.sleep(0.02)
            yield process.pid, port, time.perf_counter() - started
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            return _get(connection, "/en/law").startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def _ask_for(port: int, seconds: float) -> float:
    """Return how many kept pages a second several clients get, each over one connection."""
    end = time.perf_counter() + seconds

    def client(_: int) -> int:
        count = 0
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            while time.perf_counter() < end:
                if not _get(connection, CACHED).startswith(b"HTTP/1.1 200"):
                    raise SystemExit("the server refused a page")
                count += 1
        return count

    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(client, range(CLIENTS))) / seconds


def _get(connection: socket.socket, address: str) -> bytes:
    """Return the answer to one request over an open connection."""
    connection.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += _received(connection)
    head, body = answer.split(b"\r\n\r\n", 1)
    length = re.search(rb"(?i)content-length: (\d+)", head)
    if length is None:
        raise SystemExit("the server does not say how long a page is")
    missing = int(length[1]) - len(body)
    while missing > 0:
        missing -= len(_received(connection))
    return answer


def _received(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("the server hung up")
    return data


def _memory(process: int) -> dict[str, float]:
    """Return megabytes that a process takes: resident, its share of what is shared, and what is its own alone."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    sizes = {name: int(rest.split()[0]) / 1024 for name, _, rest in (line.partition(":") for line in lines)}
    return {"Rss": sizes["Rss"], "Pss": sizes["Pss"], "Own": sizes["Private_Clean"] + sizes["Private_Dirty"]}


def _milliseconds(client: FlaskClient, address: str) -> float:
    started = time.perf_counter()
    response = client.get(address)
    taken = (time.perf_counter() - started) * 1000
    if response.status_code != 200:
        raise SystemExit(f"{address} answers {response.status_code}")
    return taken


if __name__ == "__main__":
    for name, value, limit, relation in rows():
        print(f"{name:<44}{value:>10.3g}  {relation} {limit:g}")
