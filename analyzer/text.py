"""What is said: a statement in every language of the answers, and what a user typed, shown back."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same statement in English and in Indonesian."""

    en: str
    id: str

    def json(self) -> dict[str, str]:
        """Return the two languages as a JSON object."""
        return {"en": self.en, "id": self.id}


def printable(text: str, longest: int = 60) -> str:
    """Return what a user typed as one line that can be shown back, cut after `longest` characters."""
    shown = "".join(character if character.isprintable() else "?" for character in text[:longest])
    return shown + ("..." if len(text) > longest else "")
