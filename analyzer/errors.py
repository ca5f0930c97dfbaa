"""The two kinds of failure a user can meet, each said in one line."""


class SelarasError(Exception):
    """Base of every failure that is reported to a user as one line, without a traceback."""


class InputError(SelarasError):
    """What the user asked for cannot be understood or answered; the message says what would be right."""


class DataError(SelarasError):
    """A file of the knowledge base cannot be read or breaks its contract; the message names the file."""


class MissingToolError(SelarasError):
    """A program that this question needs, such as Java, is not installed; the message says what to install."""
