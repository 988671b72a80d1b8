"""The notice and the map of zones as pages to print."""

from html import escape
from itertools import zip_longest

from xuezheng.allocation.zones.report.drawing import map_svg, sheetlet_of
from xuezheng.allocation.zones.report.figures import figures_of
from xuezheng.allocation.zones.report.land import PALETTE, Land
from xuezheng.allocation.zones.report.page import metres_in_words
from xuezheng.allocation.zones.report.picture import Picture
from xuezheng.jobs.zone_notice.words import Notice, notice_in_words
from xuezheng.reports.docx.page import CHARACTERS, FALLBACKS, FONTS, LINE_PITCH_PT, MARGINS_MM, PAPER_MM

_PT_OF_MM = 72 / 25.4


def notice_html(picture: Picture, notice: Notice) -> str:
    """The notice as one page of HTML, cut into sheets of GB/T 9704 when printed."""
    paragraphs = "".join(
        f'<p class="{said.role}{" kept" * said.is_kept}"{_free(said.free)}>{escape(said.words) or "&nbsp;"}</p>'
        for said in notice_in_words(picture, notice)
    )
    return _document(notice, _NOTICE_STYLE, paragraphs)


def _free(characters: float) -> str:
    return f' style="padding-right:{characters:g}em"' if characters else ""


def map_html(picture: Picture, land: Land, notice: Notice) -> str:
    """A sheet to hang up: the map of all zones, and under it the list of zones by number and colour."""
    drawn = "<p class=note>小区只有坐标点，图上的边界是按远近画出的示意。</p>" if land.is_drawn_only else ""
    year, stage = notice.year, escape(notice.stage)
    sheetlet = sheetlet_of(land)
    wide = "wide" if sheetlet.width > 1.15 * sheetlet.height else "high"
    # A picture has a style of its own: that of the page does not reach into it.
    drawing = map_svg(picture, land, sheetlet).replace("<g", f"<style>{_PICTURE_STYLE}</style><g", 1)
    body = (
        f"<h1>{year}年{stage}招生片区图</h1><div class={wide}>{drawing}</div>"
        f"<p class=note>红点是学校；图上写不下校名的片区用编号，对照下表。</p>{drawn}{_list_of_zones(picture, land)}"
        f"<p class=by>{escape(notice.bureau)}　{notice.on.year}年{notice.on.month}月{notice.on.day}日</p>"
    )
    return _document(notice, _MAP_STYLE, body)


def _list_of_zones(picture: Picture, land: Land) -> str:
    cells = [_zone_cells(picture, land, i) for i in range(len(picture.zones))]
    half = -(-len(cells) // 2)
    pairs = zip_longest(cells[:half], cells[half:], fillvalue="<td></td>" * 5)
    head = "<th class=n>编号</th><th>片区</th><th class=n>小区</th><th class=n>学位</th><th class=n>最远</th>"
    rows = "".join(f"<tr>{left}<td class=gap></td>{right}</tr>" for left, right in pairs)
    return f"<table><thead><tr>{head}<th class=gap></th>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _zone_cells(picture: Picture, land: Land, i: int) -> str:
    zone = picture.zones[i]
    f = figures_of(picture, zone)
    schools = "、".join(picture.school_names[j] for j in zone.schools)
    name = f"{zone.name}（{schools}）" if picture.has_many else zone.name
    dot = f'<span class=dot style="background:{PALETTE[land.colour[i]]}"></span>'
    return (
        f"<td class=n>{i + 1}</td><td>{dot}{escape(name)}</td><td class=n>{f.n_blocks:,}</td>"
        f"<td class=n>{f.seats:,}</td><td class=n>{metres_in_words(f.max_metres)}</td>"
    )


def _document(notice: Notice, style: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(notice.title)}</title>'
        f'<meta name="author" content="{escape(notice.bureau, quote=True)}"><style>{style}</style></head>'
        f"<body>{body}</body></html>"
    )


def _fonts(role: str) -> str:
    name = FONTS[role][0]
    families = [name, FONTS[role][1], *FALLBACKS[name].split(",")]
    return ",".join(f'"{family}"' for family in dict.fromkeys(families))


#: 28 characters fill the width: each is a little closer to the next than its own size.
_CLOSER = (PAPER_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"]) * _PT_OF_MM / CHARACTERS - FONTS["body"][2]
_MARGINS = " ".join(f"{MARGINS_MM[side]}mm" for side in ("top", "right", "bottom", "left"))
_NUMBER = (
    f'content:"— " counter(page) " —";font:{FONTS["page number"][2]}pt {_fonts("page number")};'
    "vertical-align:top;padding-top:5mm"
)
_NOTICE_STYLE = f"""
@page{{size:{PAPER_MM[0]}mm {PAPER_MM[1]}mm;margin:{_MARGINS}}}
@page:right{{@bottom-right{{{_NUMBER};padding-right:1em}}}}
@page:left{{@bottom-left{{{_NUMBER};padding-left:1em}}}}
html{{font:{FONTS["body"][2]}pt/{LINE_PITCH_PT}pt {_fonts("body")}}}body{{margin:0}}
p{{margin:0;text-indent:2em;text-align:justify;letter-spacing:{_CLOSER:.3f}pt;overflow-wrap:anywhere;orphans:1;widows:1}}
.title{{font:{FONTS["title"][2]}pt/{LINE_PITCH_PT}pt {_fonts("title")};text-align:center;text-indent:0;letter-spacing:0}}
.heading1,.annex{{font-family:{_fonts("heading1")};break-after:avoid}}
.heading2{{font-family:{_fonts("heading2")};break-after:avoid}}
.signed{{text-align:right;text-indent:0;letter-spacing:0}}
.kept{{break-after:avoid}}
.annex{{break-before:page;text-indent:0}}
"""
_MAP_STYLE = """
@page{size:A4;margin:14mm 14mm 16mm;@bottom-center{content:counter(page) " / " counter(pages);font-size:9pt}}
html{font:10pt/1.5 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","SimHei",sans-serif;color:#14202c}body{margin:0}
h1{font-size:20pt;text-align:center;margin:0 0 4mm}.note{font-size:9pt;color:#3d4a57;margin:1mm 0}
.wide svg,.high svg{display:block;margin:0 auto;max-width:100%}.wide svg{width:182mm}.high svg{height:150mm}
table{border-collapse:collapse;width:100%;font-size:9pt;margin-top:3mm}
th,td{border-bottom:.3pt solid #9aa5b1;padding:.5mm 1.2mm;text-align:left}.gap{border:0;width:5mm}tr{break-inside:avoid}
.n{text-align:right;white-space:nowrap}.dot{display:inline-block;width:3mm;height:3mm;border:.3pt solid #4a5866;margin-right:1.5mm}
.by{text-align:right;margin-top:4mm}
"""
_PICTURE_STYLE = """
#zones path{stroke:#4a5866;stroke-width:9}#schools circle{fill:#c2352b;stroke:#fff;stroke-width:12}
#names text{text-anchor:middle;dominant-baseline:central;fill:#14202c;font-family:"Noto Sans CJK SC","Microsoft YaHei","SimHei"}
#blocks,#chosen,#way{fill:none}
"""
