"""Names are spelled before they are looked for; a person keeps the filters of a list."""

from datetime import datetime

from django.db import connection, transaction

from xuezheng.records.accounts.models import User
from xuezheng.records.audit.actions import acting, owner_of
from xuezheng.records.registers.models import SavedFilter, Spelling
from xuezheng.records.spelling import spelled

#: More of them a person would not find again.
MOST_FILTERS = 20
OWNER = "user.organisation"


def spell_new_names() -> int:
    """Spell the names that were written since the last time; give how many. It is the machine's own work: no event."""
    new = list(Spelling.objects.filter(sound="").values_list("name", flat=True))
    if not new:
        return 0
    table = connection.ops.quote_name(Spelling._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET sound = %s, initials = %s WHERE name = %s",  # noqa: S608  the model's own name
            [(*spelled(name), name) for name in new],
        )
    return len(new)


def save_filter(*, row: SavedFilter, by: User, at: datetime) -> SavedFilter:
    """Keep the filter of a list for oneself."""
    with acting(by=by, at=at, action="filter.save", organisation=owner_of(row, OWNER, by)) as act:
        act.expect_new(row)
        act.expect(row.user_id == by.pk, "筛选只能由本人保存。", "请用自己的账号保存。")
        kept = SavedFilter.objects.filter(user=row.user, register=row.register).count()
        act.expect(kept < MOST_FILTERS, f"已保存 {kept} 个筛选。", "请先删去不用的。")
        act.detail = {"register": row.register}
        act.save(row)
    return row


def drop_filter(*, row: SavedFilter, by: User, at: datetime) -> None:
    """Throw away a saved filter of one's own."""
    with acting(by=by, at=at, action="filter.drop", organisation=owner_of(row, OWNER, by)) as act:
        act.take(row)
        act.expect(row.user_id == by.pk, "筛选只能由本人删去。", "请用自己的账号删去。")
        act.remove(row)
