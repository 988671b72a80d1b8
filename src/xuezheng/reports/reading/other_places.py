"""Places a text calls by name that are not the bureau's own: what an old or borrowed text leaves behind."""

import re
from collections.abc import Collection, Iterable, Sequence

from xuezheng.reports.shapes import Block

_PLACE = re.compile(
    r"(?:^|(?<=[，。,；;：:、（(“\"‘《〈—至]|[在赴到获向由据是为与和及对将把从给往自于按经被的届]))"
    r"((?![在赴到获向由据是为与和及对将把从给往自于按经被的届])[\u4e00-\u9fff]{2,3}?(?:省|市|县|区|自治州|[左右前后中]旗))"
    r"(?!域|长|委|级|直|位|别|间|场|民|内|分|属|区|容|中心|情|里|校)"
)
_NO_PLACE = re.compile(
    r"[全我各本城地学校社园辖农村山牧民族贫困偏远在对从由省到于及和与是为市县区旗乡上超股夜都外跨门闹菜楼邻强名两几每某该其该个]"
    r"|示范|试点|普及|均衡|创建|先进|达标|工作|优质|文明|帮扶|开发|高新|实验|试验|功能|经开|工业|产业|管理|服务|招生|教"
    r"|自治|合作|保护|集中|安置|生活|办公|新$|老$|小$|库$|景$|片$|郊$|灾$|特$|军$|战$|林$|矿$|禁$|盲$|误$|属$|大$|所$|[受照请接迎助配合商求报经]$"
)


def places_named(text: str) -> list[str]:
    """Provinces, cities, counties and districts by name, as far as their names can be told."""
    return [name for name in _PLACE.findall(text) if not _NO_PLACE.search(name[:-1])]


def other_places(blocks: Iterable[Block], own: Collection[str]) -> tuple[str, ...]:
    """Names of places in a text that are none of the bureau's own, each once, in order.

    Parameters
    ----------
    own : collection of str
        Names of the bureau, its city, its districts and schools, as the records write them.
    """
    known = " ".join(own)
    found = {name: None for block in blocks for name in places_named(block.text)}
    return tuple(name for name in found if _stem(name) not in known)


def _stem(name: str) -> str:
    return re.sub(r"(?:省|市|县|区|自治州)$", "", name)


def warned_of(names: Sequence[str], *, hidden: bool) -> str:
    """The sentence that warns of places left over."""
    listed = "”“".join(names)
    if hidden:
        return f"其他地名已隐去，文中仍有“{listed}”，请核对。"
    return f"文中有本地以外的地名“{listed}”，可能是旧稿或他处文稿遗留，请核对。"
