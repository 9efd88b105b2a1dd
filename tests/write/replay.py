"""The same operators drawn directly through reportlab's canvas: what our own writer is held against."""

from __future__ import annotations

import io
import re

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from packgen.model.galley import Disc, Glyphs, Line, Op, Outline, Printable, Raster, Rect, Shape
from packgen.typeset.faces import WORD_SPACES, Faces


def replayed(printable: Printable, faces: Faces) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    for sheet in printable.sheets:
        canvas.setPageSize((sheet.width, sheet.height))
        for placed in (*sheet.placed, *sheet.furniture):
            for run in placed.piece.runs:
                for op in run.ops:
                    canvas.saveState()
                    canvas.translate(placed.x, sheet.height - placed.y)
                    _draw(canvas, op, faces)
                    canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, op: Op, faces: Faces) -> None:
    match op:
        case Glyphs():
            _write(canvas, op, faces)
        case Line():
            canvas.setLineWidth(op.width)
            canvas.setStrokeColor(HexColor(op.colour))
            canvas.setDash(list(op.dash))
            canvas.setLineCap(1 if op.round else 0)
            canvas.line(op.x1, -op.y1, op.x2, -op.y2)
        case Rect():
            _inks(canvas, op.fill, op.width, op.colour)
            shape = (op.x, -op.y - op.h, op.w, op.h)
            if op.radius:
                canvas.roundRect(*shape, op.radius, stroke=op.width > 0, fill=bool(op.fill))
            else:
                canvas.rect(*shape, stroke=op.width > 0, fill=bool(op.fill))
        case Disc():
            _inks(canvas, op.fill, 0.5, "#000000")
            canvas.circle(op.x, -op.y, op.r, stroke=not op.fill, fill=bool(op.fill))
        case Shape():
            _inks(canvas, op.fill, op.width, op.colour)
            path = canvas.beginPath()
            for n, (x, y) in enumerate(op.points):
                (path.lineTo if n else path.moveTo)(x, -y)
            path.close()
            canvas.drawPath(path, stroke=not op.fill, fill=bool(op.fill))
        case Outline():
            _inks(canvas, op.fill, 0.0, "#000000")
            path = canvas.beginPath()
            for contour in op.contours:
                points = [(op.x + x, -op.y - y) for x, y in zip(contour[::2], contour[1::2], strict=True)]
                path.moveTo(*points[0])
                for n in range(1, len(points), 3):
                    path.curveTo(*points[n], *points[n + 1], *points[n + 2])
                path.close()
            canvas.drawPath(path, stroke=0, fill=1)
        case Raster():
            canvas.drawImage(op.path, op.x, -op.y - op.h, op.w, op.h)


def _inks(canvas: Canvas, fill: str, width: float, colour: str) -> None:
    canvas.setLineWidth(width)
    canvas.setStrokeColor(HexColor(colour))
    if fill:
        canvas.setFillColor(HexColor(fill))


def _write(canvas: Canvas, op: Glyphs, faces: Faces) -> None:
    if op.face not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(op.face, faces.file(op.face)))
    canvas.translate(op.x, -op.y)
    canvas.rotate(op.rotate)
    canvas.setFillColor(HexColor(op.colour))
    x = 0.0
    for part in re.findall(f"[^{WORD_SPACES}]*[{WORD_SPACES}]|.+", op.text) if op.word_spacing else [op.text]:
        line = canvas.beginText(x, 0)
        line.setFont(op.face, op.size)
        line.setCharSpace(op.spacing)
        line.textOut(part)
        canvas.drawText(line)
        x += faces.width(op.face, part, op.size, op.spacing, op.word_spacing)
