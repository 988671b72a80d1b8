"""Committing: what is refused, what is fixed, and that nothing can be chosen freely."""

import json
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from draw_examples import AFTER, BEFORE, EIGHT, KL8, SOURCES, VALUES, committed, revealed, twenty_codes

from xuezheng.allocation.draw.canonical import canonical
from xuezheng.allocation.draw.codes import read_codes, read_groups
from xuezheng.allocation.draw.commitment import RULES, announcement, commit
from xuezheng.allocation.draw.commitment_form import COMMIT_KEYS, commitment_faults
from xuezheng.allocation.draw.revealing import reveal
from xuezheng.allocation.draw.sources import BEIJING, bits_of, draw_moment, named_source
from xuezheng.errors import BadInput


def faults_of(error: BadInput) -> str:
    assert str(len(error.faults)) in error.sentence
    return "\n".join(str(fault) for fault in error.faults)


def test_any_sha_256_tool_gives_the_commitment():
    made = committed()

    assert made.value == sha256(made.files()["commit.json"]).hexdigest()


def test_the_same_list_gives_the_same_commitment_in_any_order():
    assert committed(tuple(reversed(EIGHT))).raw == committed().raw


def test_another_child_another_place_another_source_another_commitment():
    all_different = {
        committed().value,
        committed((*EIGHT, "2026-000009")).value,
        committed(places=3).value,
        committed(places=4).value,
        committed(rule="circle").value,
        committed(school="S10023").value,
        committed(round_number=2).value,
        committed(hash="sm3").value,
        committed(sources=SOURCES[:2]).value,
        committed(sources=(SOURCES[1], SOURCES[0])).value,
        committed(groups=[EIGHT[:2]]).value,
    }

    assert len(all_different) == 11


def test_a_commitment_has_exactly_the_keys_of_the_specification():
    assert set(committed().statement) == set(COMMIT_KEYS)
    assert commitment_faults(committed().raw) == []


@pytest.mark.parametrize("key", ["remark", "salt", "by", "at"])
def test_a_free_field_is_found(key):
    said = committed().statement | {key: "x"}

    faults = commitment_faults(json.dumps(said, sort_keys=True, separators=(",", ":")).encode())

    assert faults == [f"多出 {key}，承诺不得有自由填写的内容"]


def test_the_announcement_says_what_will_happen():
    said = announcement(committed(places=5, groups=[EIGHT[:2]], last_place="exceed"))

    for part in (
        "8 个编号",
        "名额 5 个",
        "捆绑 1 组",
        "整组录取",
        "快乐8第 2026140 期（2026-06-01）",
        "下一期",
    ):
        assert part in said
    assert committed(places=5, groups=[EIGHT[:2]], last_place="exceed").value in said


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "名单是空的。"),
        (["a", "b", "a"], "编号“a”出现了 2 次。"),
        (["Zoe\u0308"], "不是 Unicode NFC 形式"),
        (["a b"], "含有空格、不可见字符或私用区字符"),
        (["a\u200b"], "含有空格、不可见字符或私用区字符"),
        (["\ue000"], "含有空格、不可见字符或私用区字符"),
        ([""], "编号“”是空的"),
        (["x" * 65], "有 65 个字符，最多 64 个"),
        (["=1+1"], "以“=”开头，电子表格会把它当成公式"),
        (["7.50"], "像末尾带零的小数"),
        (["11010519491231002X"], "像身份证号，名单要公开"),
    ],
)
def test_lists_that_are_refused(codes, expected):
    with pytest.raises(BadInput) as caught:
        committed(codes)

    assert expected in faults_of(caught.value)


