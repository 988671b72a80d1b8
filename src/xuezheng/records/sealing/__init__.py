"""Personal numbers at rest: sealed one by one, found again by a keyed index, keys outside the database.

Below every room: a model declares `SealedCharField`, and everybody above it reads plain text.
"""

from xuezheng.records.sealing.bulk import blind_index, open_column, reopened, seal_column
from xuezheng.records.sealing.fields import Sealed, SealedCharField
from xuezheng.records.sealing.files import open_bytes, open_file, seal_bytes, seal_file
from xuezheng.records.sealing.keys import expect_one_key, make_keys, provide_keys

__all__ = [
    "Sealed",
    "SealedCharField",
    "blind_index",
    "expect_one_key",
    "make_keys",
    "open_bytes",
    "open_column",
    "open_file",
    "provide_keys",
    "reopened",
    "seal_bytes",
    "seal_column",
    "seal_file",
]
