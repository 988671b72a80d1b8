"""How the binding's words and ours meet: grades, names, kinds of organisation; rows of a set as new rows of ours."""

import hashlib
import re
from base64 import b32encode
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from xuezheng.errors import BadInput, Fault
from xuezheng.outside.oneroster import Bundle, Row

if TYPE_CHECKING:
    from xuezheng.records.registers.actions import Roster

PREFIX = "metadata.xuezheng."
#: What our records need and the binding has no column for.
EXTRA: dict[str, tuple[str, ...]] = {
    "orgs": ("kind", "runner", "urbanRural", "openedOn", "isRunByCity", "isInclusive"),
    "classes": ("stage", "grade"),
    "users": ("name", "stage", "subject", "degree", "title", "isFullTime", "isInPost", "hasCertificate",
              "isBackbone", "hiredOn", "hiredThrough"),
    "enrollments": ("isBoarder",),
    "demographics": ("ethnicGroup", "isMigrant", "isLeftBehind", "isOrphan", "disability"),
}  # fmt: skip
#: The first grade of a stage in the binding's count (CEDS: 01 to 12).
_FIRST = {"primary": 1, "junior": 7, "senior": 10, "vocational": 10}
_PRESCHOOL = ("PR", "PK", "KG")
_TWO_CHARACTER_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "令狐",
    ]
)


def grade_code(stage: str, grade: int) -> str:
    """A grade as the binding writes it; `UG` where it has none."""
    if stage in _FIRST:
        return f"{_FIRST[stage] + grade - 1:02d}"
    return _PRESCHOOL[grade - 1] if stage == "preschool" and 1 <= grade <= 3 else "UG"


def stage_of(code: str) -> tuple[str, int] | None:
    """Stage and grade of a grade as the binding writes it; None where it says neither."""
    if code in _PRESCHOOL:
        return "preschool", _PRESCHOOL.index(code) + 1
    if not re.fullmatch(r"0[1-9]|1[0-2]", code):
        return None
    number = int(code)
    stage = "primary" if number < 7 else "junior" if number < 10 else "senior"
    return stage, number - _FIRST[stage] + 1


def class_title(stage: str, grade: int, number: int) -> str:
    """What a class is called, such as 小学三年级2班."""
    digits = "零一二三四五六七八九"
    return f"{stage}{digits[grade] if 0 < grade < 10 else grade}年级{number}班"


def person_name(name: str) -> dict[str, str]:
    """A Chinese name as family and given name; joined again they are the name, but for one character or a dot."""
    if len(name) < 2 or not re.fullmatch(r"[^\W\d_A-Za-z]+", name):
        return {"givenName": name, "familyName": name[:1]}
    cut = 2 if len(name) > 2 and name[:2] in _TWO_CHARACTER_SURNAMES else 1
    return {"givenName": name[cut:], "familyName": name[:cut]}


def whole_name(name: str) -> str:
    """The name as it is, where its two parts joined are not it; else nothing."""
    parts = person_name(name)
    return "" if parts["familyName"] + parts["givenName"] == name else name


def own_code(said: str, longest: int) -> str:
    """The key of ours for a number of theirs: theirs if it fits, else one made from it, the same each time."""
    if len(said) <= longest and re.fullmatch(r"[A-Za-z0-9._-]+", said):
        return said
    return "R" + b32encode(hashlib.sha256(said.encode()).digest()).decode()[: longest - 1]


def roster_from(bundle: Bundle) -> "tuple[Roster, list[str]]":
    """New rows for what is not on record, and a line for each thing on record that differs.

    Raises
    ------
    BadInput
        With all that our records need and the files do not say.
    """
    from xuezheng.records.registers.actions import Roster

    taking = _Taking(bundle, Roster())
    taking.orgs()
    taking.classes()
    taking.people()
    taking.places()
    if taking.faults:
        raise BadInput(
            f"{bundle.place} 缺少登记所需的内容 {len(taking.faults)} 处。没有导入任何一行。",
            faults=taking.faults[:200],
        )
    return taking.roster, taking.differing


