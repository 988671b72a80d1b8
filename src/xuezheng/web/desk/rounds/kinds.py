"""What a round of each kind is made of: its inputs, its options, the line that runs it, what is published."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms

from xuezheng.errors import NotFound


@dataclass(frozen=True)
class Input:
    """One table a round takes: `columns` is the heading of its template."""

    role: str
    label: str
    hint: str
    columns: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True)
class Kind:
    """One kind of round.

    Attributes
    ----------
    listed : tuple of str
        The input and column of the codes that are drawn for; empty for a draw about the conditions.
    checked : tuple of str
        The inputs a check compares with the certificate.
    published : tuple of str
        The columns of plan.csv that each person reads, the number first.
    by_draw : bool
        Whether only a public draw gives the seed.
    """

    code: str
    label: str
    prefix: str
    inputs: tuple[Input, ...]
    options: type[forms.Form]
    words: Callable[[Mapping[str, Path], Mapping[str, Any], str, Path], Sequence[str]]
    listed: tuple[str, str]
    checked: tuple[str, ...]
    published: tuple[str, ...]
    number_name: str
    by_draw: bool = False


class ClassOptions(forms.Form):
    """How a year group is divided."""

    classes = forms.IntegerField(label="分成几个班", min_value=2, max_value=60)
    numeric = forms.CharField(
        label="要均衡的分数列，逗号分开", max_length=200, required=False, help_text="如 total,chinese"
    )
    category = forms.CharField(
        label="要均衡的类别列，第一列各班相差不超过 1",
        max_length=200,
        required=False,
        initial="sex,boarding,migrant",
    )
    missing = forms.ChoiceField(label="缺分", choices=[("refuse", "拒绝"), ("mean", "按平均分")])


class ZoneOptions(forms.Form):
    """How zones are drawn."""

    crs = forms.ChoiceField(
        label="坐标",
        choices=[("metres", "米"), ("cgcs2000", "CGCS2000"), ("wgs84", "WGS-84"), ("gcj02", "GCJ-02")],
    )
    groups = forms.CharField(label="要均衡的群体列，逗号分开", max_length=200, required=False)
    max_km = forms.FloatField(label="最远步行公里数", min_value=0.1, max_value=1000, required=False)
    tolerance = forms.RegexField(label="允许超出学位（人数，或 20‰）", regex=r"^\d{1,5}‰?$", initial="0")
    seconds = forms.IntegerField(label="搜索多久（秒）", min_value=1, max_value=3600, initial=20)


class SeatingOptions(forms.Form):
    """How candidates are seated."""

    profile = forms.ChoiceField(
        label="考试类型",
        choices=[
            ("zhongkao", "中考"), ("gaokao", "高考"), ("xuekao", "学业水平考试"), ("zikao", "自考"),
            ("chengkao", "成人高考"), ("yankao", "研究生考试"),
        ],
    )  # fmt: skip
    on = forms.DateField(label="考试日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    apart = forms.CharField(label="这些列相同者不相邻", max_length=100, initial="school")
    group = forms.CharField(label="各自成考场的列", max_length=100, required=False)
    diagonals = forms.ChoiceField(
        label="斜向", choices=[("off", "不计"), ("soft", "尽量少"), ("hard", "也算相邻")]
    )


class AdmissionOptions(forms.Form):
    """By which rules places are given."""

    rules = forms.ChoiceField(
        label="规则",
        choices=[
            ("rule:deferred", "延迟接受"), ("rule:parallel", "平行志愿"), ("rule:lottery", "摇号"),
            ("rules:zone-school", "划片入学"), ("rules:migrant-points", "随迁子女积分"),
            ("rules:private-lottery", "民办摇号"), ("rules:zhongkao-quota-first", "中考：先指标到校"),
            ("rules:zhongkao-under-line", "中考：后指标到校"),
        ],
    )  # fmt: skip
    last_place = forms.ChoiceField(
        label="多胞胎遇末位", required=False, choices=[("", "—"), ("exceed", "增加名额"), ("skip", "顺延")]
    )


def _given(name: str, value: Any) -> list[str]:
    return [f"--{name}={value}"] if value not in (None, "") else []


def _class_words(files: Mapping[str, Path], said: Mapping[str, Any], seed: str, out: Path) -> list[str]:
    more = [word for role in ("together", "apart", "fixed") for word in _given(role, files.get(role))]
    named = [
        word for name in ("classes", "numeric", "category", "missing") for word in _given(name, said[name])
    ]
    return ["classes", str(files["roster"]), *named, *more, f"--seed={seed}", f"--out={out}", "--docx"]


def _zone_words(files: Mapping[str, Path], said: Mapping[str, Any], seed: str, out: Path) -> list[str]:
    roles = ("distances", "adjacency", "bridges", "keep")
    more = [word for role in roles for word in _given(role, files.get(role))]
    names = {
        "crs": "crs",
        "groups": "groups",
        "max_km": "max-km",
        "tolerance": "tolerance",
        "seconds": "seconds",
    }
    named = [word for name, option in names.items() for word in _given(option, said[name])]
    return [
        "zones",
        str(files["blocks"]),
        str(files["schools"]),
        *named,
        *more,
        f"--seed={seed}",
        f"--out={out}",
    ]


def _seating_words(files: Mapping[str, Path], said: Mapping[str, Any], seed: str, out: Path) -> list[str]:
    more = [word for role in ("travel", "sessions") for word in _given(role, files.get(role))]
    names = ("profile", "on", "apart", "group", "diagonals")
    named = [word for name in names for word in _given(name, said[name])]
    tables = [str(files["candidates"]), str(files["rooms"])]
    return ["seating", *tables, *named, *more, f"--seed={seed}", f"--out={out}"]


def _admission_words(files: Mapping[str, Path], said: Mapping[str, Any], seed: str, out: Path) -> list[str]:
    how, _, name = said["rules"].partition(":")
    more = [word for role in ("pupils", "schools", "bound") for word in _given(role, files.get(role))]
    tables = [str(files["choices"]), str(files["programmes"])]
    last = _given("last-place", said["last_place"])
    return ["admissions", *tables, f"--{how}={name}", *last, *more, f"--seed={seed}", f"--out={out}"]


_PAIR = ("pupil", "group")
KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            "class_division", "均衡分班", "FB",
            (
                Input("roster", "名单", "一名学生一行；分数和类别各一列。代码为假名，不写身份证号。",
                      ("pupil", "sex", "boarding", "migrant", "origin_school", "total")),
                Input("together", "须同班", "双胞胎等：同一组的在同一班。", _PAIR, required=False),
                Input("apart", "须分开", "同一组的不在同一班。", _PAIR, required=False),
                Input("fixed", "指定班级", "组即班名。", _PAIR, required=False),
            ),
            ClassOptions, _class_words, ("roster", "pupil"), ("roster", "together", "apart", "fixed"),
            ("pupil", "class"), "学生代码", by_draw=True,
        ),
        Kind(
            "zones", "学区划分", "XQ",
            (
                Input("blocks", "小区", "坐标或图形（csv、parquet、GeoJSON）。", ("block", "name", "pupils", "x", "y")),
                Input("schools", "学校", "学位和位置。", ("school", "name", "seats", "x", "y")),
                Input("distances", "步行距离", "不给则按直线。", ("block", "school", "metres"), required=False),
                Input("adjacency", "相邻", "不给则由图形得出。", ("block", "neighbour"), required=False),
                Input("bridges", "另加的相邻", "桥、路。", ("block", "neighbour"), required=False),
                Input("keep", "去年的方案", "给出则换学校的人数最少。", ("block", "school"), required=False),
            ),
            ZoneOptions, _zone_words, ("", ""), (), ("block", "school"), "小区代码",
        ),
        Kind(
            "exam", "考试编排", "KS",
            (
                Input("candidates", "考生", "学校、考点和分组的列。",
                      ("candidate", "school", "class", "site", "language")),
                Input("rooms", "考场", "座位布局见 5x6、7-8-8-7 等。", ("room", "site", "layout")),
                Input("travel", "距离", "给没有考点的考生分配考点。", ("from", "site", "km"), required=False),
                Input("sessions", "各科时间", "查同时两科。", ("subject", "starts", "ends"), required=False),
            ),
            SeatingOptions, _seating_words, ("candidates", "candidate"),
            ("candidates", "rooms", "travel", "sessions"),
            ("candidate", "site", "room", "seat", "ticket"), "报名号",
        ),
        Kind(
            "admissions", "招生录取", "RX",
            (
                Input("choices", "志愿", "一个志愿一行。", ("pupil", "rank", "programme", "score")),
                Input("programmes", "招生计划", "每个计划的名额。", ("programme", "name", "seats")),
                Input("pupils", "考生情况", "规则要看的列。", ("pupil",), required=False),
                Input("schools", "毕业学校", "指标到校用。", ("school", "graduates", "name"), required=False),
                Input("bound", "捆绑", "双胞胎。", _PAIR, required=False),
            ),
            AdmissionOptions, _admission_words, ("", ""), ("choices", "programmes", "pupils", "schools", "bound"),
            ("pupil", "programme"), "考生代码", by_draw=True,
        ),
    )
}  # fmt: skip


def kind_of(code: str) -> Kind:
    """The kind of a round.

    Raises
    ------
    NotFound
        When there is none.
    """
    if code not in KINDS:
        raise NotFound(f"没有“{code}”这类轮次。它不能在工作台办理。请核对类别。")
    return KINDS[code]
