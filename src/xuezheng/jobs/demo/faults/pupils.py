"""Faults in the register of pupils, on the rolls and in the movements."""

from xuezheng.jobs.demo.faults.declaration import Records, fault
from xuezheng.jobs.demo.faults.recounting import recount
from xuezheng.jobs.demo.shapes import YEAR

_ON_ROLL = (
    "SELECT p.code, e.school_id FROM registers_pupil p JOIN registers_enrolment e ON e.pupil_id = p.code "
    "WHERE e.school_year = %s AND e.stage = %s AND p.id_number <> '' ORDER BY p.code LIMIT 1 OFFSET %s"
)


@fault(
    title="身份证件号校验码错误",
    title_en="An ID number fails its check digit",
    done="一名小学生身份证件号的末位被改掉。",
    found_by="GB 11643 校验码",
    default=True,
)
def id_checksum(records: Records) -> tuple[str, str]:
    code, school = records.one(_ON_ROLL, YEAR, "primary", 11)
    number = _number(records, records.one("SELECT id_number FROM registers_pupil WHERE code = %s", code)[0])
    wrong = number[:17] + ("1" if number[17] != "1" else "2")
    records.rewrite("registers_pupil", "code", code, id_number=wrong, roll_number=f"G{wrong}")
    return code, school


@fault(
    title="登记性别与身份证件号不符",
    title_en="The recorded sex disagrees with the ID number",
    done="一名初中生的性别被改成另一种，身份证件号未改。",
    found_by="身份证件号第 17 位与登记性别比较",
    default=True,
)
def id_sex_mismatch(records: Records) -> tuple[str, str]:
    code, school = records.one(_ON_ROLL, YEAR, "junior", 7)
    records.change(
        "UPDATE registers_pupil SET sex = CASE sex WHEN '1' THEN '2' ELSE '1' END WHERE code = %s", code
    )
    return code, school


@fault(
    title="同一学生重复建籍",
    title_en="A pupil is on two rolls",
    done="一名小学生以临时学籍号在另一县区的学校又登记一次，姓名、性别、出生日期相同。",
    found_by="姓名、性别、出生日期相同的在籍学生比对",
    default=True,
)
def duplicate_pupil(records: Records) -> tuple[str, str]:
    first, school = records.one(_ON_ROLL, YEAR, "primary", 23)
    grade, area, number = records.one(
        "SELECT e.grade, s.area_id, p.id_number FROM registers_enrolment e "
        "JOIN registers_school s ON s.code = e.school_id JOIN registers_pupil p ON p.code = e.pupil_id "
        "WHERE e.pupil_id = %s AND e.school_year = %s",
        first,
        YEAR,
    )
    other, school_class = records.one(
        "SELECT c.school_id, c.code FROM registers_schoolclass c JOIN registers_school s ON s.code = c.school_id "
        "WHERE c.school_year = %s AND c.stage = 'primary' AND c.grade = %s AND s.area_id <> %s ORDER BY c.code",
        YEAR,
        grade,
        area,
    )
    second = _add(records, first, _number(records, number))
    records.change(
        "INSERT INTO registers_enrolment (pupil_id, school_id, school_year, stage, grade, school_class_id, is_boarder) "
        "VALUES (%s, %s, %s, 'primary', %s, %s, %s)",
        second, other, YEAR, grade, school_class, False,
    )  # fmt: skip
    recount(records, other, YEAR)
    return second, other


def _add(records: Records, like: str, number: str) -> str:
    """One more pupil like another, under a temporary roll number."""
    n_pupils = records.one("SELECT COUNT(*) FROM registers_pupil")[0]
    code = f"P9{n_pupils:08d}"
    records.change(
        "INSERT INTO registers_pupil (code, roll_number, name, id_number, sex, born_on, ethnic_group, is_migrant, "
        "is_left_behind, is_orphan, disability, guardian_phone) SELECT %s, %s, name, '', sex, born_on, ethnic_group, "
        "is_migrant, is_left_behind, is_orphan, disability, guardian_phone FROM registers_pupil WHERE code = %s",
        code,
        records.sealed("registers_pupil", "roll_number", f"L{number[:14]}X{number[14:17]}"),
        like,
    )
    return code


