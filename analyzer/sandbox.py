"""A process of its own for work that must be stoppable: it is ended when it takes too much time or memory.

No engine of ours can break off what it has begun, a process can be ended at any moment. It is started when the first
question comes, stays ready for the next ones, and is started anew after it was ended.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from analyzer.errors import BusyError, SelarasError, StoppedError
from analyzer.i18n import both

Answerer = Callable[[Any], Any]
"""What answers one question; questions and answers are sent between processes, so that they can be pickled."""

MOST_MEMORY = 1 << 30
"""Bytes of address space that the process may take; the base itself takes about a tenth."""

LONGEST_START = 60.0
"""Seconds that the process may take to be ready, which are not counted as the time of a question."""


class Sandbox:
    """One process that answers one question after the other; safe for several threads."""

    def __init__(self, prepare: Callable[..., Answerer], *arguments: Any, most_memory: int = MOST_MEMORY) -> None:
        """Answer with what ``prepare(*arguments)`` returns in the new process.

        `prepare` is a function of a module, and `arguments` can be pickled.
        """
        self._prepare = prepare
        self._arguments = arguments
        self._most_memory = most_memory
        self._context = multiprocessing.get_context("spawn")  # nothing of a server with threads may be copied
        self._process: Any = None
        self._connection: Connection[Any, Any] | None = None
        self._ready = False
        self._asking = Lock()

    def ask(self, question: Any, seconds: float, patience: float = -1) -> Any:
        """Return the answer to `question`, or end the process after `seconds`.

        Another question may be under way: wait `patience` seconds for it, as long as it takes when negative.

        Raises:
            BusyError: Another question is still under way.
            StoppedError: The answer took longer, or more memory than there is for it.
            SelarasError: What answering the question raised.
        """
        if not self._asking.acquire(timeout=patience):
            raise BusyError(both("another question is being answered; ask again in a few seconds"))
        try:
            return self._answer(question, seconds)
        finally:
            self._asking.release()

    def close(self) -> None:
        """End the process; the next question starts another."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        self._ready = False

    def _answer(self, question: Any, seconds: float) -> Any:
        if self._process is None or not self._process.is_alive():
            self.close()
            self._start()
        connection = self._connection
        if connection is None:
            raise StoppedError(both("the process that answers did not start; ask again"))
        try:
            if not self._ready:
                self._receive(connection, LONGEST_START)
                self._ready = True
            connection.send((question, seconds))
            return self._receive(connection, seconds)
        except (EOFError, ConnectionError):
            self._renew()
            raise StoppedError(
                both("the question took too much memory and was stopped; ask for less at once")
            ) from None

    def _receive(self, connection: "Connection[Any, Any]", seconds: float) -> Any:
        if not connection.poll(seconds):
            self._renew()
            raise StoppedError(
                both(
                    "the question took longer than {seconds} seconds and was stopped; ask for less at once",
                    seconds=f"{seconds:g}",
                )
            )
        answered, value = connection.recv()
        if not answered:
            raise value
        return value

    def _renew(self) -> None:
        """End the process, and start the next so that it is ready when it is needed."""
        self.close()
        self._start()

    def _start(self) -> None:
        self._connection, theirs = self._context.Pipe()
        self._process = self._context.Process(
            target=_work, args=(theirs, self._prepare, self._arguments, self._most_memory), daemon=True
        )
        self._process.start()
        theirs.close()


def _work(connection: "Connection[Any, Any]", prepare: Callable[..., Answerer], arguments: Any, memory: int) -> None:
    """Answer questions until nobody is there any more to ask them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that asks, which then ends this process
    try:
        answer = prepare(*arguments)
    except SelarasError as error:
        connection.send((False, error))
        return
    connection.send((True, None))
    _be_silent()
    _bound_memory(memory)
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            question, seconds = connection.recv()
            _bound_time(seconds)
            try:
                reply = (True, answer(question))
            except SelarasError as error:
                reply = (False, error)
            except MemoryError:
                return
            except Exception as error:  # a mistake of ours is for the program that asks to report
                reply = (False, RuntimeError(f"{type(error).__name__}: {error}"))
            connection.send(reply)


def _be_silent() -> None:
    """Say nothing on the terminal of the program that asks: engines write there when memory runs out."""
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 2)


def _bound_memory(most: int) -> None:
    """Let the process take no more than `most` bytes, where the system can bound it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _bound_time(seconds: float) -> None:
    """Have the system end the process some time after `seconds` of work, should nobody be left to do it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        last = int(used.ru_utime + used.ru_stime + seconds) + 5
        resource.setrlimit(resource.RLIMIT_CPU, (last, resource.RLIM_INFINITY))
