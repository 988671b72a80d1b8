"""How personal data is shown to whoever may not see it whole: one rule a sort, used by every door."""


def name(text: str) -> str:
    """李* · 李*明 · 欧***娜: the first and, from three characters on, the last."""
    if len(text) < 3:
        return f"{text[:1]}*" if text else ""
    return f"{text[0]}{'*' * (len(text) - 2)}{text[-1]}"


def first_character(text: str) -> str:
    """李*: only that somebody is there, for lists that are about something else."""
    return f"{text[0]}*" if text else ""


def identity_number(text: str) -> str:
    """110101********1234: the place and the last four; nothing of a number too short to hide its middle."""
    return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}" if len(text) > 12 else "*" * len(text)


def roll_number(text: str) -> str:
    """G110101********1234: its letter, then as an identity number."""
    return text[:1] + identity_number(text[1:])


def telephone(text: str) -> str:
    """138****5678; of any other length at most the last four."""
    if len(text) == 11:
        return f"{text[:3]}****{text[-4:]}"
    return "*" * max(len(text) - 4, 0) + text[-4:] if len(text) > 7 else "*" * len(text)


def hidden(text: str) -> str:
    """Nothing but that there is something."""
    return "***" if text else ""
