"""Rows of text from what offices keep lists in: CSV in any of their codings, or the first sheet of an XLSX workbook."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from packgen.diagnostics import Diagnostic, Place, error, warning
from packgen.load.digest import digest
from packgen.load.walk import shown
from packgen.load.yaml import read_bytes

MOST_BYTES: Final = 4_000_000
MOST_UNPACKED: Final = 100_000_000
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 200
MOST_CELLS: Final = 2_000_000
LONGEST_CELL: Final = 10_000
DELIMITERS: Final = (",", ";", "\t", "|")
WORKBOOKS: Final = (".xlsx", ".xlsm")
_CELL: Final = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


class Rows(Struct, frozen=True):
    """A table as text: each row's line (from 1) and its cells, no row all empty; `digest` is the file's."""

    file: str
    digest: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_rows(path: Path) -> tuple[Rows | None, tuple[Diagnostic, ...]]:
    """The rows of a CSV or XLSX file; None and an error where it can't be read."""
    name = shown(path)
    data, problems = read_bytes(path, name, MOST_BYTES)
    if data is None:
        return None, problems
    if path.suffix.lower() == ".xls" or data[:4] == b"\xd0\xcf\x11\xe0":
        message = "this is a workbook of the old kind (.xls), or one with a password"
        return None, (error("old-workbook", message, "save it as .xlsx or as CSV, without a password", Place(name)),)
    table: Iterable[tuple[int, list[str]]] | None
    if path.suffix.lower() in WORKBOOKS or data[:4] == b"PK\x03\x04":
        table, said = _workbook(data, name)
    else:
        table, said = _separated(data, name)
    if table is None:
        return None, said
    rows = tuple((line, tuple(cells)) for line, cells in table if any(cells))
    return Rows(name, digest(data.hex()), rows), said


def _separated(data: bytes, name: str) -> tuple[list[tuple[int, list[str]]] | None, tuple[Diagnostic, ...]]:
    text, said = _decoded(data, name)
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        hint = "save the list as CSV (UTF-8) or as XLSX"
        return None, (
            *said,
            error("not-a-table", "this is not a text file: it has a NUL character", hint, Place(name, line)),
        )
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        rows: list[tuple[int, list[str]]] = []
        line = 1
        for cells in reader:
            if len(rows) >= MOST_ROWS or len(cells) > MOST_COLUMNS:
                return None, (*said, _too_large(name, line))
            rows.append((line, [_tidy(cell) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as problem:
        hint = "look for a quotation mark that is not closed"
        return None, (*said, error("not-a-table", f"the table can't be read: {problem}", hint, Place(name, line)))
    finally:
        csv.field_size_limit(limit)
    return rows, said


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Text in UTF-8 or UTF-16 with its mark, UTF-8 without, else as Windows writes it in western Europe."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").lstrip("\ufeff"), ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        message = "the file is not UTF-8: it was read as Windows text (cp1252)"
        hint = "look at the accents in the names; to be sure, save it as CSV UTF-8"
        return data.decode("cp1252", "replace"), (warning("not-utf8", message, hint, Place(name, line)),)


def _delimiter(text: str) -> str:
    """What parts the cells: the sign that stands in most of the first lines, most often."""
    lines = [line for line in text.splitlines()[:20] if line.strip()]

    def worth(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        return sum(map(bool, counts)), sum(counts)

    return max(DELIMITERS, key=worth)


def _workbook(data: bytes, name: str) -> tuple[list[tuple[int, list[str]]] | None, tuple[Diagnostic, ...]]:
    """The first sheet with something on it; workbooks break in odd ways: what one reader can't read another may."""
    place = Place(name)
    hint = "open it and save it again, or save the list as CSV"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(each.file_size for each in parts) > MOST_UNPACKED:
                return None, (error("too-large", "this workbook is too large for a class list", hint, place),)
            inside = [each for each in parts if each.filename.startswith("xl/worksheets/")]
            area = max((_area(archive.read(each)) for each in inside), default=0)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError) as problem:
        return None, (error("not-a-table", f"this workbook can't be opened: {problem}", hint, place),)
    # The second reader keeps a place in memory for every cell up to the last: a stray one far out would be too much.
    readers = (_by_openpyxl, _by_calamine) if area <= MOST_CELLS else (_by_openpyxl,)
    for reader in readers:
        try:
            sheets = reader(data)
        except Exception:  # both libraries raise whatever a broken file makes them stumble over
            continue
        for rows in sheets:
            if any(any(cells) for _, cells in rows):
                return rows, ()
    return None, (error("not-a-table", "no sheet of this workbook can be read, or all are empty", hint, place),)


def _area(sheet: bytes) -> int:
    """How many cells a sheet's XML spans."""
    most_column = most_row = 0
    for letters, row in _CELL.findall(sheet):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        most_column, most_row = max(most_column, column), max(most_row, int(row))
    return most_column * most_row


def _by_openpyxl(data: bytes) -> list[list[tuple[int, list[str]]]]:
    import openpyxl

    # Read row by row as they are written: else there would be a cell in memory for every place up to the last one.
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    return [
        [
            (n, [_cell(cell) for cell in row])
            for n, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True), 1)
            if any(cell is not None for cell in row)
        ]
        for sheet in book.worksheets
    ]


def _by_calamine(data: bytes) -> list[list[tuple[int, list[str]]]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    out = []
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        first = sheet.start[0] if sheet.start else 0
        rows = sheet.to_python(skip_empty_area=True)[:MOST_ROWS]
        out.append([(first + n, [_cell(cell) for cell in row[:MOST_COLUMNS]]) for n, row in enumerate(rows, 1)])
    return out


def _cell(value: Any) -> str:
    """A cell as a reader of the sheet sees it, near enough: whole numbers without a point, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return _tidy(str(value)[:LONGEST_CELL])


def _tidy(text: str) -> str:
    """One line, one space between words, nothing invisible."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _too_large(name: str, line: int) -> Diagnostic:
    message = f"a table has at most {MOST_ROWS} rows and {MOST_COLUMNS} columns"
    return error("too-large", message, "leave only the list in the file", Place(name, line))