def _number(records: Records, text: str) -> str:
    """An identity number, from the text it is sealed as."""
    return records.opened("registers_pupil", "id_number", text)


@fault(
    title="一个班超过班额上限",
    title_en="A class is over the limit",
    done="一所小学三年级的一个班并入了同年级其他班的学生，达到 58 人或其全部。",
    found_by="班级人数与班额上限比较",
    default=True,
)
def class_over_limit(records: Records) -> tuple[str, str]:
    school_class, school, n = records.one(
        "SELECT school_class_id, school_id, COUNT(*) FROM registers_enrolment WHERE school_year = %s "
        "AND stage = 'primary' AND grade = 3 GROUP BY 1, 2 ORDER BY 3 DESC, 1",
        YEAR,
    )
    area = records.one("SELECT area_id FROM registers_school WHERE code = %s", school)[0]
    others = records.rows(
        "SELECT e.id, e.school_id FROM registers_enrolment e JOIN registers_school s ON s.code = e.school_id "
        "WHERE e.school_year = %s AND e.stage = 'primary' AND e.grade = 3 AND e.school_class_id <> %s "
        "ORDER BY CASE WHEN e.school_id = %s THEN 0 WHEN s.area_id = %s THEN 1 ELSE 2 END, e.id LIMIT %s",
        YEAR, school_class, school, area, 58 - n,
    )  # fmt: skip
    for number, _ in others:
        records.rewrite("registers_enrolment", "id", number, school_class_id=school_class, school_id=school)
    for changed in sorted({school, *(other for _, other in others)}):
        recount(records, changed, YEAR)
    return school_class, school


@fault(
    title="未满入学年龄",
    title_en="A first-year is too young",
    done="一名小学一年级新生的出生日期改为 2019 年 10 月，身份证件号随之更改。",
    found_by="出生日期与入学年龄规定比较",
)
def too_young_for_school(records: Records) -> tuple[str, str]:
    code, school, number = records.one(
        "SELECT p.code, e.school_id, p.id_number FROM registers_pupil p JOIN registers_enrolment e "
        "ON e.pupil_id = p.code WHERE e.school_year = %s AND e.stage = 'primary' AND e.grade = 1 "
        "AND p.id_number <> '' ORDER BY p.code LIMIT 1 OFFSET 5",
        YEAR,
    )
    number = _number(records, number)
    changed = _with_check(f"{number[:6]}20191016{number[14:17]}")
    records.rewrite(
        "registers_pupil", "code", code, born_on="2019-10-16", id_number=changed, roll_number=f"G{changed}"
    )
    return code, school


