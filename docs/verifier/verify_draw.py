#!/usr/bin/env python3
"""Check a public draw, a family's proof or a division into classes. One file, standard library only.

用法：
    python3 verify_draw.py 抽签文件夹 [--commitment 公告上的承诺值] [--code 孩子的编号]
    python3 verify_draw.py --proof 凭证.json [--root 公布的树根]
    python3 verify_draw.py 分班文件夹 --input roster=名单.csv [--input together=同班.csv …]

Written from docs/algorithms/ alone; it shares nothing with the software that makes the draws. Python 3.8
or later. Prints one line a check; the exit code is 0 when all hold, 3 when one does not.
"""

import argparse
import csv
import datetime
import hashlib
import hmac
import io
import json
import math
import os
import re
import sys
import unicodedata
from collections import Counter

# ---------------------------------------------------------------- canonical form (canonical-form.md)


_quoted = json.JSONEncoder(ensure_ascii=False).encode
_is_hash = re.compile("[0-9a-f]{64}").fullmatch
_has_fraction = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}").fullmatch


def canon(value):
    """Canonical bytes of a value (section 1)."""
    return _text_of(value).encode("utf-8")


def _text_of(value):
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) > 2**53 - 1:
            raise ValueError("integer too large")
        return str(value)
    if isinstance(value, str):
        return _quoted(unicodedata.normalize("NFC", value))
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(_text_of, value)) + "]"
    if isinstance(value, dict):
        if not all(isinstance(key, str) and key.isascii() for key in value):
            raise ValueError("a key is not ASCII")
        return "{" + ",".join(json.dumps(key) + ":" + _text_of(value[key]) for key in sorted(value)) + "}"
    raise ValueError("no canonical form for %r" % (value,))


def list_bytes(codes):
    """Canonical bytes of a list of codes, or of lines of groups (sections 2 and 3)."""
    return "".join(code + "\n" for code in sorted(codes)).encode("utf-8")


BLANKS = "\t\n\v\f\r \u00a0\u3000\ufeff"


def cell(text):
    """Canonical text of a csv cell (section 4)."""
    text = unicodedata.normalize("NFC", text).strip(BLANKS)
    if _has_fraction(text):
        text = text.rstrip("0").rstrip(".")
        text = "0" if text == "-0" else text
    return text


def read_csv(raw):
    """Columns of a csv file: name → list of canonical cells."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    rows = [[cell(part) for part in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    names, rows = rows[0], [row for row in rows[1:] if any(row)]
    if len(set(names)) != len(names) or not all(names) or any(len(row) != len(names) for row in rows):
        raise ValueError("heading or rows of the table are malformed")
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def table_lines(columns):
    """Canonical lines of a table's rows, sorted, without line ends."""
    cells = [columns[name] for name in sorted(columns)]
    return sorted(canon(list(row)) for row in zip(*cells))


def table_bytes(columns):
    """Canonical bytes of a table."""
    return b"".join(line + b"\n" for line in [canon(["table-v1"] + sorted(columns))] + table_lines(columns))


# ---------------------------------------------------------------- hashes


