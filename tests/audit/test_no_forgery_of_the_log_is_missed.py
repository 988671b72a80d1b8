"""The log against a person with the database's password: every change is found, the first bad event named."""

import random
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from small_bureau import NOON, Role

from xuezheng.records.audit.actions import record_event
from xuezheng.records.audit.canonical import START, chained_hash
from xuezheng.records.audit.models import Event, Head
from xuezheng.records.audit.proof import Published, Tree, prove, prove_rows, stored_rows
from xuezheng.records.audit.queries import RECORDED, first_broken_event

N = 40
TEXTS = (2, 3, 4, 5, 6)  # by, action, kind, code, path


@pytest.fixture
def log(bureau):
    """Forty events as the database keeps them, the head, and two heads published on the way."""
    by = bureau.person(Role.OFFICE)
    published = []
    for i in range(N):
        record_event(
            by=by, at=NOON + timedelta(seconds=i, microseconds=i % 3), action="case.open",
            subject_kind="casework.case", subject_code=f"K{i}", organisation_path="990000/",
            detail={"fields": ["topic", "area"], "n": i, "why": "更正"},
        )  # fmt: skip
        if i in (14, N - 1):
            proof = prove()
            published.append(Published(proof.n, proof.hash, proof.root, f"第 {proof.n} 条时"))
    head = Head.objects.get()
    return list(stored_rows()), (head.seq, head.hash), published


def test_a_whole_log_agrees_with_all_its_heads_and_with_the_plain_walk(log):
    rows, head, published = log

    proof = prove(published)

    assert (proof.n, proof.first_bad, proof.agreed, proof.contradicted) == (N, None, published, [])
    assert first_broken_event() is None
    assert prove_rows(rows, head, published).root == proof.root


@pytest.mark.parametrize("place", range(10))
def test_any_character_of_any_column_that_is_changed_names_its_event(log, place):
    rows, head, published = log
    luck = random.Random(place)

    for _ in range(10):
        forged, i = list(rows), luck.randrange(N)
        forged[i] = _one_character_off(rows[i], place, luck)
        proof = prove_rows(forged, head, published)
        assert proof.first_bad == i + 1, (i, forged[i])


def _one_character_off(row, place, luck):
    if place == 0:
        return (row[0] + 1, *row[1:])
    text = row[place]
    at = luck.randrange(len(text))
    other = "0" if text[at] != "0" else "1"
    return (*row[:place], text[:at] + other + text[at + 1 :], *row[place + 1 :])


def test_a_thousand_forgeries_are_found_against_the_head_kept_outside(log):
    rows, head, published = log
    luck = random.Random(20260902)
    missed = []

    for number in range(1000):
        forged, its_head, kind, first = _forged(rows, head, luck)
        proof = prove_rows(forged, its_head, published)
        if proof.first_bad is None or (first is not None and proof.first_bad != first):
            missed.append((number, kind, first, proof.first_bad, proof.why))

    assert missed == []


def _forged(rows, head, luck):
    """Change, delete, swap, cut the tail, or compute the whole chain anew; where it must show, if known."""
    kind = luck.choice(["change", "delete", "swap", "cut", "recompute", "add"])
    i, forged = luck.randrange(len(rows)), list(rows)
    if kind == "change":
        place = luck.choice(TEXTS)
        forged[i] = (*rows[i][:place], rows[i][place] + "x", *rows[i][place + 1 :])
        return forged, head, kind, i + 1
    if kind == "delete":
        del forged[i]
        return forged, head, kind, i + 1
    if kind == "swap":
        j = (i + luck.randrange(1, len(rows))) % len(rows)
        forged[i], forged[j] = forged[j], forged[i]
        return forged, head, kind, min(i, j) + 1
    if kind == "cut":
        forged = forged[:i]
        return forged, (i, forged[-1][9] if forged else START), kind, i + 1
    if kind == "recompute":
        place = luck.choice(TEXTS)
        forged[i] = (*rows[i][:place], rows[i][place] + "x", *rows[i][place + 1 :])
    else:
        forged.insert(i, rows[luck.randrange(len(rows))])
    forged = _recomputed(forged)
    return forged, (len(forged), forged[-1][9]), kind, None


