"""Results put out for everyone to look up, each under a code of its own, at a stated instant."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils.timezone import localdate, localtime

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting
from xuezheng.records.decisions.models import Decision, LookupFailure, Publication, PublishedResult
from xuezheng.records.decisions.queries import lookup_key

#: Crockford's base 32: no letter that is taken for a digit. Eight of them are 40 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
MOST_LETTERS = 1500


def prepare_publication(
    *,
    decision: Decision,
    title: str,
    number_name: str,
    stands_at: datetime,
    results: Sequence[tuple[str, str]],
    files: Sequence[str],
    by: User,
    at: datetime,
) -> tuple[Publication, list[tuple[str, str]]]:
    """Write every result once; give the codes, which stand nowhere else: print them.

    Parameters
    ----------
    results : sequence of (number, answer)
        What each person asks with, and what they read.
    """
    with acting(by=by, at=at, action="publication.prepare", organisation=decision.round.owner) as act:
        act.take(decision)
        act.expect(decision.approved_on is not None, f"决定 {decision.code} 还没有批准。", "批准后才能公布。")
        act.expect(
            stands_at > at,
            f"公布时刻 {localtime(stands_at):%Y-%m-%d %H:%M} 已经过去。",
            "请定一个将来的时刻。",
        )
        numbers = [number for number, _answer in results]
        act.expect(bool(numbers), "没有可以公布的结果。", "请核对结果文件。")
        twice = len(numbers) - len(set(numbers))
        act.expect(not twice, f"有 {twice} 个号码重复。", "请核对结果文件。")
        long = sum(len(answer) > MOST_LETTERS for _number, answer in results)
        act.expect(not long, f"有 {long} 条结果超过 {MOST_LETTERS} 字。", "请缩短。")
        act.refuse_faults()
        made = Publication(
            decision=decision,
            title=title,
            number_name=number_name,
            stands_at=stands_at,
            prepared_by=by.username,
            prepared_at=at,
            n_results=len(numbers),
            files=list(files),
        )
        act.detail = {"stands_at": stands_at.isoformat(), "n_results": len(numbers)}
        act.save(made)
        codes = [(number, random_code()) for number in numbers]
        PublishedResult.objects.bulk_create(
            (
                PublishedResult(key=lookup_key(str(made.pk), number, code), publication=made, answer=answer)
                for (number, code), (_number, answer) in zip(codes, results, strict=True)
            ),
            batch_size=2000,
        )
        if decision.published_on is None:
            decision.published_on = localdate(stands_at)
            act.save(decision, "published_on")
    return made, codes


def random_code() -> str:
    """Forty random bits in eight letters."""
    bits = secrets.randbits(5 * CODE_LENGTH)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(CODE_LENGTH))


def withdraw_publication(*, publication: Publication, reason: str, by: User, at: datetime) -> None:
    """Take it back: from now on nobody finds it."""
    owner = publication.decision.round.owner
    with acting(by=by, at=at, action="publication.withdraw", organisation=owner) as act:
        act.take(publication)
        act.expect(publication.withdrawn_at is None, "这次公布已经撤下。", "无须重复办理。")
        act.expect(bool(reason.strip()), "没有写撤下的理由。", "请写明理由，会记入审计。")
        act.refuse_faults()
        publication.withdrawn_at = at
        act.detail = {"reason": reason.strip()[:200]}
        act.save(publication, "withdrawn_at")


def note_failure(number_key: str, hour: int) -> None:
    """Count a wrong guess at a number; whether there is such a number makes no difference."""
    table = connection.ops.quote_name(LookupFailure._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (number_key, hour, n) VALUES (%s, %s, 1) "  # noqa: S608
            f"ON CONFLICT (number_key, hour) DO UPDATE SET n = {table}.n + 1",
            [number_key, hour],
        )
