"""What a person fills in on the way of a round."""

from typing import Any

from django import forms

from xuezheng.records.rounds.queries import Round
from xuezheng.web.desk.rounds.kinds import KINDS


class OpenForm(forms.Form):
    """A new round."""

    kind = forms.ChoiceField(label="类别", choices=[(kind.code, kind.label) for kind in KINDS.values()])
    name = forms.CharField(label="名称", max_length=100)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    owner = forms.ChoiceField(label="组织单位")
    area = forms.ChoiceField(label="县区")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], areas: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is done again; asked for only where it is."""

    because = forms.CharField(label="重来的理由（会记入审计）", max_length=200)

    def __init__(self, *args: Any, again: bool = False, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": False, **more})  # several of these stand on one page
        if not again:
            del self.fields["because"]

    @property
    def reason(self) -> str:
        """The reason, or nothing."""
        return str(self.cleaned_data.get("because", ""))


class FreezeForm(ReasonForm):
    """Where the seed is to come from."""

    sources = forms.CharField(
        label="公开随机数来源，一行一个，如 kl8:2026016@2026-01-17",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=600,
    )
    is_read = forms.BooleanField(label="已核对名单和条件；冻结后不能再改")
    field_order = ("sources", "because", "is_read")

    def __init__(self, *args: Any, by_draw: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["sources"].required = by_draw
        if not by_draw:
            self.fields["sources"].label = "公开随机数来源，一行一个；不写则当众念一句话作种子（只宜演练）"

    def clean_sources(self) -> list[str]:
        """One a line."""
        return [line.strip() for line in self.cleaned_data["sources"].splitlines() if line.strip()]


class SeedForm(ReasonForm):
    """The public numbers, entered twice, and who watched."""

    witnesses = forms.CharField(label="见证人（公证员、家长代表等）", max_length=200)
    second = forms.CharField(label="第二录入人姓名", max_length=50)

    def __init__(self, *args: Any, sources: list[dict[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.sources = sources or [{"code": "sentence", "told": "当众念出的一句话", "form": "", "from": ""}]
        for number, source in enumerate(self.sources):
            for turn, who in ((1, "第一遍"), (2, "第二遍")):
                label = f"{source['told']} · {who}"
                self.fields[f"v{number}_{turn}"] = forms.CharField(
                    label=label, max_length=300, help_text=source["form"]
                )
        order = [f"v{n}_{turn}" for turn in (1, 2) for n in range(len(self.sources))]
        self.order_fields([*order[: len(self.sources)], "second", *order[len(self.sources) :], "witnesses"])

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        said = super().clean() or {}
        for number, source in enumerate(self.sources):
            first, second = (" ".join(said.get(f"v{number}_{turn}", "").split()) for turn in (1, 2))
            if first and second and first != second:
                self.add_error(
                    f"v{number}_2", f"{source['told']}两遍录入不同：“{first}”和“{second}”。请核对后改正。"
                )
        return said

    def values(self) -> list[str]:
        """As `draw reveal` takes them."""
        said = self.cleaned_data
        return [f"{s['code']}={' '.join(said[f'v{n}_1'].split())}" for n, s in enumerate(self.sources)]


class PublishForm(forms.Form):
    """When, and as what."""

    title = forms.CharField(label="名称", max_length=120)
    number_name = forms.CharField(label="号码名称", max_length=20)
    stands_at = forms.DateTimeField(
        label="公布时刻（北京时间）",
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )


class RegisterForm(forms.Form):
    """Which roll of the register becomes the list, with which scores."""

    school = forms.CharField(label="学校标识码", max_length=10)
    school_year = forms.IntegerField(label="学年", min_value=2000, max_value=2100)
    stage = forms.ChoiceField(label="学段", choices=[("primary", "小学"), ("junior", "初中")])
    grade = forms.IntegerField(label="年级（学段内，初一为 1）", min_value=1, max_value=6)
    scores = forms.FileField(label="成绩表（第一列学生代码，其余各列分数）", required=False)


def code_for(kind: str, year: int, area: str) -> str:
    """The next free code of a round: FB2026990102, then FB2026990102B."""
    stem = f"{KINDS[kind].prefix}{year}{area}"
    taken = set(Round.objects.filter(code__startswith=stem).values_list("code", flat=True))
    free = [
        code
        for code in (stem, *(f"{stem}{letter}" for letter in "BCDEFGHJKLMNPQRSTUVWXYZ"))
        if code not in taken
    ]
    return free[0] if free else f"{stem}ZZ"
