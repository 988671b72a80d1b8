"""Check a finished draw from its folder alone. With its maker it shares the two hashes, the canonical form
and the dated table of sources; everything else is done again (`recount`). Every check has a name and
says in Chinese what was found.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from xuezheng.allocation.certificate import certificate_checks, read_certificate
from xuezheng.allocation.draw.canonical import canonical
from xuezheng.allocation.draw.commitment_form import MALFORMED, commitment_faults
from xuezheng.allocation.draw.hashing import digest, hash_named
from xuezheng.allocation.draw.recount import (
    Climber,
    admitted,
    numbers_wrong,
    order_of,
    root_of,
    start_and_step,
    unhexed,
)
from xuezheng.allocation.tables import read_table
from xuezheng.allocation.verifying import Check
from xuezheng.errors import BadInput

NAMES = {"commit": "commit.json", "list": "list.txt", "public": "public.json", "groups": "groups.txt"}


@dataclass(frozen=True)
class Draw:
    """The files of a draw as they stand; each property raises when its file is malformed."""

    folder: Path
    certificate: Mapping[str, Any]

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The bytes of the inputs that are there, by name."""
        return {
            key: (self.folder / file).read_bytes()
            for key, file in NAMES.items()
            if (self.folder / file).is_file()
        }

    @cached_property
    def said(self) -> dict[str, Any]:
        """The commitment as data."""
        read: dict[str, Any] = json.loads(self.files["commit"])
        return read

    @cached_property
    def public(self) -> dict[str, Any]:
        """The published numbers as data."""
        read: dict[str, Any] = json.loads(self.files["public"])
        return read

    @cached_property
    def codes(self) -> list[str]:
        """The list as it stands."""
        return self.files["list"].decode("utf-8").split("\n")[:-1]

    @cached_property
    def groups(self) -> list[list[str]]:
        """The groups as they stand."""
        return [line.split(" ") for line in self.files.get("groups", b"").decode("utf-8").split("\n")[:-1]]

    @cached_property
    def rows(self) -> list[dict[str, str]]:
        """The result, row by row."""
        table = read_table(self.folder / "result.csv", needs=("rank", "code", "ticket"))
        return [
            dict(zip(table.columns, row, strict=True)) for row in zip(*table.columns.values(), strict=True)
        ]

    @cached_property
    def value(self) -> str:
        """C, from the bytes of commit.json."""
        return digest(self.said["hash"], self.files["commit"]).hex()

    @cached_property
    def seed(self) -> bytes:
        """The seed, made again."""
        text = f"draw-seed-v1\n{self.value}\n".encode() + self.files["public"]
        return digest(self.said["hash"], text)

    @cached_property
    def units(self) -> list[list[str]]:
        """Children and groups as they draw, in order of their first code."""
        group_of = {code: group for group in self.groups for code in group}
        return [group_of.get(code, [code]) for code in self.codes if code == group_of.get(code, [code])[0]]

    @cached_property
    def leaves(self) -> list[bytes]:
        """The lines of the result as the tree holds them."""
        keys = (
            ("code", "rank", "ticket", "outcome")
            if self.said["places"] is not None
            else ("code", "rank", "ticket")
        )
        return [
            canonical([int(row[key]) if key == "rank" else row[key] for key in keys]) for row in self.rows
        ]


def verify(folder: Path, inputs: Mapping[str, Path]) -> list[Check]:
    """Check a draw: commitment, list, sources, seed, order, outcome, tree and proofs.

    Parameters
    ----------
    folder : Path
        What `draw reveal` wrote.
    inputs : mapping of str to Path
        One's own copies of `commit`, `list`, `groups` or `public`, taken when they were published.
    """
    checks = certificate_checks(folder, {})
    if not checks[0].ok:
        return checks
    draw = Draw(folder, read_certificate(folder))
    for name, check in FIRST.items():
        checks.append(_run(name, check, draw))
        if not checks[-1].ok:
            return checks
    checks += [_run(name, check, draw) for name, check in THEN.items()]
    return checks + [_own_copy(draw, name, file) for name, file in sorted(inputs.items())]


