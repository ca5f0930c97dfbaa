"""The kinds of failure a user can meet, each said in one line, in both languages where the user can put it right."""

from analyzer.text import Text


class SelarasError(Exception):
    """Base of every failure that is reported to a user as one line, without a traceback."""

    def __init__(self, message: Text | str) -> None:
        """Keep the line; one that is in English only speaks to those who look after the data."""
        super().__init__(message)
        self.text = message if isinstance(message, Text) else Text(message, message)

    def __str__(self) -> str:
        """Return the line in English."""
        return self.text.en


class InputError(SelarasError):
    """What the user asked for cannot be understood or answered; the message says what would be right."""


class DataError(SelarasError):
    """A file of the knowledge base cannot be read or breaks its contract; the message names the file."""


class MissingToolError(SelarasError):
    """A program that this question needs, such as Java, is not installed; the message says what to install."""


class StoppedError(InputError):
    """A question was stopped because it took too much time or memory; the message says how to ask for less."""


class BusyError(InputError):
    """A question cannot be answered now because another one is; the message says to ask again."""
