"""Fill the two derived tables of GLOSSARY.md: one row a model, one row an indicator (`make docs`)."""

import re
from collections.abc import Iterable
from pathlib import Path

from xuezheng.errors import BadInput

FILE = Path("GLOSSARY.md")
HEAD = "| 中文 | Identifier | Meaning | Law or source |\n|---|---|---|---|\n"

#: Where the state says what a record is; a record without a line here is the bureau's own.
LAWS = {
    "User": "GB/T 22239-2019 身份鉴别",
    "Grant": "GB/T 22239-2019 访问控制",
    "ApiToken": "GB/T 22239-2019 访问控制",
    "Event": "GB/T 22239-2019 安全审计",
    "Head": "GB/T 22239-2019 安全审计",
    "Area": "GB/T 2260",
    "School": "学校（机构）标识码；办学类型、举办者、城乡分类代码",
    "SchoolStatus": "教督〔2017〕6号；省定标准",
    "SchoolReturn": "教育统计学年初报表",
    "SchoolClass": "义务教育法第二十二条",
    "Pupil": "教基〔2025〕1号（学籍管理）",
    "PupilMerge": "教基〔2025〕1号（学籍管理：一人一籍）",
    "MergedPupil": "教基〔2025〕1号（学籍管理：一人一籍）",
    "SchoolAgeChild": "义务教育法第十一条；控辍保学三本台账（2024 年 4 月通知）",
    "DropoutEntry": "未成年人保护法第二十八条；控辍保学三本台账（2024 年 4 月通知）",
    "Persuasion": "未成年人保护法第二十八条",
    "DropoutDuty": "教育部办公厅控辍保学常态化报告通知（2024 年 4 月）",
    "Enrolment": "教基〔2025〕1号（学籍管理）",
    "Movement": "教基〔2025〕1号（学籍管理）；未成年人保护法第二十八条",
    "Teacher": "JY/T 1001–1006-2012",
    "TeacherGrowth": "教督〔2017〕6号",
    "Posts": "中央编办发〔2014〕72号",
    "Facility": "JY/T 1001–1006-2012",
    "Population": "《中国教育监测与评价统计指标体系（2020年版）》",
    "Campus": "GB/T 29315；中小学幼儿园安全管理办法",
    "WellbeingReturn": "国家学生体质健康标准（2014年修订）；教基厅函〔2021〕29号",
    "SpecialPlacement": "残疾人教育条例第十七条",
    "TrainingInstitution": "中办发〔2021〕40号",
    "PartyOrganisation": "中国共产党支部工作条例（试行）",
    "AidScheme": "教财〔2018〕16号",
    "AidAward": "教财〔2018〕16号",
    "HardshipListing": "教财〔2018〕16号；社会救助暂行办法第三十三至三十六条",
    "StudentLoan": "国家助学贷款（生源地）",
    "Activity": "教材〔2017〕4号",
    "Case": "信访工作条例（2022）；国办发〔2020〕53号",
    "CaseExtension": "信访工作条例（2022）第三十四条",
    "CasePause": "信访工作条例（2022）第三十六条",
    "Dispatch": "国办发〔2020〕53号",
    "Proposal": "代表法第五十一条",
    "ApplicationPause": "行政许可法第四十五条",
    "PermitItem": "行政许可法",
    "PermitApplication": "行政许可法第四十二条",
    "Visit": "教育督导条例（2012）",
    "Finding": "教育督导条例（2012）",
    "Spending": "机关事务管理条例第七条、第十二条",
    "Budget": "教育法第五十五条；政府收支分类科目205类",
    "Pledge": "教师〔2015〕5号；教师〔2018〕16号",
    "Round": "义务教育法；教基厅〔2022〕1号",
    "ClassPlacement": "义务教育法第二十二条",
    "Application": "居住证暂行条例第十二条",
    "ExamSitting": "教考试〔2009〕2号",
    "ExamIncident": "教考试〔2009〕2号",
    "ExamAbsence": "教考试〔2009〕2号",
    "ExamRoomChange": "教考试〔2009〕2号",
}


def fill(text: str) -> str:
    """The glossary with both derived tables as they should be.

    Raises
    ------
    BadInput
        When a table's marks are missing from the text.
    """
    for name, rows in (("models", model_rows()), ("indicators", indicator_rows())):
        begin, end = f"<!-- {name}: made by make docs -->\n", f"<!-- {name}: end -->"
        if begin not in text or end not in text:
            raise BadInput(f"GLOSSARY.md 缺少“{name}”表的标记。标记之间由 make docs 写入。请恢复标记行。")
        table = HEAD + "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in rows)
        before, _, rest = text.partition(begin)
        text = before + begin + table + end + rest.partition(end)[2]
    return text


def model_rows() -> Iterable[tuple[str, str, str, str]]:
    """One row for every model of the records, room by room."""
    from django.apps import apps

    for app in apps.get_app_configs():
        if not app.name.startswith("xuezheng.records."):
            continue
        for model in app.get_models():
            meaning = (model.__doc__ or "").strip().split("\n")[0]
            identifier = f"`{app.label}.{model.__name__}`"
            yield str(model._meta.verbose_name), identifier, meaning, LAWS.get(model.__name__, "—")


def indicator_rows() -> Iterable[tuple[str, str, str, str]]:
    """One row for every indicator, in the order of codes."""
    from xuezheng.indicators.catalogue import load_catalogue

    for code, indicator in load_catalogue().items():
        yield indicator.label, f"`{code}`", indicator.definition, indicator.reference


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


def main() -> None:
    """Write the file."""
    from tempfile import TemporaryDirectory

    from xuezheng.records.database import start_django

    with TemporaryDirectory() as folder:
        start_django(Path(folder))
        FILE.write_text(fill(FILE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
