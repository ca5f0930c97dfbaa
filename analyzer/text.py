"""A statement in every language of the answers."""

from typing import NamedTuple


class Text(NamedTuple):
    """The same statement in English and in Indonesian."""

    en: str
    id: str

    def json(self) -> dict[str, str]:
        """Return the two languages as a JSON object."""
        return {"en": self.en, "id": self.id}
