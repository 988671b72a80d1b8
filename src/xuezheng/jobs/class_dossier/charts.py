"""Charts as DrawingML: every office suite draws them itself, sharp at any size, editable, without a picture file."""

from collections.abc import Sequence
from html import escape
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_INLINE = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
    '<wp:docPr id="{number}" name="图 {number}" descr="{words}"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{relation}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
SMALL = '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr/></a:p></c:txPr>'

SLANTED = SMALL.replace("<a:bodyPr/>", '<a:bodyPr rot="-2700000"/>')

#: One row of bars: its name, colour (empty: not drawn) and values.
Bars = tuple[str, str, Sequence[float]]


def add_chart(document: Any, paragraph: Any, xml: str, words: str, size_mm: tuple[int, int]) -> None:
    """Put a chart into a paragraph; `words` are read out to those who do not see it."""
    package = document.part.package
    number = 1 + sum("/charts/" in str(part.partname) for part in package.iter_parts())
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE, xml.encode("utf-8"), package)
    inline = _INLINE.format(
        cx=int(Mm(size_mm[0])),
        cy=int(Mm(size_mm[1])),
        number=100 + number,
        words=escape(words),
        relation=document.part.relate_to(part, RELATIONSHIP_TYPE.CHART),
    )
    paragraph._p.append(parse_xml(inline))


def columns_chart(labels: Sequence[str], bars: Sequence[Bars]) -> str:
    """Upright bars over one another, such as a distribution with two marks in it."""
    return _chart(labels, bars, direction="col", grouping="clustered", gap=0, legend=True)


def stacked_chart(labels: Sequence[str], bars: Sequence[Bars], limits: tuple[float, float, float]) -> str:
    """Lying bars end to end; `limits` are lowest, highest, step; a row without colour moves the others along."""
    return _chart(labels, bars, direction="bar", grouping="stacked", gap=60, legend=False, limits=limits)


def _chart(
    labels: Sequence[str],
    bars: Sequence[Bars],
    *,
    direction: str,
    grouping: str,
    gap: int,
    legend: bool,
    limits: tuple[float, float, float] | None = None,
) -> str:
    series = "".join(_series(n, labels, one) for n, one in enumerate(bars))
    ends = "" if limits is None else f'<c:max val="{limits[1]:g}"/><c:min val="{limits[0]:g}"/>'
    step = "" if limits is None else f'<c:majorUnit val="{limits[2]:g}"/>'
    lies = direction == "bar"
    turned = "maxMin" if lies else "minMax"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {_SPACES}>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{turned}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if lies else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{SMALL if lies else SLANTED}'
        f'<c:crossAx val="2"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if lies else "l"}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill>'
        '<a:srgbClr val="D5DDE6"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{SMALL}<c:crossAx val="1"/>'
        f'<c:crosses val="{"max" if lies else "autoZero"}"/>{step}</c:valAx></c:plotArea>'
        + (f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{SMALL}</c:legend>' if legend else "")
        + '<c:plotVisOnly val="1"/></c:chart></c:chartSpace>'
    )


def _series(number: int, labels: Sequence[str], bars: Bars) -> str:
    name, colour, values = bars
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else "<a:noFill/>"
    words = "".join(f'<c:pt idx="{i}"><c:v>{escape(label)}</c:v></c:pt>' for i, label in enumerate(labels))
    numbers = "".join(f'<c:pt idx="{i}"><c:v>{value:g}</c:v></c:pt>' for i, value in enumerate(values))
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f'<c:tx><c:strRef><c:f></c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(name)}</c:v></c:pt>'
        f'</c:strCache></c:strRef></c:tx><c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:cat><c:strLit><c:ptCount val="{len(labels)}"/>{words}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{numbers}</c:numLit>'
        "</c:val></c:ser>"
    )