def _run(name: str, check: Callable[[Draw], str | Iterator[str]], draw: Draw) -> Check:
    """A check is a function that gives its finding, or raises `Wrong`; malformed content is wrong too."""
    try:
        return Check(name, True, str(check(draw)))
    except Wrong as wrong:
        return Check(name, False, str(wrong))
    except BadInput as error:
        return Check(name, False, str(error))
    except MALFORMED as error:
        return Check(name, False, f"内容不合格式（{type(error).__name__}: {error}）")


class Wrong(Exception):
    """A check does not hold; the sentence says why."""


def _demand(holds: bool, sentence: str) -> None:
    if not holds:
        raise Wrong(sentence)


def _files(draw: Draw) -> str:
    expected = set(draw.certificate["inputs"])
    needed = {"commit", "list", "public"}
    _demand(needed <= expected <= set(NAMES), f"证书列出的输入是 {'、'.join(sorted(expected))}")
    missing = sorted(NAMES[name] for name in expected - set(draw.files))
    _demand(not missing, f"缺少文件 {'、'.join(missing)}")
    _demand(set(draw.files) == expected, "文件夹里有证书没有列出的 groups.txt")
    changed = [
        NAMES[name]
        for name in sorted(expected)
        if sha256(draw.files[name]).hexdigest() != draw.certificate["inputs"][name]
    ]
    _demand(not changed, f"{'、'.join(changed)} 与证书记录的不同")
    return f"{len(expected)} 个输入文件与证书一致"


def _commit_form(draw: Draw) -> str:
    faults = commitment_faults(draw.files["commit"])
    _demand(not faults, "；".join(faults))
    return "承诺没有可自由填写的内容，字节是规范形式"


def _commitment(draw: Draw) -> str:
    said = draw.certificate.get("commitment")
    _demand(said == draw.value, f"由 commit.json 算出的承诺值是 {draw.value}，证书写的是 {said}")
    return f"承诺值 {draw.value}，请与公告上印的逐字核对"


def _list(draw: Draw) -> str:
    from xuezheng.allocation.draw.codes import code_problem

    codes = draw.codes
    _demand(
        "".join(f"{code}\n" for code in codes).encode() == draw.files["list"], "list.txt 最后一行没有换行"
    )
    bad = [f"“{code}”{problem}" for code in codes if (problem := code_problem(code))]
    _demand(not bad, "；".join(bad[:5]))
    _demand(all(a < b for a, b in zip(codes, codes[1:], strict=False)), "名单没有按码位排序，或有重复的编号")
    _demand(len(codes) == draw.said["n"], f"名单有 {len(codes)} 个编号，承诺写的是 {draw.said['n']}")
    found = digest(draw.said["hash"], draw.files["list"]).hex()
    _demand(
        found == draw.said["list_digest"], f"名单的杂凑值是 {found}，承诺写的是 {draw.said['list_digest']}"
    )
    return f"名单 {len(codes)} 个编号，与承诺的杂凑值一致"


def _groups(draw: Draw) -> str:
    raw, said = draw.files.get("groups"), draw.said["groups_digest"]
    found = digest(draw.said["hash"], raw).hex() if raw is not None else None
    _demand(found == said, f"捆绑名单的杂凑值是 {found}，承诺写的是 {said}")
    members = [code for group in draw.groups for code in group]
    _demand(
        len(members) == len(set(members)) and set(members) <= set(draw.codes),
        "捆绑名单有重复或不在名单里的编号",
    )
    sorted_well = all(group == sorted(group) and len(group) > 1 for group in draw.groups)
    _demand(sorted_well and draw.groups == sorted(draw.groups), "捆绑名单不是规范形式")
    known = draw.said["last_place"] is not None
    _demand(known == bool(members and draw.said["places"] is not None), "末位规则与捆绑名单、名额不相配")
    return f"捆绑 {len(draw.groups)} 组" if draw.groups else "没有捆绑"


def _entropy(draw: Draw) -> str:
    from xuezheng.allocation.draw.sources import bits_of, floor_bits

    bits, floor = bits_of(draw.said["sources"]), floor_bits()
    _demand(bits >= floor, f"主要来源合计 {bits:.1f} 比特，少于 {floor}")
    issues = [(entry["source"], entry.get("issue")) for entry in draw.said["sources"]]
    _demand(len(issues) == len(set(issues)), "同一来源的同一期写了两次")
    return f"主要来源合计 {bits:.1f} 比特，不少于 {floor}"


