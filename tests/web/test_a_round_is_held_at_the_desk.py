"""A round at the desk from list to codes: in order, once, by different people, with every trace kept."""

import io
import random
import re
import zipfile

import pytest

NUMBERS = {"v0": "1 5 9 12 15 18 22 27 31 34 40 44 47 52 58 61 66 70 75 79", "v1": "3 8 14 20 27 33 + 11"}
ROUND = {"kind": "class_division", "name": "初一分班", "year": 2026, "owner": "990102", "area": "990102"}


def roster(n=40):
    dice = random.Random(7)
    rows = [f"P{i:04d},{1 + i % 2},{dice.randint(300, 500)}" for i in range(n)]
    return "\n".join(["pupil,sex,total", *rows, ""]).encode()


def a_file(content, name="名单.csv"):
    file = io.BytesIO(content)
    file.name = name
    return file


def on_day(folder, day):
    """The example city's day."""
    from xuezheng.web.shown import bureau

    file = folder / "bureau.toml"
    file.write_text(re.sub(r'clock = "[^"]+"', f'clock = "{day}"', file.read_text()))
    bureau._read.cache_clear()


def done(answer):
    """Let the worker do what was asked for; gives the work."""
    from xuezheng.records.decisions.models import Work
    from xuezheng.web.shown.work import carry_out

    assert answer.status_code == 302, re.sub(r"<[^>]+>", " ", answer.content.decode())[-900:]
    code = answer.url.rstrip("/").rpartition("/")[2]
    carry_out.func(code)
    return Work.objects.get(pk=code)


@pytest.fixture
def opened(own, client_of):
    answer = client_of("quju").post("/desk/rounds/open/", ROUND)
    assert answer.status_code == 302, re.sub(r"<[^>]+>", " ", answer.content.decode())[-600:]
    return answer.url


def prepared(client, address):
    client.post(f"{address}file/", {"role": "roster", "file": a_file(roster())})
    said = {"classes": 2, "numeric": "total", "category": "sex", "missing": "refuse"}
    assert client.post(f"{address}options/", said).status_code == 302


def frozen(client, address, **more):
    said = {"sources": "kl8:2026017@2026-01-17\nssq:2026008@2026-01-18", "is_read": "on", "attempt": 1}
    return client.post(f"{address}freeze/", {**said, **more})


def seeded(client, address, **more):
    said = {f"{name}_{turn}": value for name, value in NUMBERS.items() for turn in (1, 2)}
    return client.post(
        f"{address}seed/", {**said, "witnesses": "公证员", "second": "李四", "attempt": 1, **more}
    )


def test_a_round_goes_its_whole_way_by_different_hands(own, client_of, opened):
    officer = client_of("quju")
    prepared(officer, opened)
    assert officer.get(opened).context["cohort"]["n"] == 40
    assert done(frozen(officer, opened)).state == "done"
    page = officer.get(opened)
    commitment = page.context["held"].commit
    assert commitment.value in page.content.decode()
    assert commitment.value in officer.get(f"{opened}announcement/").content.decode()

    early = seeded(officer, opened)
    assert early.status_code == 422 and "还没有开奖" in early.content.decode()

    on_day(own, "2026-01-19")
    assert done(seeded(officer, opened)).state == "done"
    assert done(officer.post(f"{opened}run/", {"attempt": 1})).state == "done"
    result = f"{opened}result/1/"
    page = officer.get(result)
    assert [line["n"] for line in page.context["pictures"]["lines"]] == [20, 20]
    assert done(officer.post(f"{result}check/")).state == "done"

    same = officer.post(f"{result}confirm/")
    assert same.status_code == 422 and "本人不能再办这一步" in same.content.decode()
    assert client_of("duxue").post(f"{result}confirm/").status_code == 302
    director = client_of("juzhang")
    assert director.post(f"{result}approve/").status_code == 302

    said = {"title": "初一分班结果", "number_name": "学生代码", "stands_at": "2026-01-20T09:00"}
    assert done(director.post(f"{result}publish/", said)).state == "done"
    publication = director.get(result).context["publication"]
    place = f"{opened}codes/{publication.pk}/"
    with zipfile.ZipFile(io.BytesIO(director.post(place).content)) as packed:
        assert packed.namelist() == ["查询码.xlsx", "查询码条.pdf"]
    assert director.post(place).status_code == 404
    assert director.get(result).context["has_codes"] is False


