"""A class's marks in a workbook: one row a pupil, totals, objectives and grades worked out by the spreadsheet."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any, Final

from packgen.export.format import Export
from packgen.export.questions import NO_KEY, Marked, distinct, marked, names_by_version
from packgen.export.table import cell
from packgen.model.handout import Handout

# The clock must not get into the file: the same handout gives the same bytes.
_MADE: Final = datetime.datetime(2000, 1, 1, tzinfo=None)
_FIRST: Final = 3  # the row of the first pupil, from 0
_NAMES: Final = 3  # columns before the marks: number, name, version
_BLANK_ROWS: Final = 32
_LEAST: Final = "Grades!$C$4:$C$30"


def marking_xlsx(handout: Handout) -> bytes:
    """Four sheets: the marks to be filled in, the grades, the key of every version on one page, the concordance."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": handout.title, "created": _MADE})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 2, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "left": book.add_format({"bold": True, "bottom": 2, "valign": "vcenter"}),
        "small": book.add_format({"font_size": 9, "align": "center", "font_color": "#404040"}),
        "mark": book.add_format({"bottom": 4, "align": "center"}),
        "name": book.add_format({"bottom": 4}),
        "sum": book.add_format({"bottom": 4, "align": "center", "bold": True}),
        "percent": book.add_format({"bottom": 4, "align": "center", "num_format": "0%"}),
        "mean": book.add_format({"top": 2, "align": "center", "num_format": "0.0"}),
        "share": book.add_format({"align": "center", "num_format": "0%"}),
        "plain": book.add_format({"align": "center", "bottom": 4}),
    }
    parts = distinct(handout)
    _Marks(book.add_worksheet("Marks"), looks, handout, parts).write()
    _grades(book.add_worksheet("Grades"), looks, handout, sum(each.most for each in parts))
    _key(book.add_worksheet("Key"), looks, handout)
    _concordance(book.add_worksheet("Concordance"), looks, handout, parts)
    book.close()
    return out.getvalue()


def _name(row: int, column: int, row_abs: bool = False, col_abs: bool = False) -> str:
    """A cell's name, "D5"; what is absolute stays when a formula is copied."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column, row_abs, col_abs))


class _Marks:
    """The sheet that is filled in: heads, most marks, objectives' shares, then a row a pupil."""

    def __init__(self, sheet: Any, looks: dict[str, Any], handout: Handout, parts: Sequence[Marked]) -> None:
        self.sheet, self.looks, self.handout, self.parts = sheet, looks, handout, parts
        self.objectives = sorted({name for part in parts for name in part.aos})
        self.rows = len(handout.pupils) or _BLANK_ROWS
        self.end = _NAMES + len(parts)  # the column of the total

    def write(self) -> None:
        """All of the sheet, ready to print on one page's width."""
        self._heads()
        for n in range(self.rows):
            self._pupil(n)
        self._means()
        sheet = self.sheet
        sheet.freeze_panes(_FIRST, _NAMES)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, self.end + 2 + len(self.objectives), 8)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 2)

    def _heads(self) -> None:
        sheet, looks = self.sheet, self.looks
        first = self.handout.forms[0].version if self.handout.forms else ""
        sheet.write_string(0, 0, cell(self.handout.title), looks["left"])
        sheet.write_string(0, _NAMES, f"Numbers are those of version {first}" if first else "", looks["left"])
        for column, words in enumerate(("No.", "Name", "Version")):
            sheet.write_string(1, column, words, looks["left"])
        for n, part in enumerate(self.parts):
            sheet.write_string(1, _NAMES + n, part.called, looks["head"])
            sheet.write_number(2, _NAMES + n, part.most, looks["small"])
        for n, words in enumerate(("Total", "%", "Grade", *self.objectives)):
            sheet.write_string(1, self.end + n, words, looks["head"])
        sheet.write_string(2, 1, "Most marks", looks["small"])
        sheet.write_formula(2, self.end, f"=SUM({self._row(2)})", looks["small"], sum(p.most for p in self.parts))
        # SPaG counts for no objective.
        for k, name in enumerate(self.objectives):
            worth = sum(part.aos.get(name, 0) for part in self.parts)
            sheet.write_number(2, self.end + 3 + k, worth, looks["small"])

    def _pupil(self, n: int) -> None:
        sheet, looks, row = self.sheet, self.looks, _FIRST + n
        copy = self.handout.pupils[n] if self.handout.pupils else None
        sheet.write_number(row, 0, copy.number if copy else n + 1, looks["name"])
        sheet.write_string(row, 1, cell(copy.pupil) if copy else "", looks["name"])
        sheet.write_string(row, 2, copy.version if copy else "", looks["plain"])
        for k, part in enumerate(self.parts):
            sheet.write_blank(row, _NAMES + k, None, looks["mark"])
            rule = {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": part.most,
                "error_title": "Marks",
                "error_message": f"This question has 0 to {part.most} marks.",
            }
            sheet.data_validation(row, _NAMES + k, row, _NAMES + k, rule)
        marks = self._row(row)
        given, total = f"COUNT({marks})>0", _name(row, self.end)
        sheet.write_formula(row, self.end, f'=IF({given},SUM({marks}),"")', looks["sum"], "")
        most = _name(2, self.end, row_abs=True, col_abs=True)
        sheet.write_formula(row, self.end + 1, f'=IF({given},{total}/{most},"")', looks["percent"], "")
        reached = f'COUNTIF({_LEAST},"<="&{total})'
        grade = f'=IF(AND({given},{reached}>0),INDEX(Grades!$A$4:$A$30,COUNT({_LEAST})-{reached}+1),"")'
        sheet.write_formula(row, self.end + 2, grade, looks["plain"], "")
        for k, name in enumerate(self.objectives):
            terms = "+".join(
                f"{_name(row, _NAMES + j)}*{part.aos[name]}/{part.most}"
                for j, part in enumerate(self.parts)
                if part.aos.get(name)
            )
            sheet.write_formula(row, self.end + 3 + k, f'=IF({given},ROUND({terms},1),"")', looks["plain"], "")

    def _means(self) -> None:
        sheet, looks, row = self.sheet, self.looks, _FIRST + self.rows
        sheet.write_string(row, 1, "Mean", looks["mean"])
        sheet.write_string(row + 1, 1, "Facility", looks["share"])
        for column in range(_NAMES, self.end + 1):
            marks = f"{_name(_FIRST, column)}:{_name(row - 1, column)}"
            sheet.write_formula(row, column, f'=IF(COUNT({marks})>0,AVERAGE({marks}),"")', looks["mean"], "")
            facility = f'=IF(COUNT({marks})>0,AVERAGE({marks})/{_name(2, column)},"")'
            sheet.write_formula(row + 1, column, facility, looks["share"], "")

    def _row(self, row: int) -> str:
        return f"{_name(row, _NAMES)}:{_name(row, max(_NAMES, self.end - 1))}"


