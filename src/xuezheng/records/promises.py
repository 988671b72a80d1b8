"""Constraints that many models make: days that follow each other, parts within a whole, amounts."""

from django.db.models import CheckConstraint, F, Q


def follows(later: str, earlier: str, *, name: str, message: str) -> CheckConstraint:
    """`later` is empty or not before `earlier`; an empty `earlier` says nothing against it (NULL passes)."""
    condition = Q(**{later: None}) | Q(**{f"{later}__gte": F(earlier)})
    return CheckConstraint(condition=condition, name=name, violation_error_message=message)


def within(*parts_and_wholes: tuple[str, str], name: str, message: str) -> CheckConstraint:
    """Each part is at most its whole."""
    condition = Q()
    for part, whole in parts_and_wholes:
        condition &= Q(**{f"{part}__lte": F(whole)})
    return CheckConstraint(condition=condition, name=name, violation_error_message=message)


def not_negative(*amounts: str, name: str, message: str) -> CheckConstraint:
    """No amount is below zero."""
    condition = Q()
    for amount in amounts:
        condition &= Q(**{f"{amount}__gte": 0})
    return CheckConstraint(condition=condition, name=name, violation_error_message=message)


def more_than_nothing(amount: str, *, name: str, message: str) -> CheckConstraint:
    """The amount is above zero."""
    return CheckConstraint(condition=Q(**{f"{amount}__gt": 0}), name=name, violation_error_message=message)
