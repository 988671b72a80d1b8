"""A text of a bureau's own, and what reading it once gives."""

import shutil

TEXT = """全市教育工作会议上的讲话
同志们：
现在，我讲两个方面的意见。
一、20XX年工作情况
（一）学前教育。全市公办幼儿园达到XX所，在园幼儿XX名。<script>alert(1)</script>
（二）职业教育。新能源汽车等XX个示范专业、护理等XX个骨干专业得到重点扶持。
（三）安全。全年没有发生一起校园安全责任事故，承办建议提案XX件，按时答复率100%。全市新建幼儿园全部竣工。
（四）文化。编印教育年鉴XX册，投入XX万元。
二、20XX年工作任务
全年新建幼儿园XX所。
"""
YEAR = 2025


def read_once(city, bureau, text):
    """What reading a text once gives: its folder, and what the draft begins with."""
    from xuezheng.jobs.drafts.folder import keep_upload
    from xuezheng.jobs.drafts.reading import take_text

    shutil.copy(city / "bureau.toml", bureau / "bureau.toml")
    shutil.copytree(city / "snapshots", bureau / "snapshots")
    place = bureau / "documents" / "drafts" / "once"
    keep_upload("去年.txt", text.encode(), place)
    frozen = next((bureau / "snapshots").glob("*/manifest.json")).parent
    return place, take_text(bureau, "once", "去年.txt", YEAR, freeze_now=lambda _bureau: frozen)