def test_all_faults_of_list_sources_and_parameters_are_told_together():
    with pytest.raises(BadInput) as caught:
        commit(
            ["a", "a", "b c"],
            ["kl8:2026140@2026-06-01", "kl8:2026140@2026-06-01", "lotto:1", "ssq:2026061", "dice:3x6"],
            at=datetime(2026, 6, 1, 9, tzinfo=BEIJING),
            rule="random",
            places=9,
            groups=[["a"], ["z", "b c"]],
            hash="md5",
            school="s-1",
            round_number=0,
        )

    told = faults_of(caught.value)
    for part in (
        "编号“a”出现了 2 次", "编号“b c”含有空格", "不认识来源“lotto”", "开奖日期“”不是日期", "没有写明次数",
        "没有名为“random”的规则", "名额 9 不在 1 至 3 之间", "编号“z”不在抽签名单里", "编号“a”单独成组",
        "没有名为“md5”的杂凑算法", "没有说明最后一个名额", "学校代码“s-1”", "轮次 0", "来源 kl8 2026140 写了 2 次",
        "不足 24 小时",
    ):  # fmt: skip
        assert part in told


@pytest.mark.parametrize(
    ("sources", "bits"),
    [
        (["dice:3"], "0.0"),
        (["kl8:2026140@2026-06-01"], "61.6"),
        (["ssq:2026061@2026-06-02", "dlt:26061@2026-06-01"], "48.4"),
        (["drand:60000000", "balls:3x20", "dice:9"], "0.0"),
        ([], "0.0"),
    ],
)
def test_too_little_randomness_is_refused(sources, bits):
    with pytest.raises(BadInput, match=f"只有 {bits} 比特随机性，至少须 64 比特"):
        committed(sources=sources)


def test_ceremony_and_beacon_may_be_added_but_count_for_nothing():
    with_extras = committed(sources=(*SOURCES, "balls:2x20", "drand:60000000"))

    assert bits_of(with_extras.statement["sources"]) == bits_of(
        committed(sources=SOURCES[:2]).statement["sources"]
    )
    assert round(bits_of(committed().statement["sources"]), 1) == 85.7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kl8:26140@2026-06-01", "期号“26140”的写法不对"),
        ("kl8:2025140@2026-06-01", "期号“2025140”不是 2026 年的"),
        ("kl8:2026999@2026-06-01", "不在一年之内"),
        ("kl8:2019140@2019-06-01", "还没有开始销售"),
        ("dlt:2026061@2026-06-01", "期号“2026061”的写法不对"),
        ("drand:0", "轮次不是正整数"),
        ("balls:21x20", "没有写明次数"),
        ("dice:", "没有写明次数"),
        ("kl8", "开奖日期“”不是日期"),
    ],
)
def test_issues_that_cannot_be(text, expected):
    assert expected in named_source(text).what


def test_a_commitment_later_than_a_day_before_the_drawing_is_refused():
    first = datetime(2026, 6, 1, 21, 30, tzinfo=BEIJING)

    commit(EIGHT, SOURCES, at=first - timedelta(hours=24))
    with pytest.raises(BadInput, match="距现在不足 24 小时"):
        commit(EIGHT, SOURCES, at=first - timedelta(hours=24) + timedelta(seconds=1))


def test_a_drand_round_has_its_moment():
    with pytest.raises(BadInput, match="drand quicknet第 1000 轮.*2023-08-23 23:59.*不足 24 小时"):
        commit(EIGHT, (*SOURCES, "drand:1000"), at=BEFORE)


def test_twins_with_places_need_a_rule_for_the_last_place():
    with pytest.raises(BadInput, match="没有说明最后一个名额怎么办"):
        committed(places=3, groups=[EIGHT[:2]])

    assert committed(groups=[EIGHT[:2]]).statement["last_place"] is None


