"""The words of a search: those that tell something, and the fillers that make a plain question of them."""

import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W_]+")

FILLERS = frozenset(
    re.findall(
        "[a-z]+",
        """
        a about an and any are be by can do does for from give gives has have her his how i if in is it its law may me
        mean means must my of on or our say says she should the their there they this to under what when where which
        who whose why will with you your

        ada adalah agar akan apa apakah atau atas bagaimana bagi bila bisa boleh bolehkah dalam dan dapat dapatkah dari
        dengan di harus ini isi itu jika kapan ke kepada mana melalui menurut mengapa oleh pada para pasal saja saya
        sebagai secara siapa siapakah tentang terhadap tersebut untuk yang
        """,
    )
)
"""Words of questions and between words, in both languages: they are looked for only where a search has no others."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return WORD.findall(text.lower())


def telling(words: Sequence[str]) -> list[str]:
    """Return the words without `FILLERS`, or all where there are no others."""
    return [word for word in words if word not in FILLERS] or list(words)