def sm3(message):
    """SM3, GB/T 32905-2016."""

    def turn(x, n):
        n %= 32
        return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF

    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    bits = len(message) * 8
    message += b"\x80"
    message += b"\0" * ((56 - len(message)) % 64) + bits.to_bytes(8, "big")
    for at in range(0, len(message), 64):
        w = [int.from_bytes(message[i : i + 4], "big") for i in range(at, at + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15)
            w.append(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = v
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = turn((turn(a, 12) + e + turn(t, j)) & 0xFFFFFFFF, 7)
            ss2 = ss1 ^ turn(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g & 0xFFFFFFFF)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, turn(b, 9), c
            e, f, g, h = tt2 ^ turn(tt2, 9) ^ turn(tt2, 17), e, turn(f, 19), g
        v = [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in v)


class _Sm3:
    """SM3 in the shape `hmac` wants."""

    digest_size, block_size, name = 32, 64, "sm3"

    def __init__(self, message=b""):
        self._message = message

    def update(self, more):
        self._message += more

    def copy(self):
        return _Sm3(self._message)

    def digest(self):
        return sm3(self._message)


def hash_of(name, message):
    """H: SHA-256 or SM3."""
    if name == "sha256":
        return hashlib.sha256(message).digest()
    if name == "sm3":
        return sm3(message)
    raise ValueError("unknown hash %r" % (name,))


def mac_of(name, key, message):
    """HMAC over H."""
    if name == "sha256":
        return hmac.digest(key, message, "sha256")
    return hmac.new(key, message, _Sm3).digest()


# ---------------------------------------------------------------- the tree of results


def root_of(name, leaves):
    """Root of the tree (RFC 6962 §2.1), with a stack of finished subtrees."""
    stack = []
    for leaf in leaves:
        node, height = hash_of(name, b"\0" + leaf), 0
        while stack and stack[-1][1] == height:
            node, height = hash_of(name, b"\1" + stack.pop()[0] + node), height + 1
        stack.append((node, height))
    if not stack:
        return hash_of(name, b"")
    node = stack.pop()[0]
    while stack:
        node = hash_of(name, b"\1" + stack.pop()[0] + node)
    return node


def root_by_proof(name, leaf, index, size, path, known=None):
    """The root a proof leads to, by the splits of RFC 6962 §2.1.1; ValueError if it is not a proof.

    `known` remembers nodes from one proof of a tree to the next.
    """
    known = {} if known is None else known
    sides = _sides(index, size)
    if len(sides) != len(path):
        raise ValueError("proof too long or too short")
    node = hash_of(name, b"\0" + leaf)
    for is_right, beside in zip(sides, path):
        both = beside + node if is_right else node + beside
        node = known.get(both)
        if node is None:
            node = known[both] = hash_of(name, b"\1" + both)
    return node


def _sides(index, size):
    """From the leaf up: whether its node is the right one of its pair.

    Going down, a list is split after the largest power of two below its length.
    """
    if not 0 <= index < size:
        raise ValueError("index outside the tree")
    sides = []
    while size > 1:
        split = 1 << ((size - 1).bit_length() - 1)
        is_right = index >= split
        sides.append(is_right)
        if is_right:
            index -= split
            size -= split
        else:
            size = split
    return sides[::-1]


def result_leaf(row):
    """Canonical result line."""
    line = [row["code"], int(row["rank"]), row["ticket"]]
    return canon(line + [row["outcome"]] if "outcome" in row else line)


# ---------------------------------------------------------------- seed, tickets, rules (draw.md)


def seed_of(name, commitment, public):
    """Section 4."""
    return hash_of(name, b"draw-seed-v1\n" + commitment.encode() + b"\n" + public)


def seed_of_text(name, text):
    """Section 7."""
    if re.fullmatch("draw:[0-9a-f]{64}", text):
        return bytes.fromhex(text[5:])
    return hash_of(name, b"text-seed-v1\n" + canon({"text": text}))


def ticket_of(name, seed, label, code):
    """Section 5."""
    return mac_of(name, seed, label.encode() + b"\n" + code.encode())


def words(name, seed, label):
    """The stream of section 7."""
    i = 0
    while True:
        block = ticket_of(name, seed, "stream-v1|" + label, str(i))
        for j in range(4):
            yield int.from_bytes(block[8 * j : 8 * j + 8], "big")
        i += 1


def start_and_step(name, seed, label, n):
    """Start and step (or difference) of the rules done by hand."""
    found, most = [], 2**64 - 2**64 % n
    for word in words(name, seed, label):
        if word < most:
            found.append(word % n + 1)
        if len(found) == 2:
            return found


def circle(n, start, step):
    """南昌: the step-th of those remaining after the last winner."""
    ring = list(range(start, n + 1)) + list(range(1, start))
    line = [ring.pop(0)]
    at = 0
    while ring:
        at = (at + step - 1) % len(ring)
        line.append(ring.pop(at))
    return line


def difference(n, start, d):
    """福州: constant difference, a taken number gives way to the next free one."""
    after = list(range(n + 1))  # from where on to look for a free number; n means round again

    def free(x):
        way = []
        while after[x] != x:
            way.append(x)
            x = after[x]
        for y in way:
            after[y] = x
        return x

    line, at = [], start - 1
    for _ in range(n):
        at = free(at)
        at = free(0) if at == n else at
        line.append(at + 1)
        after[at] = at + 1
        at = (at + d) % n
    return line


def rfc3797(key, n):
    """RFC 3797, the order of all n."""
    left = list(range(1, n + 1))
    line = []
    for i in range(n):
        two = bytes([i >> 8, i & 255])
        number = int.from_bytes(hashlib.md5(two + key.encode() + two).digest(), "big")
        line.append(left.pop(number % len(left)))
    return line


def rfc3797_key(sources):
    """The key string from the numbers of each source."""
    return "".join("".join("%d." % number for number in sorted(numbers)) + "/" for numbers in sources)


def line_of(said, seed, units, public):
    """All units in line: [(unit, what a family compares)]."""
    name, label, rule = said["hash"], said["label"], said["rule"]
    if rule in ("tickets", "sorted-numbers"):
        drawn = []
        for unit in units:
            ticket = ticket_of(name, seed, label, unit[0])
            number = "%015d" % (int.from_bytes(ticket[:8], "big") * 10**15 // 2**64)
            drawn.append((ticket.hex() if rule == "tickets" else number, unit))
        return [(unit, shown) for shown, unit in sorted(drawn)]
    if rule == "rfc3797":
        flat = [[n for group in source["numbers"] for n in group] for source in public["sources"]]
        order = rfc3797(rfc3797_key(flat), len(units))
    else:
        walk = {"circle": circle, "difference": difference}[rule]
        order = walk(len(units), *start_and_step(name, seed, label, len(units)))
    return [(units[number - 1], str(number)) for number in order]


def result_of(said, seed, codes, groups, public):
    """Every row of the result, section 6."""
    member = {code: group for group in groups for code in group}
    units = sorted({tuple(sorted(member.get(code, [code]))) for code in codes})
    rows, left = [], said["places"]
    for unit, shown in line_of(said, seed, units, public):
        outcome = {}
        if left is not None:
            gets_in = len(unit) <= left or (left > 0 and said["last_place"] == "exceed")
            outcome = {"outcome": "in" if gets_in else "out"}
            left = max(0, left - len(unit)) if gets_in else left
        for code in unit:
            rows.append(dict(rank=str(len(rows) + 1), code=code, ticket=shown, **outcome))
    return rows


# ---------------------------------------------------------------- a whole draw

SOURCES = {"kl8": [(20, 80)], "ssq": [(6, 33), (1, 16)], "dlt": [(5, 35), (2, 12)]}
COMMIT_KEYS = {
    *("format", "groups_digest", "hash", "label", "last_place", "late"),
    *("list_digest", "n", "places", "rule", "sources", "version"),
}
FILES = {"commit": "commit.json", "list": "list.txt", "public": "public.json", "groups": "groups.txt"}


class Wrong(Exception):
    """A check does not hold."""


def demand(holds, sentence):
    """Raise Wrong unless it holds."""
    if not holds:
        raise Wrong(sentence)


def code_is_good(code):
    """Section 2 of the canonical form."""
    bad = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"}
    return (
        0 < len(code) <= 64
        and unicodedata.is_normalized("NFC", code)
        and not any(unicodedata.category(letter) in bad for letter in code)
        and code[0] not in "=+-@＝＋－＠"
        and cell(code) == code
        and not re.fullmatch("[1-9][0-9]{16}[0-9Xx]", code)
    )


def source_is_good(entry):
    """Section 2: a source of the commitment says an issue of its year, or what is thrown on site."""
    source = entry["source"]
    if source in ("dice", "balls"):
        count, of = entry["count"], entry["of"]
        good = type(count) is int and type(of) is int and 1 <= count <= 99
        return (
            set(entry) == {"source", "count", "of"}
            and good
            and (of == 6 if source == "dice" else count <= of)
        )
    issue, on = entry["issue"], entry["on"]
    datetime.date.fromisoformat(on)
    if set(entry) != {"source", "issue", "on"}:
        return False
    if source == "drand":
        return bool(re.fullmatch("[1-9][0-9]{0,11}", issue))
    year = {"kl8": on[:4], "ssq": on[:4], "dlt": on[2:4]}[source]
    return bool(re.fullmatch(year + "[0-9]{3}", issue)) and 1 <= int(issue[-3:]) <= 366


class Draw:
    """The files of a draw (name → bytes) and what follows from them."""

    def __init__(self, files):
        self.files = files
        self.certificate = json.loads(files["result.json"])
        self.said = json.loads(files["commit.json"])
        self.public = json.loads(files["public.json"])
        self.codes = files["list.txt"].decode("utf-8").split("\n")[:-1]
        raw_groups = files.get("groups.txt", b"").decode("utf-8")
        self.groups = [line.split(" ") for line in raw_groups.split("\n")[:-1]]
        columns = read_csv(files["result.csv"])
        self.columns = columns
        self.rows = [dict(zip(columns, row)) for row in zip(*columns.values())]
        self.name = self.said["hash"]
        self.value = hash_of(self.name, files["commit.json"]).hex()
        self.seed = seed_of(self.name, self.value, files["public.json"])
        self._rows_again = None

    def certificate_(self):
        said = self.certificate
        demand(said["kind"] == "draw" and said["format"] == 1, "不是第 1 版的抽签证书")
        return "第 1 版抽签证书，程序 %s" % said["version"]

    def plan_sha256(self):
        found = hashlib.sha256(table_bytes(self.columns)).hexdigest()
        demand(found == self.certificate["plan_sha256"], "result.csv 与证书记录的不同")
        return "result.csv 与证书一致"

    def files_(self):
        inputs = self.certificate["inputs"]
        here = {name for name, file in FILES.items() if file in self.files}
        demand(set(inputs) == here and {"commit", "list", "public"} <= here, "文件与证书列出的不同")
        for name, value in inputs.items():
            found = hashlib.sha256(self.files[FILES[name]]).hexdigest()
            demand(found == value, "%s 与证书记录的不同" % FILES[name])
        return "%d 个文件与证书一致" % len(inputs)

    def commit_form(self):
        said = self.said
        demand(set(said) == COMMIT_KEYS, "commit.json 缺少或多出内容")
        demand(canon(said) == self.files["commit.json"], "commit.json 的字节不是规范形式")
        demand(said["format"] == "draw-commit-v1" and said["late"] == "next-issue-of-same-source", "格式不对")
        demand(
            said["rule"] in ("tickets", "sorted-numbers", "circle", "difference", "rfc3797"),
            "规则不在规定之内",
        )
        demand(said["last_place"] in (None, "exceed", "skip"), "末位规则不在规定之内")
        demand(
            re.fullmatch(r"ticket-v1(\|school=[0-9A-Z]{1,12})?(\|round=[1-9])?", said["label"]),
            "标签写法不对",
        )
        demand(re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,4}){1,3}[a-z0-9.]{0,8}", said["version"]), "版本写法不对")
        demand(all(map(source_is_good, said["sources"])), "来源的写法不对")
        return "承诺没有可自由填写的内容"

    def commitment(self):
        demand(
            self.certificate.get("commitment") == self.value, "算出的承诺值是 %s，证书写的不同" % self.value
        )
        return "承诺值 " + self.value

    def list(self):
        demand(list_bytes(self.codes) == self.files["list.txt"], "list.txt 不是规范形式")
        demand(len(set(self.codes)) == len(self.codes) == self.said["n"], "人数不对，或有重复的编号")
        demand(all(map(code_is_good, self.codes)), "有写法不对的编号")
        demand(
            hash_of(self.name, self.files["list.txt"]).hex() == self.said["list_digest"], "名单与承诺的不同"
        )
        return "名单 %d 个编号" % len(self.codes)

    def groups_(self):
        raw = self.files.get("groups.txt")
        found = None if raw is None else hash_of(self.name, raw).hex()
        demand(found == self.said["groups_digest"], "捆绑名单与承诺的不同")
        members = [code for group in self.groups for code in group]
        demand(len(members) == len(set(members)) and set(members) <= set(self.codes), "捆绑名单有误")
        canonical = list_bytes(" ".join(sorted(group)) for group in self.groups)
        demand(
            raw in (None, canonical) and all(len(group) > 1 for group in self.groups), "捆绑名单不是规范形式"
        )
        needed = bool(members) and self.said["places"] is not None
        demand((self.said["last_place"] is not None) == needed, "末位规则与捆绑名单、名额不相配")
        return "捆绑 %d 组" % len(self.groups)

    def entropy(self):
        named = self.said["sources"]
        sizes = [pair for entry in named for pair in SOURCES.get(entry["source"], [])]
        bits = sum(
            math.log2(math.factorial(of) // math.factorial(k) // math.factorial(of - k)) for k, of in sizes
        )
        demand(bits >= 64, "主要来源合计 %.1f 比特，少于 64" % bits)
        issues = [(entry["source"], entry.get("issue")) for entry in named]
        demand(len(issues) == len(set(issues)), "同一来源的同一期写了两次")
        return "主要来源合计 %.1f 比特" % bits

    def sources(self):
        demand(canon(self.public) == self.files["public.json"], "public.json 的字节不是规范形式")
        demand(set(self.public) == {"sources"}, "public.json 有多余的内容")
        named, made = self.said["sources"], self.public["sources"]
        demand(len(named) == len(made), "来源的个数不对")
        for entry, numbers in zip(named, made):
            demand(numbers["source"] == entry["source"], "来源的次序不对")
            demand(numbers.get("issue") == entry.get("issue"), "期号与承诺不同")
            _check_numbers(entry, numbers)
        late = [m["source"] for e, m in zip(named, made) if m.get("drawn") != e.get("issue")]
        return "号码合规则" + ("；%s 用了下一期，请核对当期确实没有开奖" % "、".join(late) if late else "")

    def seed_(self):
        said = self.certificate["seed"]
        expected = {"hash": self.name, "how": "public-draw", "value": self.seed.hex()}
        demand(
            {key: said.get(key) for key in expected} == expected,
            "算出的种子是 %s，证书写的不同" % self.seed.hex(),
        )
        return "种子 " + self.seed.hex()

    def options(self):
        said, certificate = self.said, self.certificate
        keys = ("hash", "label", "last_place", "places", "rule")
        demand(certificate["options"] == {key: said[key] for key in keys}, "证书的选项与承诺不同")
        demand(
            certificate.get("n") == said["n"] and certificate["algorithm"] == "draw-v1/" + said["rule"],
            "人数或算法不同",
        )
        demand([certificate[key] for key in ("objective", "bound", "gap")] == [None] * 3, "抽签没有目标值")
        if said["rule"] in ("circle", "difference"):
            n = len(self.codes) - sum(len(group) - 1 for group in self.groups)
            found = start_and_step(self.name, self.seed, said["label"], n)
            demand([certificate.get("start"), certificate.get("step")] == found, "首号和步长应是 %s" % found)
        return "证书的选项与承诺一致"

    def counts(self):
        placed = Counter(row["code"] for row in self.rows)
        demand(placed == Counter(self.codes), "有人没有排上、重复，或不在名单里")
        demand(
            self.certificate["violations"] == {"missing": 0, "strange": 0, "twice": 0}, "证书的违反次数不是零"
        )
        return "名单里的 %d 人都排上了，每人一次" % len(placed)

    def order(self):
        expected = self._expected()
        for mine, row in zip(expected, self.rows):
            same = all(mine[key] == row.get(key) for key in ("rank", "code", "ticket"))
            demand(same, "第 %s 名应是 %s" % (mine["rank"], mine["code"]))
        demand(len(expected) == len(self.rows), "行数不对")
        return "%d 人的次序全部复算一致" % len(expected)

    def outcome(self):
        if self.said["places"] is None:
            demand("outcome" not in self.columns, "没有名额的抽签不应有录取结果")
            return "只排次序，不定录取"
        expected = self._expected()
        wrong = [
            row["code"] for mine, row in zip(expected, self.rows) if mine["outcome"] != row.get("outcome")
        ]
        demand(not wrong, "%s 的录取结果不对" % "、".join(wrong[:5]))
        return "录取 %d 人" % sum(row["outcome"] == "in" for row in self.rows)

    def root(self):
        found = root_of(self.name, map(result_leaf, self.rows)).hex()
        demand(found == self.certificate["results_root"], "算出的结果树根是 %s，证书写的不同" % found)
        return "结果树根 " + found

    def _expected(self):
        """The rows as they must be; reckoned once for order and outcome."""
        if self._rows_again is None:
            self._rows_again = result_of(self.said, self.seed, self.codes, self.groups, self.public)
        return self._rows_again

    def proofs(self):
        if "proofs.jsonl" not in self.files:
            return "没有附各家的凭证"
        lines = self.files["proofs.jsonl"].split(b"\n")
        demand(len(lines) == len(self.rows) + 1 and not lines[-1], "凭证的份数不对")
        known = {}
        for i, (line, row) in enumerate(zip(lines, self.rows)):
            proof = json.loads(line)
            same = proof["commitment"] == self.value and proof["root"] == self.certificate["results_root"]
            same = same and (proof["index"], proof["n"], proof["hash"]) == (i, len(self.rows), self.name)
            same = same and all(
                str(proof.get(key)) == str(row.get(key)) for key in ("code", "rank", "ticket", "outcome")
            )
            demand(same and not check_proof(proof, known=known), "编号 %s 的凭证不对" % row["code"])
        return "%d 份凭证全部通向树根" % len(self.rows)


def _check_numbers(entry, made):
    if entry["source"] == "drand":
        demand(set(made) - {"signature"} == {"source", "issue", "drawn", "value"}, "drand 的记录不合格式")
        demand(_is_hash(made["value"]), "drand 的随机值不对")
        demand(made["drawn"] in (entry["issue"], str(int(entry["issue"]) + 1)), "drand 的轮次不对")
        if "signature" in made:
            demand(len(made["signature"]) == 96, "drand 的签名不对")
            demand(
                hashlib.sha256(bytes.fromhex(made["signature"])).hexdigest() == made["value"],
                "drand 的随机值不对",
            )
        return
    on_site = entry["source"] in ("dice", "balls")
    demand(
        set(made) == ({"source", "numbers"} if on_site else {"source", "issue", "drawn", "numbers"}),
        "记录不合格式",
    )
    sizes = [(entry["count"], entry["of"])] if on_site else SOURCES[entry["source"]]
    demand(len(made["numbers"]) == len(sizes), "号码的组数不对")
    for numbers, (count, of) in zip(made["numbers"], sizes):
        good = len(numbers) == count and all(type(number) is int and 1 <= number <= of for number in numbers)
        demand(good, "%s 的号码 %s 不对" % (entry["source"], numbers))
        demand(entry["source"] == "dice" or len(set(numbers)) == count, "%s 的号码重复" % entry["source"])
        demand(on_site or numbers == sorted(numbers), "%s 的号码没有从小到大写" % entry["source"])
    if not on_site:
        issue = entry["issue"]
        good = {issue, str(int(issue) + 1).zfill(len(issue))}
        if entry["on"][5:7] == "12":
            good.add(str(int(issue[:-3]) + 1).zfill(len(issue) - 3) + "001")
        demand(made["drawn"] in good, "%s 的开奖期号不对" % entry["source"])


DRAW_CHECKS = (
    ("certificate", Draw.certificate_),
    ("plan_sha256", Draw.plan_sha256),
    ("files", Draw.files_),
    ("commit_form", Draw.commit_form),
    ("commitment", Draw.commitment),
    ("list", Draw.list),
    ("groups", Draw.groups_),
    ("entropy", Draw.entropy),
    ("sources", Draw.sources),
    ("seed", Draw.seed_),
    ("options", Draw.options),
    ("counts", Draw.counts),
    ("order", Draw.order),
    ("outcome", Draw.outcome),
    ("root", Draw.root),
    ("proofs", Draw.proofs),
)


def check_draw(files):
    """Check a draw given as file name → bytes: a list of (name, holds, what was found)."""
    try:
        draw = Draw(files)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        return [("certificate", False, "文件缺少或不合格式：%r" % error)]
    return [_run(name, check, draw) for name, check in DRAW_CHECKS]


def _run(name, check, subject):
    try:
        return name, True, check(subject)
    except Wrong as wrong:
        return name, False, str(wrong)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError) as error:
        return name, False, "内容不合格式：%r" % error


def check_proof(proof, root="", known=None):
    """What is wrong with one family's proof; empty when it leads to its root (and to the given one)."""
    try:
        leaf = result_leaf({key: proof[key] for key in ("code", "rank", "ticket", "outcome") if key in proof})
        known = {} if known is None else known
        for node in proof["path"]:
            if node not in known:
                if not _is_hash(node):
                    return "凭证里的杂凑值写法不对"
                known[node] = bytes.fromhex(node)
        path = [known[node] for node in proof["path"]]
        found = root_by_proof(proof["hash"], leaf, proof["index"], proof["n"], path, known).hex()
        if found != proof["root"] or proof["rank"] != proof["index"] + 1:
            return "凭证不通向它写的树根"
        if root and root.lower() != found:
            return "凭证通向的树根与公布的不同"
        return ""
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        return "凭证不合格式：%r" % error


# ---------------------------------------------------------------- a division into classes (certificate.md)


class Division:
    """A plan's files and the inputs at hand (name → bytes of a csv file)."""

    def __init__(self, files, inputs):
        self.certificate = json.loads(files["plan.json"])
        self.options = self.certificate["options"]
        self.plan = read_csv(files["plan.csv"])
        self.inputs = {name: read_csv(raw) for name, raw in inputs.items()}
        self.class_of = dict(zip(self.plan["pupil"], self.plan["class"]))
        weight = self.inputs.get("weight", {"pupil": [], "heads": []})
        self.heads = dict(zip(weight["pupil"], map(int, weight["heads"])))
        self.part = self.options.get("part") or {}

    def roster(self):
        """Rows of the roster that this plan is for."""
        columns = self.inputs["roster"]
        rows = [dict(zip(columns, row)) for row in zip(*columns.values())]
        return [row for row in rows if all(row[key] == value for key, value in self.part.items())]

    def certificate_(self):
        said = self.certificate
        demand(said["kind"] == "classes" and said["format"] == 1, "不是第 1 版的分班证书")
        return "第 1 版分班证书，程序 %s" % said["version"]

    def plan_sha256(self):
        found = hashlib.sha256(table_bytes(self.plan)).hexdigest()
        demand(found == self.certificate["plan_sha256"], "plan.csv 与证书记录的不同")
        return "plan.csv 与证书一致"

    def results_root(self):
        found = root_of("sha256", table_lines(self.plan)).hex()
        demand(found == self.certificate["results_root"], "算出的结果树根是 %s，证书写的不同" % found)
        return "结果树根 " + found

    def input(self, name):
        found = hashlib.sha256(table_bytes(self.inputs[name])).hexdigest()
        demand(found == self.certificate["inputs"].get(name), "%s 与证书记录的不同" % name)
        return "%s 与证书一致" % name

    def everybody(self):
        demand(len(self.class_of) == len(self.plan["pupil"]), "有人出现在两处")
        demand(set(self.plan["class"]) == set(self.options["classes"]), "班名与证书的不同")
        if "roster" in self.inputs:
            listed = Counter(row["pupil"] for row in self.roster())
            demand(Counter(self.plan["pupil"]) == listed, "方案里的人与名单不同")
        return "%d 人，每人在一个班" % len(self.class_of)

    def seed(self):
        said = self.certificate["seed"]
        made = seed_of_text(said["hash"], said["text"]).hex()
        demand(made == said["value"], "由所写的文字算出的种子是 %s" % made)
        drawn = said["text"].startswith("draw:")
        demand(said["how"] == ("draw" if drawn else "text"), "种子的来历写得不对")
        return "种子来自公开抽签，请与抽签结果核对" if drawn else "种子由一句话得出：%s" % said["text"]

    def class_numbers(self):
        parts = ["%s=%s" % pair for pair in self.part.items()]
        numbers, teams = self.options.get("class_numbers") or {}, self.options.get("teams") or {}
        drawn = self._drawn("class-numbers", parts, numbers) if numbers else {}
        demand(numbers == drawn, "班号不是由种子抽定的")
        blind = self.plan.get("blind", [])
        demand(bool(blind) == bool(numbers), "方案的盲码与证书的不相配")
        for code, name in zip(blind, self.plan["class"]):
            demand(numbers.get(code) == name, "盲码 %s 的班号不对" % code)
        drawn = self._drawn("teacher-teams", parts, teams.values()) if teams else {}
        demand({team: name for name, team in teams.items()} == drawn, "教师组不是由种子抽定的")
        return "班号%s由种子抽定" % ("和教师组" if teams else "")

    def _drawn(self, what, parts, codes):
        said = self.certificate["seed"]
        label, seed = "|".join([what, "classes"] + parts), bytes.fromhex(said["value"])
        line = sorted((ticket_of(said["hash"], seed, label, code), code) for code in codes)
        demand(len(line) == len(self.options["classes"]), "抽的东西与班数不同")
        return {code: name for (_, code), name in zip(line, self.options["classes"])}

    def size(self):
        heads = Counter()
        for pupil, name in self.class_of.items():
            heads[name] += self.heads.get(pupil, 1)
        names, sizes = self.options["classes"], self.options["sizes"]
        demand(set(sizes) == set(names), "班额没有写全")
        if "classes" in self.inputs:
            given = dict(zip(self.inputs["classes"]["class"], map(int, self.inputs["classes"]["size"])))
            demand(sizes == {name: [size, size] for name, size in given.items()}, "班额与班级表的不同")
        elif not self.options.get("given_sizes"):
            total, n = sum(heads.values()), len(names)
            even = [total // n, -(-total // n)]
            demand(all(size == even for size in sizes.values()), "班额应是每班 %d 至 %d" % tuple(even))
        wrong = [name for name in names if not sizes[name][0] <= heads[name] <= sizes[name][1]]
        return self._counted("size", wrong, "班额 %s" % "、".join(str(heads[name]) for name in names))

    def first_category(self):
        column, names = self.options["first_category"], self.options["classes"]
        shared = column is None
        column = self.options["first_category_share"] if shared else column
        demand(self.options["category"][0] == column, "第一类别与证书的类别列不同")
        counts = {}
        for row in self.roster():
            counts.setdefault(row[column], Counter())[self.class_of.get(row["pupil"])] += 1
        wrong = []
        sizes = [self.options["sizes"][name][1] for name in names]
        demand(not shared or max(sizes) - min(sizes) > 1, "各班人数相同，类别也须相同")
        for value, by_class in counts.items():
            numbers = [by_class[name] for name in names]
            if shared:
                every = sum(sizes)
                far = any(abs(x * every - sum(numbers) * size) >= every for x, size in zip(numbers, sizes))
            else:
                far = max(numbers) - min(numbers) > 1
            wrong += [value] if far else []
        rule = "各班与应占份额相差不到 1" if shared else "各班人数相差不超过 1"
        return self._counted("first_category", wrong, "%s 的每一类，%s" % (column, rule))

    def _groups(self, name):
        groups = {}
        for pupil, group in sorted(set(zip(self.inputs[name]["pupil"], self.inputs[name]["group"]))):
            if pupil in self.class_of:
                groups.setdefault(group, []).append(self.class_of[pupil])
        return groups

    def together(self):
        wrong = [group for group, names in self._groups("together").items() if len(set(names)) > 1]
        return self._counted("together", wrong, "%d 组都在同一个班" % len(self._groups("together")))

    def apart(self):
        groups = self._groups("apart") if "apart" in self.inputs else {}
        for alike in self.options.get("homophones", []):
            groups["同音 " + "、".join(alike)] = [self.class_of[pupil] for pupil in alike]
        wrong = [group for group, names in groups.items() if len(set(names)) < len(names)]
        return self._counted("apart", wrong, "%d 组都已分开" % len(groups))

    def fixed(self):
        fixed = list(zip(self.inputs["fixed"]["pupil"], self.inputs["fixed"]["group"]))
        wrong = [pupil for pupil, name in fixed if self.class_of.get(pupil, name) != name]
        return self._counted("fixed", wrong, "%d 人都在指定的班" % len(fixed))

    def _counted(self, name, wrong, sentence):
        demand(not wrong, "不符的有：%s" % "、".join(map(str, wrong[:10])))
        said = self.certificate["violations"].get(name, 0)
        demand(said == 0, "重数的违反次数是 0，证书写的是 %s" % said)
        return sentence


def check_classes(files, inputs):
    """Check a division given as file name → bytes, with the inputs at hand (name → csv bytes)."""
    try:
        made = Division(files, inputs)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        return [("certificate", False, "文件缺少或不合格式：%r" % error)]
    checks = [
        ("certificate", Division.certificate_),
        ("plan_sha256", Division.plan_sha256),
        ("results_root", Division.results_root),
    ]
    checks += [("input:" + name, lambda d, name=name: d.input(name)) for name in sorted(inputs)]
    checks += [
        ("everybody", Division.everybody),
        ("seed", Division.seed),
        ("class_numbers", Division.class_numbers),
    ]
    named = made.certificate["inputs"]
    if all(name in inputs for name in ("weight", "classes") if name in named):
        checks.append(("size", Division.size))
    if "roster" in inputs and made.options.get("category"):
        checks.append(("first_category", Division.first_category))
    checks += [("together", Division.together)] if "together" in inputs else []
    if "apart" in inputs or ("apart" not in named and made.options.get("homophones")):
        checks.append(("apart", Division.apart))
    checks += [("fixed", Division.fixed)] if "fixed" in inputs else []
    return [_run(name, check, made) for name, check in checks]


# ---------------------------------------------------------------- the command line


def main(arguments=None):
    """Read the arguments, print a line a check."""
    parser = argparse.ArgumentParser(description="核验公开抽签、一家的凭证或一次分班。")
    parser.add_argument("folder", nargs="?", help="抽签或分班的文件夹")
    parser.add_argument("--commitment", default="", help="公告上印的承诺值")
    parser.add_argument("--code", default="", help="孩子的编号")
    parser.add_argument("--proof", default="", help="一家的凭证文件")
    parser.add_argument("--root", default="", help="公布的结果树根")
    parser.add_argument("--input", action="append", default=[], metavar="名称=文件", help="分班的输入文件")
    asked = parser.parse_args(arguments)
    checks = []
    if asked.proof:
        with open(asked.proof, "rb") as stream:
            wrong = check_proof(json.loads(stream.read()), asked.root)
        checks.append(("proof", not wrong, wrong or "凭证通向树根"))
    if asked.folder:
        checks += _check_folder(asked)
    if not checks:
        parser.error("请给出文件夹或 --proof")
    for name, holds, found in checks:
        print("%s  %s：%s" % ("通过" if holds else "不符", name, found))
    return 0 if all(holds for _, holds, _ in checks) else 3


def _check_folder(asked):
    files = {}
    for name in os.listdir(asked.folder):
        path = os.path.join(asked.folder, name)
        if os.path.isfile(path):
            with open(path, "rb") as stream:
                files[name] = stream.read()
    if "plan.json" in files:
        inputs = {}
        for text in asked.input:
            name, _, path = text.partition("=")
            with open(path, "rb") as stream:
                inputs[name] = stream.read()
        return check_classes(files, inputs)
    checks = check_draw(files)
    if asked.commitment:
        name = "sm3" if b'"hash":"sm3"' in files.get("commit.json", b"") else "sha256"
        value = hash_of(name, files.get("commit.json", b"")).hex()
        same = value == "".join(asked.commitment.split()).lower()
        checks.append(("printed_commitment", same, "公告上的承诺值与复算的%s" % ("相同" if same else "不同")))
    if asked.code:
        rows = [row for row in Draw(files).rows if row["code"] == asked.code] if len(checks) > 1 else []
        found = (
            "第 %s 名，签号 %s %s" % (rows[0]["rank"], rows[0]["ticket"], rows[0].get("outcome", ""))
            if rows
            else "不在结果里"
        )
        checks.append(("my_child", bool(rows), "编号 %s %s" % (asked.code, found)))
    return checks


if __name__ == "__main__":
    sys.exit(main())