def test_rfc_3797_takes_numbers_only_and_lists_it_can_count():
    with pytest.raises(BadInput, match="不接受 drand"):
        committed(rule="rfc3797", sources=(*SOURCES, "drand:60000000"))
    with pytest.raises(BadInput, match="rfc3797 最多 65535 个"):
        committed([f"K{i}" for i in range(65536)], rule="rfc3797")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([KL8, "ssq=4 9 15 20 27 33+12"], "缺少现场掷骰子 3 次的号码"),
        ([KL8 + " 80", *VALUES[1:]], "给了 21 个号码，应有 20 个"),
        ([KL8.replace("79", "81"), *VALUES[1:]], "号码 81 不在 1 至 80 之间"),
        ([KL8.replace("79", "3"), *VALUES[1:]], "号码 3 重复"),
        ([KL8.replace("79", "x9"), *VALUES[1:]], "号码 x9 不在 1 至 80 之间"),
        ([KL8, "ssq=4 9 15 20 27 33", VALUES[2]], "给了 1 组号码，应有 2 组"),
        ([KL8, "ssq=4 9 15 20 27 33+17", VALUES[2]], "号码 17 不在 1 至 16 之间"),
        ([*VALUES[:2], "dice=5 2"], "给了 2 个号码，应有 3 个"),
        ([*VALUES[:2], "dice=5 2 7"], "号码 7 不在 1 至 6 之间"),
        ([*VALUES, "dlt=1 2 3 4 5+1 2"], "“dlt”对不上：承诺中没有这个来源或这一期"),
        ([*VALUES, KL8], "“kl8”给了两次"),
        ([KL8.replace("kl8", "kl8:2026141"), *VALUES[1:]], "“kl8:2026141”对不上"),
        ([KL8.replace("kl8", "kl8:2026140>2026142"), *VALUES[1:]], "既不是承诺的 2026140，也不是它的下一期"),
    ],
)
def test_published_numbers_that_cannot_be(values, expected):
    with pytest.raises(BadInput) as caught:
        reveal(committed(), values, at=AFTER)

    assert expected in faults_of(caught.value)


def test_nothing_is_revealed_before_the_last_drawing():
    reveal(committed(), VALUES, at=datetime(2026, 6, 2, 21, 15, tzinfo=BEIJING))
    with pytest.raises(BadInput, match="双色球第 2026061 期（2026-06-02）还没有开奖"):
        reveal(committed(), VALUES, at=datetime(2026, 6, 2, 21, 14, tzinfo=BEIJING))


def test_the_order_in_which_balls_are_told_does_not_matter_but_that_of_dice_does():
    numbers = KL8.removeprefix("kl8=").split()
    backwards = "kl8=" + "，".join(reversed(numbers))

    assert revealed(values=[backwards, *VALUES[1:]]).seed == revealed().seed
    assert revealed(values=[*VALUES[:2], "dice=2 5 5"]).seed != revealed().seed


def test_when_an_issue_is_not_drawn_the_next_one_counts_and_the_record_says_so():
    late = revealed(values=[KL8.replace("kl8", "kl8:2026140>2026141"), *VALUES[1:]])

    assert late.public["sources"][0]["drawn"] == "2026141"
    assert late.seed != revealed().seed


def test_the_first_issue_of_next_year_follows_only_in_december():
    sources = ("kl8:2026351@2026-12-31", "ssq:2026150@2026-12-31")
    values = (KL8.replace("kl8", "kl8:2026351>2027001"), VALUES[1])
    made = commit(EIGHT, sources, at=BEFORE)

    reveal(made, values, at=datetime(2027, 1, 3, tzinfo=BEIJING))
    with pytest.raises(BadInput, match="也不是它的下一期"):
        reveal(committed(), (KL8.replace("kl8", "kl8:2026140>2027001"), *VALUES[1:]), at=AFTER)