class _Taking:
    """One set on its way in: what is on record already, what was found new, what is missing."""

    def __init__(self, bundle: Bundle, roster: "Roster") -> None:
        from xuezheng.records.registers import queries

        self.bundle, self.roster, self.records = bundle, roster, queries
        self.faults: list[Fault] = []
        self.differing: list[str] = []
        self.row_of = {
            name: {row["sourcedId"]: row for _, row in rows} for name, rows in bundle.tables.items()
        }

    def rows(self, name: str) -> list[tuple[int, Row]]:
        return self.bundle.tables.get(name, [])

    def missing(self, file: str, line: int, column: str, what: str) -> None:
        self.faults.append(
            Fault(what, f"{file}.csv 第 {line} 行“{column}”列", "请向发送方索取，或先在本系统登记。")
        )

    def need(self, file: str, line: int, row: Row, *names: str) -> dict[str, str] | None:
        """Our own columns of a row; None, and the faults noted, if one is empty."""
        said = {name: row.get(PREFIX + name, "") for name in EXTRA[file]}
        empty = [name for name in names if not said[name]]
        for name in empty:
            self.missing(file, line, PREFIX + name, "登记所需，现在没有。")
        return None if empty else said

    def compare(self, label: str, old: Any, new: Mapping[str, Any]) -> None:
        """A line for each column in which what is on record differs."""
        for name, value in new.items():
            now = getattr(old, name)
            if str(now) != str(value) and value not in ("", None):
                self.differing.append(
                    f"{label} {old.pk} 的“{old._meta.get_field(name).verbose_name}”与名册不同，未改"
                )

    def orgs(self) -> None:
        """Areas first, then schools: each is an organisation too, with the same code."""
        from xuezheng.records.accounts.queries import Organisation

        bureau = Organisation.objects.get(kind="bureau")
        known = {area.pk: area for area in self.records.Area.objects.all()}
        schools = {school.pk: school for school in self.records.School.objects.all()}
        self.offices = {pk: area.organisation for pk, area in known.items()}
        for line, row in self.rows("orgs"):
            code, kind = row["sourcedId"], row["type"]
            if kind == "local" and code not in known:
                self.missing("orgs", line, "sourcedId", f"“{code}”不是本市的区划代码。")
            if kind != "district":
                continue
            if code in known:
                self.compare("区划", known[code], {"name": row["name"]})
            elif not re.fullmatch(r"\d{6}", code):
                self.missing("orgs", line, "sourcedId", f"“{code}”不是六位区划代码。")
            else:
                office = Organisation(
                    code=code,
                    name=f"{row['name']}教育局",
                    kind="district",
                    parent=bureau,
                    path=f"{bureau.path}{code}/",
                )
                area = self.records.Area(
                    code=code, name=row["name"], kind=row.get(PREFIX + "kind") or "district",
                    parent_id=row["parentSourcedId"] or None, organisation=office,
                )  # fmt: skip
                self.roster.organisations.append(office)
                self.roster.areas.append(area)
                self.offices[code] = office
        for line, row in self.rows("orgs"):
            if row["type"] == "school":
                self.school(line, row, bureau, schools)

    def school(self, line: int, row: Row, bureau: Any, known: Mapping[str, Any]) -> None:
        code = own_code(row["sourcedId"], 10)
        if code in known:
            self.compare("学校", known[code], {"name": row["name"]})
            return
        said = self.need("orgs", line, row, "kind", "runner", "urbanRural", "openedOn")
        above = self.offices.get(row["parentSourcedId"])
        if above is None:
            self.missing("orgs", line, "parentSourcedId", "新学校须写明所在县区。")
        if said is None or above is None:
            return
        from xuezheng.records.accounts.queries import Organisation

        parent = bureau if said["isRunByCity"] == "true" else above
        body = Organisation(
            code=code, name=row["name"], kind="school", parent=parent, path=f"{parent.path}{code}/"
        )
        self.roster.organisations.append(body)
        self.roster.schools.append(
            self.records.School(
                code=code,
                name=row["name"],
                kind=said["kind"],
                runner=said["runner"],
                urban_rural=said["urbanRural"],
                area_id=row["parentSourcedId"],
                organisation=body,
                opened_on=date.fromisoformat(said["openedOn"]),
                is_inclusive=said["isInclusive"] == "true",
            )  # fmt: skip
        )

    def classes(self) -> None:
        known = {c.pk: c for c in self.records.SchoolClass.objects.all()}
        self.place: dict[str, tuple[str, int, str, int]] = {}
        for line, row in self.rows("classes"):
            code, said = (
                own_code(row["sourcedId"], 24),
                {name: row.get(PREFIX + name, "") for name in EXTRA["classes"]},
            )
            where = (
                (said["stage"], int(said["grade"]))
                if said["stage"] and said["grade"].isdigit()
                else stage_of(row["grades"])
            )
            year = self.year_of(row["termSourcedIds"].split(",")[0].strip())
            if where is None:
                self.missing("classes", line, "grades", f"“{row['grades']}”看不出学段和年级。")
                continue
            self.place[row["sourcedId"]] = (code, year, *where)
            new = {"school_id": own_code(row["schoolSourcedId"], 10), "stage": where[0], "grade": where[1]}
            if code in known:
                self.compare("班级", known[code], new)
                continue
            number = re.search(r"\d+", row["classCode"] or row["title"].rpartition("年级")[2])
            if number is None:
                self.missing("classes", line, "classCode", "看不出班号。")
                continue
            self.roster.classes.append(
                self.records.SchoolClass(code=code, school_year=year, number=int(number.group()), **new)
            )

    def year_of(self, session: str) -> int:
        """The school year of a term, named by the year in which it begins."""
        row = self.row_of["academicSessions"][session]
        while row["type"] != "schoolYear" and row["parentSourcedId"]:
            row = self.row_of["academicSessions"][row["parentSourcedId"]]
        return int(row["startDate"][:4])

    def people(self) -> None:
        roles = {row["userSourcedId"]: row["role"] for _, row in self.rows("roles")}
        staff = {t.pk: t for t in self.records.Teacher.objects.all()}
        pupils = {p.pk: p for p in self.records.Pupil.objects.all()}
        rolls = {str(p.roll_number): p for p in pupils.values()}
        self.child: dict[str, str] = {}
        for line, row in self.rows("users"):
            role, name = roles.get(row["sourcedId"], ""), self.name_of(row)
            code = own_code(row["sourcedId"], 12)
            if role == "teacher":
                if code in staff:
                    self.compare("教职工", staff[code], {"name": name})
                else:
                    self.teacher(line, row, code, name)
            elif role == "student":
                numbers = dict(re.findall(r"\{(\w+):([^{}]+)\}", row["userIds"]))
                known = rolls.get(numbers.get("roll", "")) or pupils.get(code)
                self.child[row["sourcedId"]] = known.pk if known else code
                if known:
                    self.compare("学生", known, {"name": name})
                else:
                    self.pupil(line, row, code, name, numbers)

    @staticmethod
    def name_of(row: Row) -> str:
        return row.get(PREFIX + "name") or row["familyName"] + row["givenName"]

    def born(self, line: int, row: Row) -> Row | None:
        said = self.row_of.get("demographics", {}).get(row["sourcedId"])
        if said is None or not said["birthDate"] or said["sex"] not in ("male", "female"):
            self.missing(
                "users",
                line,
                "sourcedId",
                f"新登记的 {row['sourcedId']} 在 demographics.csv 中没有出生日期或性别。",
            )
            return None
        return said

    def teacher(self, line: int, row: Row, code: str, name: str) -> None:
        said, born = self.need("users", line, row, "stage", "degree", "hiredOn"), self.born(line, row)
        if said is None or born is None:
            return
        self.roster.teachers.append(
            self.records.Teacher(
                code=code,
                name=name,
                sex=_sex(born),
                born_on=date.fromisoformat(born["birthDate"]),
                school_id=own_code(row["primaryOrgSourcedId"], 10),
                stage=said["stage"],
                subject=said["subject"],
                degree=said["degree"],
                title=said["title"],
                is_full_time=said["isFullTime"] != "false",
                is_in_post=said["isInPost"] != "false",
                has_certificate=said["hasCertificate"] != "false",
                is_backbone=said["isBackbone"] == "true",
                hired_on=date.fromisoformat(said["hiredOn"]),
                hired_through=said["hiredThrough"],
            )  # fmt: skip
        )

    def pupil(self, line: int, row: Row, code: str, name: str, numbers: Mapping[str, str]) -> None:
        born = self.born(line, row)
        if not numbers.get("roll"):
            self.missing("users", line, "userIds", "新学生须有学籍号，写成 {roll:学籍号}。")
        if born is None or not numbers.get("roll"):
            return
        own = {name: born.get(PREFIX + name, "") for name in EXTRA["demographics"]}
        self.roster.pupils.append(
            self.records.Pupil(
                code=code,
                roll_number=numbers["roll"],
                id_number=numbers.get("id", ""),
                name=name,
                sex=_sex(born),
                born_on=date.fromisoformat(born["birthDate"]),
                ethnic_group=own["ethnicGroup"] or "01",
                is_migrant=own["isMigrant"] == "true",
                is_left_behind=own["isLeftBehind"] == "true",
                is_orphan=own["isOrphan"] == "true",
                disability=own["disability"],
            )  # fmt: skip
        )

    def places(self) -> None:
        known = {(e.pupil_id, e.school_year): e for e in self.records.Enrolment.objects.all()}
        for line, row in self.rows("enrollments"):
            if row["role"] != "student" or row["classSourcedId"] not in self.place:
                continue
            pupil = self.child.get(row["userSourcedId"])
            if pupil is None:
                self.missing("enrollments", line, "userSourcedId", "这个人在 roles.csv 中不是学生。")
                continue
            code, year, stage, grade = self.place[row["classSourcedId"]]
            school = own_code(row["schoolSourcedId"], 10)
            if (pupil, year) in known:
                self.compare("在籍", known[pupil, year], {"school_id": school, "school_class_id": code})
                continue
            self.roster.enrolments.append(
                self.records.Enrolment(
                    pupil_id=pupil,
                    school_id=school,
                    school_year=year,
                    stage=stage,
                    grade=grade,
                    school_class_id=code,
                    is_boarder=row.get(PREFIX + "isBoarder") == "true",
                )  # fmt: skip
            )


def _sex(born: Row) -> str:
    return "1" if born["sex"] == "male" else "2"