def _sources(draw: Draw) -> str:
    from xuezheng.allocation.draw.sources import groups_of, told

    _demand(canonical(draw.public) == draw.files["public"], "public.json 的字节不是规范形式")
    _demand(set(draw.public) == {"sources"}, "public.json 有多余的内容")
    named, made = draw.said["sources"], draw.public["sources"]
    _demand(len(named) == len(made), f"承诺了 {len(named)} 个来源，公布了 {len(made)} 个")
    faults = [
        f"{told(entry)}：{wrong}"
        for entry, numbers in zip(named, made, strict=True)
        if (wrong := numbers_wrong(entry, numbers, groups_of(entry)))
    ]
    _demand(not faults, "；".join(faults))
    late = [told(e) for e, m in zip(named, made, strict=True) if m.get("drawn") != e.get("issue")]
    if late:
        return f"{'、'.join(late)}用了下一期，请核对当期确实没有开奖"
    return "号码齐全、合规则，请与开奖公告逐个核对"


def _seed(draw: Draw) -> str:
    said = draw.certificate["seed"]
    _demand(
        said.get("how") == "public-draw" and said.get("hash") == draw.said["hash"], "证书里种子的来历不对"
    )
    _demand(
        said.get("value") == draw.seed.hex(),
        f"算出的种子是 {draw.seed.hex()}，证书写的是 {said.get('value')}",
    )
    return f"种子 {draw.seed.hex()} 由承诺值和公布的号码算出"


def _options(draw: Draw) -> str:
    expected = {key: draw.said[key] for key in ("hash", "label", "last_place", "places", "rule")}
    _demand(
        draw.certificate["options"] == expected,
        f"证书的选项是 {draw.certificate['options']}，承诺的是 {expected}",
    )
    grades = [draw.certificate[key] for key in ("objective", "bound", "gap")]
    _demand(grades == [None] * 3, f"抽签没有目标值，证书却写了 {grades}")
    _demand(draw.certificate.get("n") == draw.said["n"], "证书的人数与承诺不同")
    _demand(draw.certificate["algorithm"] == f"draw-v1/{draw.said['rule']}", "证书的算法与承诺的规则不同")
    if draw.said["rule"] in ("circle", "difference"):
        found = start_and_step(draw.said, draw.seed, len(draw.units))
        told = [draw.certificate.get("start"), draw.certificate.get("step")]
        _demand(found == told, f"算出的首号和步长是 {found}，证书写的是 {told}")
    return "证书的规则、名额和标签与承诺一致"


def _counts(draw: Draw) -> str:
    named, placed = Counter(draw.codes), Counter(row["code"] for row in draw.rows)
    found = {
        "missing": len(named.keys() - placed.keys()),
        "strange": len(placed.keys() - named.keys()),
        "twice": sum(count > 1 for count in placed.values()),
    }
    _demand(
        not any(found.values()),
        f"名单里没有排上的 {found['missing']} 人，名单外的 {found['strange']} 人，重复的 {found['twice']} 人",
    )
    _demand(draw.certificate["violations"] == found, f"证书的违反次数是 {draw.certificate['violations']}")
    return f"名单里的 {len(named)} 人都排上了，每人一次"


def _order(draw: Draw) -> str:
    line = order_of(draw.said, draw.seed, draw.units, draw.public)
    members = {unit[0]: unit for unit in draw.units}
    expected = [[code, ticket] for first, ticket in line for code in members[first]]
    _demand(len(expected) == len(draw.rows), f"应有 {len(expected)} 行，结果有 {len(draw.rows)} 行")
    for rank, (row, (code, ticket)) in enumerate(zip(draw.rows, expected, strict=True), start=1):
        same = (row["rank"], row["code"], row["ticket"]) == (str(rank), code, ticket)
        _demand(
            same,
            f"第 {rank} 名应是 {code}（{ticket}），结果写的是第 {row['rank']} 名 {row['code']}（{row['ticket']}）",
        )
    return f"{len(expected)} 人的次序全部复算一致"


