"""Programmes and targets: plan against actual with a reason, what is due, deeds, corrections, two people at once."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest
from example_figures import figures, figures_of  # noqa: F401

from xuezheng.indicators.catalogue import load_catalogue
from xuezheng.records.accounts.models import Grant
from xuezheng.records.audit.models import Event
from xuezheng.records.programmes.models import Fund, Milestone, Project, Target
from xuezheng.web.desk.programmes.changing import version
from xuezheng.web.desk.programmes.lights import lit_target

HOME = "/desk/programmes/"
MOST_QUERIES = 12
SCRIPT = "<script>alert(1)</script>"


def text_of(answer):
    return answer.content.decode()


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def seen_on(page, action):
    """The mark of what a person saw, in the form of one action."""
    form = re.search(rf'<form[^>]*action="[^"]*{re.escape(action)}".*?</form>', page, re.S)
    return re.search(r'name="seen" value="([0-9a-f]+)"', form.group(0)).group(1)


@pytest.fixture
def office(client_of, figures):  # noqa: F811
    return client_of("bangong")


def an_open_project(**more):
    return (
        Project.objects.filter(completed_on=None, started_on__isnull=False, **more).order_by("code").first()
    )


def test_targets_show_plan_against_the_figure_of_the_snapshot_and_why(office, figures):  # noqa: F811
    listed = {row["编号"]: row for row in rows_of(office.get(HOME + "?year=2025&as=csv"))}

    assert len(listed) == Target.objects.filter(year=2025).count()
    for target in Target.objects.filter(year=2025):
        told = figures.value(target.indicator, 2025, target.area_id)
        assert float(listed[target.pk]["实际"]) == pytest.approx(float(told.value), abs=0.005)
        assert listed[target.pk]["灯"] == ("绿灯" if told.value >= target.value else "红灯")
        assert str(target.due_on) in listed[target.pk]["为什么"] or "已达到" in listed[target.pk]["为什么"]


def test_a_target_of_the_running_year_is_held_against_the_time_gone_by(office):
    why = [row["为什么"] for row in rows_of(office.get(HOME + "?year=2026&as=csv"))]

    assert any("没有可以计算的实际值" in each or "时间过去 4%" in each for each in why)


def test_a_rate_is_held_against_its_target_a_sum_against_the_time(figures):  # noqa: F811
    def why(indicator, share):
        told = figures.city(indicator, 2025).value
        target = Target(
            indicator=indicator,
            year=2025,
            area_id="990100",
            value=told * Decimal(share),
            due_on=date(2026, 12, 31),
        )
        return lit_target(target, figures, date(2026, 2, 1)).light.why

    assert "差目标" in why("appeals.satisfaction_rate", "1.02")
    assert "时间过去 52%，完成 50%" in why("teachers.trained", "2")


def test_a_light_leads_to_its_list(office):
    red = [row for row in rows_of(office.get(HOME + "projects/?as=csv")) if row["灯"] == "红灯"]

    assert rows_of(office.get(HOME + "projects/?light=bad&as=csv")) == red


def test_projects_stand_on_the_map_with_their_light(office):
    shown = text_of(office.get(HOME + "projects/"))
    told = json.loads(
        re.search(r'data-chart="([^"]*)"', shown).group(1).replace("&quot;", '"').replace("&#x27;", "'")
    )
    points = told["option"]["series"][0]["data"]

    placed = Project.objects.filter(plan_year=2025, school__x_km__isnull=False).count()
    assert len(points) == placed > 5
    assert {point["symbol"] for point in points} <= {"circle", "triangle", "rect", "emptyCircle", "diamond"}
    assert all(point["link"].startswith(HOME + "projects/") for point in points)


def test_funds_are_added_up(office):
    shown = text_of(office.get(HOME + "funds/?year=2025"))
    listed = rows_of(office.get(HOME + "funds/?year=2025&as=csv"))

    total = sum(fund.amount_yuan for fund in Fund.objects.filter(noticed_on__year=2025))
    assert sum(float(row["金额（元）"]) for row in listed) == pytest.approx(float(total))
    assert "下达" in shown and "到账" in shown


def test_what_is_due_says_by_when_and_by_whom(office):
    late = Milestone.objects.filter(done_on=None, due_on__lt=date(2026, 1, 15)).select_related(
        "project__owner"
    )
    listed = rows_of(office.get(HOME + "due/?as=csv"))

    assert late.exists()
    for step in late:
        row = next(row for row in listed if row["要办的事"] == f"{step.project.name}：{step.name}")
        assert (row["应在"], row["由谁办"]) == (str(step.due_on), step.project.owner.name)
        assert int(row["还有（天）"]) == (step.due_on - date(2026, 1, 15)).days


def test_each_sees_their_own(client_of, figures):  # noqa: F811
    mine = rows_of(client_of("quju").get(HOME + "projects/?as=csv"))
    other = (
        Project.objects.exclude(area="990102")
        .exclude(owner__path__contains="990102")
        .order_by("code")
        .first()
    )

    assert mine and {row["县区"] for row in mine} == {"霁城区"}
    for more in ("", "correct/"):
        assert client_of("quju").get(f"{HOME}projects/{other.pk}/{more}").status_code == 404
    assert (
        client_of("quju").post(f"{HOME}projects/{other.pk}/do/spend/", {"spent_yuan": 1}).status_code == 404
    )
    assert rows_of(client_of("xuexiao").get(HOME + "projects/?as=csv")) == []
    assert client_of("xuexiao").get(HOME + "targets/new/").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "projects/NONE/",
        "milestones/abc/",
        "milestones/999999/",
        "pupils/1/",
        "targets/%3Cscript%3E/",
        "funds/x/correct/",
    ],
)
def test_a_forged_code_is_no_page(office, address):
    assert office.get(HOME + address).status_code == 404


def test_money_spent_is_reported_and_logged(office):
    project = an_open_project()
    address = f"{HOME}projects/{project.pk}/"
    seen = seen_on(text_of(office.get(address)), "do/spend/")
    told = project.spent_yuan + 100

    answer = office.post(address + "do/spend/", {"spent_yuan": told, "seen": seen})

    assert answer.url == address
    assert Project.objects.get(pk=project.pk).spent_yuan == told
    assert Event.objects.order_by("-seq").first().action == "project.spend"
    assert "完成投资超过预算" in text_of(office.get(address))


def test_what_is_wrong_stays_on_the_form_with_its_reason(office):
    project = an_open_project()
    address = f"{HOME}projects/{project.pk}/"
    seen = seen_on(text_of(office.get(address)), "do/complete/")

    answer = office.post(address + "do/complete/", {"on": "2030-01-01", "seen": seen})
    nonsense = office.post(address + "do/complete/", {"on": "明天", "seen": seen})

    assert (answer.status_code, nonsense.status_code) == (422, 422)
    assert "竣工日期 2030-01-01 晚于今天 2026-01-15" in text_of(answer)
    assert 'value="2030-01-01"' in text_of(answer)
    assert Project.objects.get(pk=project.pk).completed_on is None


def test_of_two_people_on_one_project_the_second_is_told(office, client_of):
    project = an_open_project(area="990122")
    address = f"{HOME}projects/{project.pk}/"
    seen = seen_on(text_of(office.get(address)), "do/complete/")
    office.post(address + "do/complete/", {"on": "2026-01-10", "seen": seen})

    second = office.post(address + "do/complete/", {"on": "2026-01-12", "seen": seen})

    assert second.status_code == 409
    assert "bangong 在" in text_of(second) and "刚刚修改了这一条" in text_of(second)
    assert Project.objects.get(pk=project.pk).completed_on == date(2026, 1, 10)


def test_a_milestone_is_set_reached_and_taken_back_by_a_correction(office):
    project = an_open_project()
    address = f"{HOME}projects/{project.pk}/"
    seen = seen_on(text_of(office.get(address)), "do/milestone/")
    office.post(address + "do/milestone/", {"name": SCRIPT, "due_on": "2026-01-01", "seen": seen})
    step = Milestone.objects.get(project=project, name=SCRIPT)

    page = text_of(office.get(address))
    assert SCRIPT not in page and "&lt;script&gt;" in page
    action = f"milestones/{step.pk}/do/reach/"
    assert office.post(HOME + action, {"on": "2026-01-14", "seen": seen_on(page, action)}).url == address
    assert Milestone.objects.get(pk=step.pk).done_on == date(2026, 1, 14)
    assert office.get(f"{HOME}milestones/{step.pk}/").url == address

    correct = f"{HOME}milestones/{step.pk}/correct/"
    mark = re.search(r'name="seen" value="([0-9a-f]+)"', text_of(office.get(correct))).group(1)
    told = {"name": "竣工", "due_on": "2026-01-01", "done_on": "", "why": "typing", "seen": mark}
    assert office.post(correct, told).url == address
    again = Milestone.objects.get(pk=step.pk)
    assert (again.name, again.done_on) == ("竣工", None)
    assert Event.objects.order_by("-seq").first().action == "record.correct"
    assert office.post(correct, told).status_code == 409  # the mark is of an older state


def test_money_that_arrives_is_noted(office):
    fund = Fund.objects.order_by("code").first()
    Fund.objects.filter(pk=fund.pk).update(arrived_on=None)
    address = f"{HOME}funds/{fund.pk}/"
    page = text_of(office.get(address))
    assert "天未到账" in page

    assert (
        office.post(address + "do/receive/", {"on": "2026-01-14", "seen": seen_on(page, "do/receive/")}).url
        == address
    )
    assert Fund.objects.get(pk=fund.pk).arrived_on == date(2026, 1, 14)


def a_target(**more):
    return {
        "code": "MB2026900", "name": "教师培训", "indicator": "teachers.trained", "year": "2026", "area": "990100",
        "value": "100", "owner": "990100-02", "due_on": "2026-12-31",
    } | more  # fmt: skip


def test_a_target_is_set_by_one_and_approved_by_another(office, client_of):
    made = office.post(HOME + "targets/new/", a_target(name=SCRIPT))
    target = Target.objects.get(pk="MB2026900")
    address = f"{HOME}targets/{target.pk}/"
    assert made.url == address
    unit = load_catalogue()["teachers.trained"].unit
    assert (target.unit, target.set_on, target.approved_on) == (unit, date(2026, 1, 15), None)
    assert SCRIPT not in text_of(office.get(address))
    assert "do/approve/" not in text_of(office.get(address))  # the office sets, the director approves

    director = client_of("juzhang")
    page = text_of(director.get(address))
    assert director.post(address + "do/approve/", {"seen": seen_on(page, "do/approve/")}).url == address
    assert Target.objects.get(pk=target.pk).approved_by == "juzhang"
    assert "/correct/" not in text_of(office.get(address))


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"indicator": "没有这个"}, "没有指标“没有这个”"),
        ({"due_on": "2026-01-15"}, "目标须在结果之前设定"),
        ({"code": "MB2025001"}, "MB2025001"),
        ({"value": "许多"}, 'name="value"'),
        ({"owner": "990100-99"}, 'name="owner"'),
    ],
)
def test_a_target_that_cannot_be_is_told_with_what_was_typed(office, wrong, said):
    answer = office.post(HOME + "targets/new/", a_target(**wrong))

    assert answer.status_code == 422
    assert said in text_of(answer) and 'value="教师培训"' in text_of(answer)


def test_an_indicator_may_be_named_by_its_whole_name(office):
    office.post(HOME + "targets/new/", a_target(indicator="教职工总数"))

    assert Target.objects.get(pk="MB2026900").indicator == "teachers.total"


@pytest.mark.parametrize("who, status", [("juzhang", 403), ("duxue", 403), ("jijiao", 404)])
def test_who_may_not_do_a_deed_sees_no_button_and_is_refused(client_of, figures, who, status):  # noqa: F811
    project = an_open_project()
    held = Grant.objects.get(user__username=who)
    Grant.objects.filter(pk=held.pk).update(organisation=held.user.organisation)  # a division's alone
    client = client_of(who)
    told = {"spent_yuan": project.spent_yuan + 1, "seen": version(project)}

    assert "do/spend/" not in text_of(client.get(f"{HOME}projects/{project.pk}/"))
    assert client.post(f"{HOME}projects/{project.pk}/do/spend/", told).status_code == status
    assert Project.objects.get(pk=project.pk).spent_yuan == project.spent_yuan


@pytest.mark.parametrize(
    "more", ["", "projects/", "funds/", "due/", "targets/new/", "targets/MB2025001/", "project", "fund"]
)
@pytest.mark.parametrize("who", ["bangong", "quju"])
def test_few_questions_to_the_database(client_of, figures, django_assert_max_num_queries, more, who):  # noqa: F811
    path = {"area": "990102"} if who == "quju" else {}
    if more == "project":
        more = f"projects/{Project.objects.filter(**path).first().pk}/"
    if more == "fund":
        more = f"funds/{Fund.objects.filter(**path).first().pk}/"
    client = client_of(who)
    client.get(HOME + more)

    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(HOME + more).status_code == (404 if who == "quju" and "MB" in more else 200)


def test_without_figures_targets_say_so(own, client_of):
    if (own / "figures").exists():
        (own / "figures").rename(own / "gone")

    shown = rows_of(client_of("bangong").get(HOME + "?as=csv"))

    assert {row["灯"] for row in shown} == {"无数据"}