def _recomputed(rows):
    import json
    from datetime import datetime

    last, made = START, []
    for seq, row in enumerate(rows, 1):
        at = datetime.fromisoformat(row[1] + "+00:00")
        said = dict(
            zip(("by", "action", "subject_kind", "subject_code", "organisation_path"), row[2:7], strict=True)
        )
        digest = chained_hash(seq, last, {"at": at, "detail": json.loads(row[7]), **said})
        made.append((seq, *row[1:8], last, digest))
        last = digest
    return made


def test_without_a_head_kept_outside_a_recomputed_chain_does_not_show(log):
    """Why heads must leave the building; the page for the auditor says so."""
    rows, head, published = log
    forged = [*rows[:20], (*rows[20][:2], "别人", *rows[20][3:]), *rows[21:]]
    forged = _recomputed(forged)
    its_head = (N, forged[-1][9])

    assert prove_rows(forged, its_head).first_bad is None
    proof = prove_rows(forged, its_head, published)
    assert proof.first_bad == 16  # the head at 15 still agrees: the change lies behind it
    assert "第 16 至 40 条之间" in proof.why
    assert proof.agreed == published[:1]


def test_a_tail_that_is_cut_or_added_without_its_head_shows_by_itself(log):
    rows, head, _ = log

    assert prove_rows(rows[:30], head).first_bad == 31
    assert prove_rows(rows, (39, rows[38][9])).first_bad == 40
    assert prove_rows([], head).first_bad == 1


def test_an_old_backup_brought_back_shows_by_the_head_and_says_how_many_are_missing(log):
    rows, _, published = log
    old = rows[:30]

    proof = prove_rows(old, (30, old[-1][9]), published)

    assert proof.first_bad == 31
    assert "载明有 40 条，现在只有 30 条" in proof.why


def test_an_event_that_was_written_with_another_spacing_of_its_detail_is_still_whole(log):
    """Logs from before the detail was kept as it is hashed; PostgreSQL keeps a form of its own."""
    rows, head, published = log
    spaced = [(*row[:7], row[7].replace('":', '": ').replace(",", ", "), *row[8:]) for row in rows]

    assert prove_rows(spaced, head, published).first_bad is None


def test_the_two_walks_agree_when_a_row_is_changed_in_the_database(log):
    with connection.cursor() as cursor:
        for trigger in ("audit_event_never_changes",):
            on = " ON audit_event" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {trigger}{on}")
        cursor.execute("UPDATE audit_event SET subject_code = 'K999' WHERE seq = 23")

    assert first_broken_event() == prove().first_bad == 23


def test_reads_are_events_and_events_hold_what_was_recorded(log):
    stored = Event.objects.values("seq", *RECORDED).get(seq=7)

    assert stored["detail"] == {"fields": ["topic", "area"], "n": 6, "why": "更正"}
    assert stored["at"] == NOON + timedelta(seconds=6)


def _slow_root(leaves):
    """RFC 6962, 2.1, as it is written there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\1" + _slow_root(leaves[:k]) + _slow_root(leaves[k:])).digest()


@given(st.lists(st.binary(min_size=1, max_size=4), max_size=70))
def test_the_tree_is_that_of_the_standard_at_every_size(leaves):
    tree = Tree()
    for n, leaf in enumerate(leaves):
        assert tree.root() == _slow_root(leaves[:n]).hex()
        tree.add(leaf)
    assert tree.root() == _slow_root(leaves).hex()


def test_known_roots_of_the_standard():
    """The vectors of Certificate Transparency's reference: leaves "", 00, 10."""
    tree = Tree()
    assert tree.root() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    for leaf in (b"", b"\0", b"\x10"):
        tree.add(leaf)
    assert tree.root() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