def test_nothing_is_done_out_of_order_or_twice_without_a_reason(own, client_of, opened):
    officer = client_of("quju")
    early = officer.post(f"{opened}run/", {"attempt": 1})
    assert early.status_code == 422 and "还没有种子" in early.content.decode()
    assert seeded(officer, opened).status_code == 422
    assert frozen(officer, opened).status_code == 422  # no list yet

    prepared(officer, opened)
    done(frozen(officer, opened))
    again = frozen(officer, opened)
    assert again.status_code == 422 and "刚刚办过这一步" in again.content.decode()
    assert frozen(officer, opened, attempt=2).status_code == 422  # no reason

    on_day(own, "2026-01-19")
    different = seeded(officer, opened, v1_2="3 8 14 20 27 33 + 12")
    assert different.status_code == 422 and "两遍录入不同" in different.content.decode()
    done(seeded(officer, opened))
    done(officer.post(f"{opened}run/", {"attempt": 1}))
    assert officer.post(f"{opened}run/", {"attempt": 2}).status_code == 422
    assert done(officer.post(f"{opened}run/", {"attempt": 2, "because": "复算演示"})).state == "done"

    story = officer.get(opened).context["story"]
    assert [(one["step"].step, one["step"].because, one["stands"]) for one in story] == [
        ("run", "复算演示", True),
        ("run", "", False),
        ("seed", "", True),
        ("commit", "", True),
    ]
    runs = [one["step"].value for one in story if one["step"].step == "run"]
    assert runs[0] == runs[1]  # same list, same seed: same certificate


def test_a_frozen_list_that_was_changed_is_not_run(own, client_of, opened):
    officer = client_of("quju")
    prepared(officer, opened)
    done(frozen(officer, opened))
    on_day(own, "2026-01-19")
    done(seeded(officer, opened))
    (list_,) = own.glob("rounds/*/1/inputs/roster.csv")
    list_.chmod(0o600)
    list_.write_bytes(roster(38))

    work = done(officer.post(f"{opened}run/", {"attempt": 1}))

    assert work.state == "failed" and "与承诺时的不同" in work.told
    assert officer.get(opened).context["held"].run is None


def test_the_list_comes_from_the_register_with_the_scores_sent_in(own, client_of, opened):
    from xuezheng.records.registers.models import Enrolment

    one = Enrolment.objects.filter(
        stage__in=("junior", "primary"), grade=1, school__organisation__path__contains="990102"
    ).order_by("-school_year")[0]
    roll = Enrolment.objects.filter(
        school=one.school_id, school_year=one.school_year, stage=one.stage, grade=1
    ).values_list("pupil_id", flat=True)
    officer = client_of("quju")
    said = {"school": one.school_id, "school_year": one.school_year, "stage": one.stage, "grade": 1}
    scores = "\n".join(["学生代码,total", *(f"{code},{400 + n}" for n, code in enumerate(sorted(roll))), ""])

    short = officer.post(
        f"{opened}register/", {**said, "scores": a_file(f"学生代码,total\n{one.pupil_id},5\nZZ,1\n".encode())}
    )
    assert short.status_code == 422 and "“ZZ”不在这个年级" in short.content.decode()
    assert officer.post(f"{opened}register/", {**said, "scores": a_file(scores.encode())}).status_code == 302

    cohort = officer.get(opened).context["cohort"]
    assert cohort["head"] == ["pupil", "sex", "boarding", "migrant", "origin_school", "total"]
    assert cohort["n"] == len(roll) and cohort["rows"][0][-1] == "400"
    foreign = {**said, "school": "nowhere"}
    assert officer.post(f"{opened}register/", foreign).status_code == 422


