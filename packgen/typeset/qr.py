"""Square codes (QR) for furniture: which pupil's page this is, for a scanner."""

from __future__ import annotations

# Any of the eight masks makes a valid code; to weigh them all takes ten times as long as to draw one.
_MASK = 2


def square_code(words: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The rows of a QR code of `words`, each as its black stretches: (first module, modules)."""
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.L)
    code.addData(words)
    code.version = code.calculate_version()
    code.makeImpl(False, _MASK)
    return tuple(tuple(_stretches(row)) for row in code.modules)


def _stretches(row: list[bool]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    start = 0
    for n, black in enumerate([*row, False]):
        if black and not (n and row[n - 1]):
            start = n
        elif not black and n and row[n - 1]:
            out.append((start, n - start))
    return out