def _with_check(digits: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


@fault(
    title="因家庭贫困失学一人",
    title_en="A pupil dropped out for poverty",
    done="2025 年的一例辍学，原因改为家庭贫困。",
    found_by="按原因统计辍学",
    denies=("不让一名学生因家庭贫困而失学",),
)
def dropout_for_poverty(records: Records) -> tuple[str, str]:
    number, pupil, school = records.one(
        "SELECT id, pupil_id, school_id FROM registers_movement WHERE kind = 'dropout' AND \"on\" >= %s "
        'AND "on" <= %s ORDER BY id',
        f"{YEAR}-01-01",
        f"{YEAR}-08-31",
    )
    records.rewrite("registers_movement", "id", number, reason="poverty")
    return pupil, school


@fault(
    title="农村初中辍学率超过省定标准",
    title_en="Rural junior dropout rate is over the province's limit",
    done="农村初中一、二年级在 2025 年春季有百分之三点五的学生辍学，秋季不在籍。",
    found_by="农村学校辍学率与省定上限比较",
    denies=("农村学校辍学率控制在省定标准以内",),
)
def rural_dropout_over_limit(records: Records) -> tuple[str, str]:
    rural = "SELECT code FROM registers_school WHERE urban_rural NOT LIKE '11%%'"
    base = records.one(
        f"SELECT COUNT(*) FROM registers_enrolment WHERE school_year = %s AND stage = 'junior' AND school_id IN ({rural})",  # noqa: S608
        YEAR - 1,
    )[0]
    leaving = records.rows(
        f"SELECT e.pupil_id, e.school_id FROM registers_enrolment e WHERE e.school_year = %s AND e.stage = 'junior' "  # noqa: S608
        f"AND e.grade < 3 AND e.school_id IN ({rural}) AND EXISTS (SELECT 1 FROM registers_enrolment n WHERE "
        "n.pupil_id = e.pupil_id AND n.school_year = %s) ORDER BY e.pupil_id LIMIT %s",
        YEAR - 1,
        YEAR,
        base * 35 // 1000 + 1,
    )
    for pupil, school in leaving:
        records.change(
            'INSERT INTO registers_movement (pupil_id, school_id, stage, kind, reason, "on") '
            "VALUES (%s, %s, 'junior', 'dropout', 'work', %s)",
            pupil,
            school,
            f"{YEAR}-04-15",
        )
        _take_off_the_roll(records, pupil)
    for school in sorted({school for _, school in leaving}):
        recount(records, school, YEAR)
    return leaving[0][0], leaving[0][1]


def _take_off_the_roll(records: Records, pupil: str) -> None:
    """Not on the roll of the autumn: no listing and no aid then either."""
    records.change("DELETE FROM registers_enrolment WHERE pupil_id = %s AND school_year = %s", pupil, YEAR)
    records.change("DELETE FROM programmes_hardshiplisting WHERE pupil_id = %s AND year = %s", pupil, YEAR)
    records.change(
        "DELETE FROM programmes_aidaward WHERE pupil_id = %s AND year = %s AND term = 'autumn'", pupil, YEAR
    )


@fault(
    title="一名随迁子女未被录取",
    title_en="A migrant child was not admitted",
    done="一名符合条件的随迁子女申请小学入学，没有录取学校。",
    found_by="逐人比较符合条件的申请与录取",
    denies=("保障进城务工人员随迁子女接受公平的义务教育",),
)
def migrant_not_admitted(records: Records) -> tuple[str, str]:
    like, number = records.one(
        "SELECT p.code, p.id_number FROM registers_pupil p JOIN registers_enrolment e ON e.pupil_id = p.code "
        "WHERE e.school_year = %s AND e.stage = 'primary' AND e.grade = 1 AND p.is_migrant AND p.id_number <> '' "
        "ORDER BY p.code",
        YEAR,
    )
    area, round_code = records.one(
        "SELECT area_id, code FROM rounds_round WHERE kind = 'admissions' AND year = %s ORDER BY code", YEAR
    )
    number = _number(records, number)
    code = _add(records, like, number[:14] + str(int(number[14:17]) % 900 + 100))
    records.rewrite("registers_pupil", "code", code, name="示例未录取儿童")
    records.change(
        "INSERT INTO rounds_application (round_id, pupil_id, is_migrant, is_qualified, admitted_to_id) "
        "VALUES (%s, %s, %s, %s, NULL)",
        round_code, code, True, True,
    )  # fmt: skip
    return code, area


@fault(
    title="学前三年毛入园率低于 90%",
    title_en="Kindergarten enrolment is below nine in ten",
    done="2025 年各县区 3 至 5 岁人口增加百分之六（统计部门更正）。",
    found_by="在园幼儿与 3 至 5 岁人口之比",
    denies=("学前三年教育毛入学率达到 90%", "圆满完成各项工作任务"),
)
def too_few_in_kindergarten(records: Records) -> tuple[str, str]:
    records.change(
        "UPDATE registers_population SET n_residents = n_residents + n_residents * 6 / 100 + 1 "
        "WHERE year = %s AND age BETWEEN 3 AND 5",
        YEAR,
    )
    area = records.one("SELECT code FROM registers_area WHERE parent_id IS NULL")[0]
    return f"population-{YEAR}", area


@fault(
    title="报表虚报学生数",
    title_en="A return overstates its pupils",
    done="一所初中 2025 学年报表的学生数比在籍多 30 人。",
    found_by="报表与在籍名册比较",
)
def return_overstates_pupils(records: Records) -> tuple[str, str]:
    number, school = records.one(
        "SELECT id, school_id FROM registers_schoolreturn WHERE school_year = %s AND stage = 'junior' "
        "ORDER BY n_pupils DESC, id",
        YEAR,
    )
    records.change("UPDATE registers_schoolreturn SET n_pupils = n_pupils + 30 WHERE id = %s", number)
    return school, school