def _outcome(draw: Draw) -> str:
    if draw.said["places"] is None:
        _demand("outcome" not in draw.rows[0], "没有名额的抽签不应有录取结果")
        return "本次只排次序，不定录取"
    size = {unit[0]: len(unit) for unit in draw.units}
    sizes = [size[row["code"]] for row in draw.rows if row["code"] in size]
    words = admitted(sizes, draw.said["places"], draw.said["last_place"])
    expected = [word for word, size in zip(words, sizes, strict=True) for _ in range(size)]
    wrong = [row["code"] for row, word in zip(draw.rows, expected, strict=True) if row.get("outcome") != word]
    _demand(not wrong, f"{'、'.join(wrong[:5])} 的录取结果与名额规则不符")
    return f"名额 {draw.said['places']} 个，录取 {expected.count('in')} 人"


def _root(draw: Draw) -> str:
    found, said = root_of(draw.leaves, hash_named(draw.said["hash"])).hex(), draw.certificate["results_root"]
    _demand(found == said, f"算出的结果树根是 {found}，证书写的是 {said}")
    return f"结果树根 {found}"


def _proofs(draw: Draw) -> str:
    file = draw.folder / "proofs.jsonl"
    if not file.is_file():
        return "没有附各家的凭证；可用 draw proof 另取"
    climber, nodes = Climber(hash_named(draw.said["hash"])), dict[str, bytes]()
    lines = file.read_bytes().split(b"\n")
    _demand(len(lines) == len(draw.rows) + 1 and not lines[-1], "凭证的份数与人数不同")
    for i, (line, row) in enumerate(zip(lines, draw.rows, strict=False)):
        proof = json.loads(line)
        path = [nodes.get(node) or nodes.setdefault(node, unhexed(node)) for node in proof["path"]]
        climbed = climber.root(draw.leaves[i], proof["index"], proof["n"], path)
        same = (
            climbed.hex() == proof["root"] == draw.certificate["results_root"]
            and (proof["code"], str(proof["rank"]), proof["ticket"])
            == (row["code"], row["rank"], row["ticket"])
            and (proof["index"], proof["n"]) == (i, len(draw.rows))
            and proof.get("outcome") == row.get("outcome")
            and (proof["commitment"], proof["hash"]) == (draw.value, draw.said["hash"])
        )
        _demand(same, f"编号 {row['code']} 的凭证不对")
    return f"{len(draw.rows)} 份凭证全部通向同一个树根"


FIRST: dict[str, Callable[[Draw], str]] = {
    "files": _files,
    "commit_form": _commit_form,
}
THEN: dict[str, Callable[[Draw], str]] = {
    "commitment": _commitment,
    "list": _list,
    "groups": _groups,
    "entropy": _entropy,
    "sources": _sources,
    "seed": _seed,
    "options": _options,
    "counts": _counts,
    "order": _order,
    "outcome": _outcome,
    "root": _root,
    "proofs": _proofs,
}


def _own_copy(draw: Draw, name: str, file: Path) -> Check:
    if name == "list" and file.suffix.lower() != ".txt":
        from xuezheng.allocation.draw.codes import read_codes

        return _compared(name, file, "".join(f"{code}\n" for code in read_codes(file)).encode(), draw)
    if not file.is_file():
        raise BadInput(f"找不到文件 {file}。请检查路径。")
    return _compared(name, file, file.read_bytes(), draw)


def _compared(name: str, file: Path, mine: bytes, draw: Draw) -> Check:
    same = mine == draw.files[name]
    return Check(f"input:{name}", same, f"{file} 与文件夹里的 {NAMES[name]} {'相同' if same else '不同'}")


def printed_commitment(folder: Path, printed: str) -> Check:
    """Compare C with what the announcement said beforehand: without this, everything could be made anew."""
    raw = (folder / "commit.json").read_bytes() if (folder / "commit.json").is_file() else b""
    if commitment_faults(raw):
        return Check("printed_commitment", False, "commit.json 不是合格的承诺")
    value = digest(json.loads(raw)["hash"], raw).hex()
    same = "".join(printed.split()).lower() == value
    return Check("printed_commitment", same, f"公告上印的承诺值与复算的 {value} {'相同' if same else '不同'}")