def test_a_beacon_must_be_the_hash_of_its_signature():
    made = committed(sources=(*SOURCES[:2], "drand:60000000"))
    signature = "ab" * 48
    value = sha256(bytes.fromhex(signature)).hexdigest()
    later = AFTER + timedelta(days=2000)

    reveal(made, [*VALUES[:2], f"drand={value}/{signature}"], at=later)
    reveal(made, [*VALUES[:2], f"drand={value}"], at=later)
    for bad, expected in (
        (f"drand={'cd' * 32}/{signature}", "随机值不是签名的 SHA-256"),
        ("drand=xyz", "随机值不是 64 位十六进制数"),
        (f"drand={value}/ab", "签名不是 96 位十六进制数"),
    ):
        with pytest.raises(BadInput, match=expected):
            reveal(made, [*VALUES[:2], bad], at=later)


def test_twins_stand_together_and_count_as_two_places():
    pair, codes = ("K003", "K017"), twenty_codes()
    made = revealed(codes, groups=[pair], places=9, last_place="exceed")

    ranks = {result.code: result for result in made.results}

    assert ranks["K017"].rank == ranks["K003"].rank + 1
    assert ranks["K017"].ticket == ranks["K003"].ticket
    assert sorted(result.rank for result in made.results) == list(range(1, 21))


@pytest.mark.parametrize("last_place", ["exceed", "skip"])
def test_a_pair_at_the_last_place_follows_the_published_rule(last_place):
    codes = twenty_codes()
    pairs = [codes[i : i + 2] for i in range(0, 20, 2)]

    made = revealed(codes, groups=pairs, places=5, last_place=last_place)

    admitted = [result.code for result in made.results if result.outcome == "in"]
    assert len(admitted) == (6 if last_place == "exceed" else 4)


def test_under_skip_the_next_who_fits_gets_the_last_place():
    codes = twenty_codes()
    for places in range(1, 20):
        made = revealed(codes, groups=[codes[:2], codes[2:4], codes[4:7]], places=places, last_place="skip")
        assert sum(result.outcome == "in" for result in made.results) == places


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_ranks_everybody_once(rule):
    made = revealed(twenty_codes(), rule=rule)

    assert sorted(result.code for result in made.results) == list(twenty_codes())
    assert [result.rank for result in made.results] == list(range(1, 21))


def test_sorted_numbers_give_the_order_of_the_tickets():
    by_number, by_ticket = revealed(twenty_codes(), rule="sorted-numbers"), revealed(twenty_codes())

    assert all(len(result.ticket) == 15 and result.ticket.isdigit() for result in by_number.results)
    assert [r.ticket for r in by_number.results] == sorted(r.ticket for r in by_number.results)
    assert by_number.commitment.value != by_ticket.commitment.value