def _grades(sheet: Any, looks: dict[str, Any], handout: Handout, total: int) -> None:
    """The school's grades: the least percentage and the least mark of each, to be changed at will."""
    sheet.write_string(0, 0, "Grade boundaries, set by the school: change the percentages", looks["left"])
    for column, words in enumerate(("Grade", "From %", "From marks")):
        sheet.write_string(2, column, words, looks["head"])
    for n, (grade, least) in enumerate(handout.grades):
        sheet.write_string(3 + n, 0, cell(grade), looks["plain"])
        sheet.write_number(3 + n, 1, least, looks["plain"])
        marks = f"=CEILING(B{4 + n}*{total}/100,1)"
        sheet.write_formula(3 + n, 2, marks, looks["plain"], -(-least * total // 100))
    sheet.set_column(0, 2, 12)


def _key(sheet: Any, looks: dict[str, Any], handout: Handout) -> None:
    """The key of every version, side by side, on one page."""
    columns = [(form.version, list(marked(form))) for form in handout.forms]
    column = 0
    for version, parts in columns:
        sheet.write_string(0, column, f"Version {version}".strip() if version else "Question", looks["left"])
        sheet.write_string(0, column + 1, "Answer", looks["left"])
        for n, part in enumerate(parts, 1):
            sheet.write_string(n, column, part.called, looks["name"])
            sheet.write_string(n, column + 1, cell(part.answer) or NO_KEY, looks["name"])
        sheet.set_column(column, column, 10)
        sheet.set_column(column + 1, column + 1, 22)
        column += 2
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _concordance(sheet: Any, looks: dict[str, Any], handout: Handout, parts: Sequence[Marked]) -> None:
    """Which question of each version is which item of the bank."""
    called = names_by_version(handout)
    heads = ("Item", "Part", "Topic", "Marks", *(f"Version {form.version}".strip() for form in handout.forms))
    for column, words in enumerate(heads):
        sheet.write_string(0, column, words, looks["left"])
    for n, each in enumerate(parts, 1):
        sheet.write_string(n, 0, each.item, looks["name"])
        sheet.write_string(n, 1, "".join(f"({step})" for step in each.path), looks["name"])
        sheet.write_string(n, 2, each.topic, looks["name"])
        sheet.write_number(n, 3, each.most, looks["plain"])
        for k, form in enumerate(handout.forms):
            sheet.write_string(n, 4 + k, called.get((form.version, each.item, each.path), ""), looks["plain"])
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 3 + len(handout.forms), 11)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


EXPORT = Export(
    name="marking-xlsx",
    purpose="a class's marks: names, most marks, totals, objectives, grades; the key and the concordance",
    file="marking.xlsx",
    audience="teachers",
    write=marking_xlsx,
    wanted=lambda handout: bool(handout.pupils),
)