@pytest.mark.parametrize(
    "name, content, told",
    [
        ("../../名单.exe", b"x", "格式读不了"),
        ("名单.csv", b"", "是空文件"),
        ("<script>.csv", b"a,b\n1,2\n", ""),
    ],
)
def test_a_file_with_a_hostile_name_does_no_harm(own, client_of, opened, name, content, told):
    officer = client_of("quju")
    answer = officer.post(f"{opened}file/", {"role": "roster", "file": a_file(content, name)})

    assert answer.status_code == (422 if told else 302)
    page = answer.content.decode() if told else officer.get(opened).content.decode()
    assert told in page and "<script>.csv" not in page
    assert all(re.fullmatch(r"draft\.json|[0-9a-f-]{36}\.csv", f.name) for f in own.glob("rounds/*/draft/*"))


def test_a_seating_is_held_with_a_sentence_and_shown_room_by_room(own, client_of):
    officer = client_of("quju")
    address = officer.post("/desk/rounds/open/", {**ROUND, "kind": "exam", "name": "中考编排"}).url
    candidates = ["candidate,school,site", *(f"K{i:03d},S{i % 4},T1" for i in range(40)), ""]
    rooms = "room,site,layout\n001,T1,5x6\n002,T1,5x6\n003,T1,5x6\n"
    for role, content in (("candidates", "\n".join(candidates)), ("rooms", rooms)):
        officer.post(f"{address}file/", {"role": role, "file": a_file(content.encode())})
    said = {"profile": "zhongkao", "on": "2026-06-20", "apart": "school", "diagonals": "off"}
    officer.post(f"{address}options/", said)
    done(officer.post(f"{address}freeze/", {"sources": "", "is_read": "on", "attempt": 1}))
    words = {"v0_1": "彩排", "v0_2": "彩排", "witnesses": "公证员", "second": "李四", "attempt": 1}
    done(officer.post(f"{address}seed/", words))
    done(officer.post(f"{address}run/", {"attempt": 1}))

    shown = officer.get(f"{address}result/1/").context["pictures"]
    seats = [seat for room in shown["plans"] for line in room["grid"] for seat in line if seat]
    assert len(seats) == 40 == shown["n"]
    assert {seat["candidate"] for seat in seats} == {f"K{i:03d}" for i in range(40)}
    assert officer.get(f"{address}result/1/file/plan.csv").status_code == 200
    assert officer.get(f"{address}result/1/file/frozen.json").status_code == 404


def test_a_worker_that_died_leaves_nothing_half_done_and_nothing_done_twice(own, client_of, opened):
    from xuezheng.records.decisions.models import Decision, Work
    from xuezheng.web.shown.work import carry_out

    officer = client_of("quju")
    prepared(officer, opened)
    done(frozen(officer, opened))
    on_day(own, "2026-01-19")
    done(seeded(officer, opened))
    (frozen_,) = own.glob("rounds/*/1")
    (frozen_ / "plan-1").mkdir()  # what a worker left that died while the engine wrote
    (frozen_ / "plan-1" / "plan.csv").write_text("half")

    work = done(officer.post(f"{opened}run/", {"attempt": 1}))
    assert work.state == "done"
    Work.objects.filter(pk=work.pk).update(state="running")  # died before it could say so
    carry_out.func(str(work.pk), again=True)

    assert Work.objects.get(pk=work.pk).state == "done"
    assert Decision.objects.filter(round_id=opened.split("/")[3]).count() == 1
    assert [one["step"].step for one in officer.get(opened).context["story"]] == ["run", "seed", "commit"]


def test_others_see_and_cannot_touch(own, client_of, opened):
    inspector, school = client_of("duxue"), client_of("xuexiao")

    assert inspector.get(opened).status_code == 200
    assert inspector.post(f"{opened}run/", {"attempt": 1}).status_code == 403
    assert school.get(opened).status_code == 404
    assert client_of("bangong").get(f"{opened}result/1/").status_code == 404


def test_pages_ask_little_of_the_records(city, client_of, django_assert_max_num_queries):
    officer = client_of("bangong")
    officer.get("/desk/rounds/")
    with django_assert_max_num_queries(12):
        officer.get("/desk/rounds/")
    with django_assert_max_num_queries(12):
        officer.get("/desk/rounds/FB2024990102/")