def test_a_list_is_read_from_text_and_tables_alike(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeffb\r\na\r\n".encode())
    (tmp_path / "a.csv").write_text("code,name\nb,x\na,y\n", encoding="gb18030")
    (tmp_path / "b.csv").write_text("考号\nb\na\n", encoding="utf-8")

    assert read_codes(tmp_path / "a.txt") == ["a", "b"] == read_codes(tmp_path / "a.csv")
    assert read_codes(tmp_path / "b.csv", column="考号") == ["a", "b"]
    with pytest.raises(BadInput, match="缺少“code”列"):
        read_codes(tmp_path / "b.csv")


def test_faults_of_a_list_name_their_line(tmp_path):
    (tmp_path / "a.txt").write_text("a\n\nb c\nZoe\u0308", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes("中".encode("gbk"))
    (tmp_path / "c.txt").write_bytes(b"")

    with pytest.raises(BadInput) as caught:
        read_codes(tmp_path / "a.txt")
    assert [fault.where for fault in caught.value.faults] == [
        "a.txt 第 2 个",
        "a.txt 第 3 个",
        "a.txt 第 4 个",
    ]
    with pytest.raises(BadInput, match="不是 UTF-8 文本"):
        read_codes(tmp_path / "b.txt")
    with pytest.raises(BadInput, match="名单是空的"):
        read_codes(tmp_path / "c.txt")
    with pytest.raises(BadInput, match="找不到名单"):
        read_codes(tmp_path / "d.txt")


def test_faults_of_groups_are_all_told(tmp_path):
    (tmp_path / "g.csv").write_text("pupil,group\na,1\nb,1\nb,2\nz,2\nc,3\n", encoding="utf-8")

    with pytest.raises(BadInput) as caught:
        read_groups(tmp_path / "g.csv", ["a", "b", "c"])

    told = faults_of(caught.value)
    assert "编号“z”不在" in told and "编号“b”在捆绑名单中出现了 2 次" in told and "编号“c”单独成组" in told


def test_the_edges_of_what_is_allowed():
    assert named_source("kl8:2020001@2020-10-28") == {"source": "kl8", "issue": "2020001", "on": "2020-10-28"}
    assert "还没有开始销售" in named_source("kl8:2020001@2020-10-27").what
    for issue in ("2026001", "2026366"):
        assert named_source(f"kl8:{issue}@2026-06-01")["issue"] == issue
    for issue in ("2026000", "2026367"):
        assert "不在一年之内" in named_source(f"kl8:{issue}@2026-06-01").what
    first = draw_moment({"source": "drand", "issue": "1", "on": "2023-08-23"})
    assert first.isoformat() == "2023-08-23T23:09:27+08:00"
    for places in (1, 8):
        assert committed(places=places).statement["places"] == places
    for places in (0, 9):
        with pytest.raises(BadInput, match=f"名额 {places} 不在 1 至 8 之间"):
            committed(places=places)
    for number in (1, 9):
        assert committed(round_number=number).statement["label"] == f"ticket-v1|round={number}"
    with pytest.raises(BadInput, match="轮次 10 不在"):
        committed(round_number=10)
    assert len(committed(["x" * 64]).codes) == 1
    for source in ("balls:20x20", "balls:1x1", "dice:1", "dice:99", "balls:2x999999"):
        assert commitment_faults(committed(sources=(*SOURCES[:2], source)).raw) == []


def test_a_last_place_rule_stands_only_where_it_is_needed():
    pair = [EIGHT[:2]]

    assert committed(places=3, last_place="exceed").statement["last_place"] is None
    assert committed(groups=pair, last_place="exceed").statement["last_place"] is None
    assert committed(groups=pair, places=3, last_place="skip").statement["last_place"] == "skip"


@pytest.mark.parametrize(
    "change",
    [{"count": 0}, {"count": 100}, {"count": "3"}, {"of": "6"}, {"count": True}, {"of": 5}, {"source": "balls", "of": 2},
     {"source": "balls", "of": 1000000}],
)  # fmt: skip
def test_what_is_thrown_on_site_has_its_bounds(change):
    said = committed().statement
    said["sources"][2] |= change

    assert len(commitment_faults(canonical(said))) == 1


@pytest.mark.parametrize(
    "change", [{"n": True}, {"n": "8"}, {"places": False}, {"sources": {}}, {"hash": None}]
)
def test_a_commitment_has_its_types(change):
    assert "的类型不对" in commitment_faults(canonical(committed().statement | change))[0]


def test_the_smallest_and_the_largest_ball_may_be_drawn():
    numbers = "kl8=1 80 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19"

    made = revealed(values=[numbers, "ssq=1 2 3 4 5 33+16", "dice=1 6 1"])

    assert made.public["sources"][0]["numbers"][0][-1] == 80


def test_a_beacon_round_may_be_the_next():
    made = committed(sources=(*SOURCES[:2], "drand:60000000"))
    later = AFTER + timedelta(days=2000)

    late = reveal(made, [*VALUES[:2], f"drand:60000000>60000001={'ab' * 32}"], at=later)

    assert late.public["sources"][2]["drawn"] == "60000001"
    with pytest.raises(BadInput, match="也不是它的下一期"):
        reveal(made, [*VALUES[:2], f"drand:60000000>60000002={'ab' * 32}"], at=later)
