"""QR codes: an address as a picture that a phone can read, drawn as the path of one SVG."""

from dataclasses import dataclass

import segno

LONGEST_ADDRESS = 600
"""Characters; a longer address would make a code too fine for a phone."""

QUIET_ZONE = 4
"""Empty modules around the code, as ISO/IEC 18004 asks for."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: the width and height of its SVG in modules, quiet zone included, and the path of its dark modules."""

    address: str
    size: int
    path: str


def encode(address: str) -> Code:
    """Return the QR code of an address, with error correction for a quarter of it: paper gets creased."""
    rows = list(segno.make_qr(address, error="q").matrix_iter(border=QUIET_ZONE))
    path = "".join(
        f"M{column} {line}h{length}v1h-{length}z"
        for line, row in enumerate(rows)
        for column, length in _runs(bytes(row))
    )
    return Code(address, len(rows), path)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Return where each run of dark modules begins in a row, and how long it is."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((column, 1))
    return runs
