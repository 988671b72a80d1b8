"""Who may do what: every action, its name on paper, the roles that may do it.

A role holds for one organisation and everything below it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from xuezheng.records.accounts.models import Grant

Role = Grant.Role

# 三员: they keep accounts and logs, see no records, and are three different people.
APART = frozenset({Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR})
READERS = frozenset(Role) - APART

DESK = frozenset({Role.OFFICE, Role.DIVISION_OFFICER, Role.DISTRICT_OFFICER})
BUREAU_DESK = frozenset({Role.OFFICE, Role.DIVISION_OFFICER})
SCHOOL_DESK = DESK | {Role.SCHOOL_CLERK}
DIRECTOR = frozenset({Role.DIRECTOR})
INSPECTORS = frozenset({Role.INSPECTOR})


class Right(NamedTuple):
    """What an action is called on paper, and the roles that may do it."""

    label: str
    roles: frozenset[Role]


RIGHTS: Mapping[str, Right] = {
    "organisation.create": Right("登记机构", frozenset({Role.SYSADMIN})),
    "user.create": Right("开设账号", frozenset({Role.SYSADMIN})),
    "user.deactivate": Right("停用账号", frozenset({Role.SYSADMIN})),
    "role.grant": Right("授予角色", frozenset({Role.SECADMIN})),
    "role.revoke": Right("撤销角色", frozenset({Role.SECADMIN})),
    "record.correct": Right("更正记录", DESK),
    # registers
    "area.register": Right("登记区划", BUREAU_DESK),
    "school.open": Right("登记学校", DESK),
    "school.close": Right("撤销学校", DESK),
    "class.open": Right("开设班级", SCHOOL_DESK),
    "status.list": Right("列入学校创建或改造计划", DESK),
    "status.start": Right("登记创建或改造启动", DESK),
    "status.achieve": Right("登记创建或改造达标", DESK),
    "return.submit": Right("报送学年初报表", SCHOOL_DESK),
    "pupil.enrol": Right("登记在籍", SCHOOL_DESK),
    "pupil.move": Right("登记学籍异动", SCHOOL_DESK),
    "pupil.merge": Right("合并重复学籍", DESK),
    "pupil.unmerge": Right("撤销学籍合并", DESK),
    "teacher.hire": Right("登记教职工入职", DESK),
    "teacher.release": Right("登记教职工离职", DESK),
    "growth.record": Right("登记教师培训、交流与表彰", SCHOOL_DESK),
    "posts.record": Right("登记编制", DESK),
    "population.record": Right("登记人口", DESK),
    "facility.add": Right("登记校舍与场地", SCHOOL_DESK),
    "facility.close": Right("停用校舍与场地", SCHOOL_DESK),
    "major.open": Right("开设专业", SCHOOL_DESK),
    "major.designate": Right("认定专业类别", BUREAU_DESK),
    "major.end": Right("终止专业", SCHOOL_DESK),
    "website.register": Right("登记教育网站", DESK),
    "website.approve": Right("批准教育网站", BUREAU_DESK),
    "website.close": Right("关闭教育网站", DESK),
    "subject_room.open": Right("登记音乐美术专用教室", SCHOOL_DESK),
    "subject_room.close": Right("停用音乐美术专用教室", SCHOOL_DESK),
    "campus.submit": Right("报送校园与安全年报", SCHOOL_DESK),
    "wellbeing.submit": Right("报送学生服务与健康年报", SCHOOL_DESK),
    "placement.record": Right("登记残疾儿童少年安置", DESK),
    "institution.register": Right("登记校外培训机构", DESK),
    "institution.close": Right("登记校外培训机构压减", DESK),
    "party.set_up": Right("登记党组织", DESK),
    "party.end": Right("登记党组织撤销", DESK),
    "adviser.send": Right("选派党建指导员", DESK),
    "adviser.end": Right("登记党建指导员期满", DESK),
    "filter.save": Right("保存名册筛选", READERS),
    "filter.drop": Right("删去名册筛选", READERS),
    # programmes
    "target.set": Right("设定年度目标", DESK),
    "target.approve": Right("批准年度目标", DIRECTOR),
    "project.plan": Right("项目立项", DESK),
    "project.start": Right("登记开工", DESK),
    "project.top_out": Right("登记主体完工", DESK),
    "project.complete": Right("登记竣工", DESK),
    "project.accept": Right("登记验收", DESK),
    "project.cancel": Right("取消项目", DESK),
    "project.spend": Right("报告完成投资", DESK),
    "milestone.set": Right("设定项目节点", DESK),
    "milestone.reach": Right("登记节点完成", DESK),
    "fund.record": Right("登记资金", DESK),
    "fund.receive": Right("登记资金到账", DESK),
    "scheme.open": Right("设立资助项目", BUREAU_DESK),
    "scheme.end": Right("终止资助项目", BUREAU_DESK),
    "aid.award": Right("登记资助", DESK),
    "aid.pay": Right("登记资助发放", DESK),
    "listing.make": Right("列入困难学生名单", SCHOOL_DESK),
    "listing.resolve": Right("落实困难学生名单", SCHOOL_DESK),
    "list.add": Right("登记外部名单", DESK),
    "list.withdraw": Right("撤回外部名单", DESK),
    "list.match": Right("比对外部名单", DESK),
    "list.confirm": Right("核对名单对应属实", DESK),
    "list.reject": Right("核对名单对应不是", DESK),
    "list.undo": Right("撤销名单核对结论", DESK),
    "list.look": Right("查看名单条目和对应", DESK),
    "loan.grant": Right("登记助学贷款", DESK),
    "campaign.start": Right("开展教育实践活动", BUREAU_DESK),
    "campaign.join": Right("登记参加活动单位", DESK),
    "campaign.end": Right("结束教育实践活动", BUREAU_DESK),
    "contest.announce": Right("登记技能大赛", BUREAU_DESK),
    "contest.enter": Right("登记参赛选手", SCHOOL_DESK),
    "agreement.sign": Right("登记合作协议", SCHOOL_DESK),
    "agreement.end": Right("终止合作协议", SCHOOL_DESK),
    "activity.hold": Right("登记活动", DESK),
    "activity.enter": Right("登记活动参加学生", DESK),
    "delivery.record": Right("登记设备配备", SCHOOL_DESK),
    "works.record": Right("登记校园工程量", DESK),
    "acquisition.record": Right("登记幼儿园收购、回收与移交", DESK),
    "places.buy": Right("登记购买学位", DESK),
    "group.set_up": Right("登记教育集团或共同体", DESK),
    "group.end": Right("终止教育集团或共同体", DESK),
    "group.join": Right("登记成员校加入", DESK),
    "group.leave": Right("登记成员校退出", DESK),
    "session.hold": Right("登记办班与活动", DESK),
    "aid_standard.set": Right("登记补助标准", BUREAU_DESK),
    # casework
    "case.open": Right("受理办件", DESK),
    "case.read": Right("查看办件内容和来电号码", SCHOOL_DESK),
    "case.dispatch": Right("派单", DESK),
    "case.sign": Right("签收派单", SCHOOL_DESK),
    "case.return": Right("退回派单", SCHOOL_DESK),
    "case.ask_extension": Right("申请办件延期", SCHOOL_DESK),
    "case.extend": Right("批准办件延期", DESK | DIRECTOR),
    "case.pause": Right("登记停止计时", DESK),
    "case.resume": Right("登记恢复计时", DESK),
    "case.reply": Right("答复办件", SCHOOL_DESK),
    "case.close": Right("办结办件", DESK),
    "case.call_back": Right("登记回访", DESK),
    "case.rate": Right("登记办件评价", DESK),
    "case.reopen": Right("重新办理", DESK),
    "case.link": Right("认定重复诉求", DESK),
    "due.recompute": Right("重算办理期限", DESK),
    "due.record_run": Right("登记期限重算", BUREAU_DESK),
    "proposal.extend": Right("批准建议提案延期", DIRECTOR | {Role.OFFICE}),
    "proposal.return": Right("退回建议提案", DESK),
    "proposal.hand_over": Right("交办建议提案", BUREAU_DESK),
    "proposal.answer": Right("答复建议提案", DESK),
    "permit_item.keep": Right("登记保留的审批事项", BUREAU_DESK),
    "permit_item.put_online": Right("登记审批事项上网", BUREAU_DESK),
    "permit_item.drop": Right("取消审批事项", BUREAU_DESK),
    "application.receive": Right("受理审批申请", DESK),
    "application.decide": Right("决定审批申请", DESK),
    "application.extend": Right("批准审批延期", DIRECTOR | DESK),
    "application.pause": Right("登记审批停止计时", DESK),
    "application.resume": Right("登记审批恢复计时", DESK),
    "application.supplement": Right("登记补齐材料", DESK),
    "rectification.collect": Right("登记征集的问题", DESK),
    "rectification.resolve": Right("登记问题解决", DESK),
    # visits
    "visit.record": Right("登记督导评估", INSPECTORS),
    "visit.decide": Right("作出督导结论", INSPECTORS | DIRECTOR),
    "finding.clear": Right("登记整改完成", INSPECTORS | DESK),
    # ledger
    "entry.record": Right("登记会议、文件与评比", DESK),
    "spending.record": Right("登记三公经费", DESK),
    "pledge.ask": Right("要求签订责任状", DESK),
    "pledge.sign": Right("登记责任状签订", SCHOOL_DESK),
    "media.record": Right("登记媒体报道", DESK),
    "ranking.record": Right("登记排名", BUREAU_DESK),
    "public_event.record": Right("登记大事记", DESK),
    "exam_result.record": Right("登记考试成绩", DESK),
    "score_band.record": Right("登记高分段人数", DESK),
    "score_band_total.record": Right("登记全市高分段人数", BUREAU_DESK),
    "university.record": Right("登记高校录取", DESK),
    "budget.record": Right("登记财政教育支出", DESK),
    "survey.record": Right("登记社会认可度调查", DESK),
    "monitoring.record": Right("登记义务教育质量监测", DESK),
    "pay_comparison.record": Right("登记教师与公务员工资", DESK),
    "power_change.record": Right("登记职能转变", DESK),
    # rounds
    "round.open": Right("开始轮次", DESK),
    "round.close": Right("结束轮次", DESK),
    "round.place": Right("登记分班结果", DESK),
    "admission.apply": Right("登记入学申请", SCHOOL_DESK),
    "admission.admit": Right("登记录取", DESK),
    "sitting.record": Right("登记考务", DESK),
    "absence.record": Right("登记缺考", DESK | INSPECTORS),
    "room_change.record": Right("登记考场调换", DESK | INSPECTORS),
    "incident.record": Right("登记考试事件", DESK | INSPECTORS),
    "incident.confirm": Right("查实考试事件", DESK | INSPECTORS),
    "incident.deal_with": Right("处理考试事件", DESK),
    # intake
    "intake.run": Right("导入报送数据", SCHOOL_DESK),
    "intake.undo": Right("撤销导入", SCHOOL_DESK),
    "intake.take_out": Right("导出登记数据", SCHOOL_DESK),
    # decisions
    "draft.open": Right("起草报告文稿", BUREAU_DESK),
    "draft.decide": Right("修改报告文稿", BUREAU_DESK),
    "draft.generate": Right("写出报告文稿", BUREAU_DESK),
    "draft.release": Right("公开报告文稿", frozenset({Role.OFFICE})),
    "work.ask": Right("交办后台任务", SCHOOL_DESK | DIRECTOR | INSPECTORS),
    "decision.compute": Right("登记计算结果", DESK),
    "decision.check": Right("核验决定", DESK | INSPECTORS),
    "decision.approve": Right("批准决定", DIRECTOR),
    "decision.publish": Right("公布决定", DIRECTOR | {Role.OFFICE}),
}
