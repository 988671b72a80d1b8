"""Student aid (学生资助): who is entitled to which scheme on a day, as dated and sourced data."""

from xuezheng.rules.aid.schemes import (
    Entitlement,
    Facts,
    Scheme,
    all_schemes,
    entitlement,
    entitlements,
    group_of_list,
    groups,
    list_kinds,
    scheme_on,
    share_a_purse,
    term_begins,
)

__all__ = [
    "Entitlement",
    "Facts",
    "Scheme",
    "all_schemes",
    "entitlement",
    "entitlements",
    "group_of_list",
    "groups",
    "list_kinds",
    "scheme_on",
    "share_a_purse",
    "term_begins",
]
