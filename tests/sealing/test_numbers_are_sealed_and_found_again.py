"""Sealing one number: it opens, it is found again, and nothing of it is in the text."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezheng.errors import BadInput, NotFound, Tampered
from xuezheng.records.sealing import keys, open_bytes, open_file, seal_bytes, seal_file
from xuezheng.records.sealing.suites import HEAD, INDEX_CHARACTERS, sealer

numbers = st.text(min_size=1, max_size=20)
KEYS = [keys.new_key(suite) for suite in keys.SUITES]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with keys of its own."""
    monkeypatch.setenv("XUEZHENG_DIR", str(tmp_path))
    keys.make_keys(tmp_path / keys.FILE)
    return tmp_path


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.suite)
@given(number=numbers)
def test_what_is_sealed_opens_again_and_equal_numbers_have_equal_texts(key, number):
    one = sealer(key, "identity")

    assert one.open(one.seal(number)) == number
    assert one.seal(number) == one.seal(number)
    assert number not in one.seal(number) or len(number) < 3


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.suite)
@given(one=numbers, other=numbers)
def test_different_numbers_have_different_indexes(key, one, other):
    texts = {sealer(key, "identity").seal(number)[HEAD : HEAD + INDEX_CHARACTERS] for number in (one, other)}

    assert len(texts) == len({one, other})


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.suite)
@given(number=numbers, place=st.integers(0), flip=st.integers(1, 63))
def test_a_changed_text_does_not_open(key, number, place, flip):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    text = sealer(key, "identity").seal(number)
    body = text[HEAD:].rstrip("=")
    at = place % (len(body) - 1)  # the last character may hold bits that count for nothing
    other = alphabet[alphabet.index(body[at]) ^ flip]

    with pytest.raises(Tampered, match="打不开"):
        sealer(key, "identity").open(text[: HEAD + at] + other + text[HEAD + at + 1 :])


def test_a_telephone_does_not_open_as_an_identity_number_nor_under_another_key():
    text = sealer(KEYS[0], "phone").seal("13800001234")

    for other in (sealer(KEYS[0], "identity"), sealer(keys.new_key(keys.SUITES[0]), "phone")):
        with pytest.raises(Tampered):
            other.open(text)


def test_the_text_is_aes_gcm_as_the_page_says():
    """Opened with nothing of ours, from the key and docs/explanation/what-is-sealed.md."""
    import hashlib
    import hmac
    from base64 import b64decode

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = KEYS[0]
    raw = b64decode(sealer(key, "phone").seal("13800001234")[HEAD:])

    secret = hmac.digest(key.data, b"seal-v1\nphone\n", hashlib.sha256)
    index = hmac.digest(key.index, b"index-v1\nphone\n" + b"13800001234", hashlib.sha256)[:16]
    assert raw[:16] == index
    assert AESGCM(secret).decrypt(raw[:12], raw[16:], b"phone\n" + index) == b"13800001234"


@given(content=st.binary(max_size=200), seed=st.integers(0))
def test_a_file_opens_whole_or_not_at_all(content, seed):
    sealed = seal_bytes(content)
    at = 8 + seed % (len(sealed) - 8)

    assert open_bytes(sealed) == content
    with pytest.raises(Tampered):
        open_bytes(sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
    with pytest.raises(Tampered):
        open_bytes(sealed[:-1])


def test_pieces_of_a_long_file_cannot_be_dropped_or_swapped(folder):
    piece = (1 << 20) + 16
    (folder / "long").write_bytes(os.urandom(3 << 20))
    seal_file(folder / "long", folder / "sealed")
    sealed = (folder / "sealed").read_bytes()
    head, one, two, three = sealed[:19], *(sealed[19 + n * piece : 19 + (n + 1) * piece] for n in range(3))

    assert open_file(folder / "sealed") == (folder / "long").read_bytes()
    assert (folder / "sealed").stat().st_mode & 0o777 == 0o600
    for forged in (
        head + one + two,
        head + two + one + three,
        head + one + three,
        head + one + two + three + three,
    ):
        with pytest.raises(Tampered):
            open_bytes(forged)


def test_a_file_kept_before_files_were_sealed_is_read_as_it_is(folder):
    (folder / "old.csv").write_text("学籍号\nG1\n", encoding="utf-8")

    assert open_file(folder / "old.csv").decode() == "学籍号\nG1\n"


def test_without_the_keys_file_the_sentence_says_what_is_lost(tmp_path, monkeypatch):
    monkeypatch.setenv("XUEZHENG_DIR", str(tmp_path))

    with pytest.raises(NotFound, match=r"没有密钥文件.*谁也读不出.*请把保管的密钥文件放回"):
        keys.ring()


def test_the_file_is_private_and_a_file_anybody_reads_is_refused(folder):
    file = folder / keys.FILE
    assert file.stat().st_mode & 0o777 == 0o400

    file.chmod(0o444)
    keys._read.clear()
    with pytest.raises(BadInput, match="任何人都能读"):
        keys.ring()


def test_another_place_may_be_named_for_the_keys(folder, monkeypatch):
    elsewhere = folder / "mounted"
    key = keys.make_keys(elsewhere, keys.SUITES[1])
    monkeypatch.setenv("XUEZHENG_KEYS", str(elsewhere))

    assert keys.ring().current == key


def test_keys_are_never_written_over_and_never_shown(folder):
    with pytest.raises(BadInput, match="已存在"):
        keys.make_keys(folder / keys.FILE)

    assert keys.ring().current.data.hex() not in repr(keys.ring())
    assert repr(keys.ring().current.data) not in repr(keys.ring())


@pytest.mark.parametrize("spoil", ["", "current = 1", 'current = "k000"', "\0\0"])
def test_a_broken_keys_file_is_told_and_not_guessed(folder, spoil):
    file = folder / keys.FILE
    file.unlink()
    file.write_text(spoil)
    file.chmod(0o600)

    with pytest.raises(BadInput, match="不是完整的密钥文件"):
        keys.ring()
