"""A head of the audit log as it leaves the building: signed, on paper and as a file, and read back.

Ed25519, the key beside the records (`audit.key`; `XUEZHENG_AUDIT_KEY` names another place). The signature
says who gave the head out; that the log was not rewritten is shown by the head itself, kept elsewhere.
"""

import json
import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from xuezheng.errors import BadInput, NotFound, Tampered

FORMAT = "xuezheng-audit-head-1"
KEY = "audit.key"
FIELDS = ("bureau", "city_code", "n", "hash", "root", "at")


def signed_head(folder: Path, said: dict[str, Any]) -> dict[str, Any]:
    """A head with its signature; the key is made the first time."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = _signing_key(folder)
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    body = {"format": FORMAT, **{name: said[name] for name in FIELDS}, "key": public}
    return body | {"signature": key.sign(_bytes(body)).hex()}


def read_head(file: Path) -> dict[str, Any]:
    """A head from its file, once its signature holds.

    Raises
    ------
    NotFound, BadInput
        When there is no file, or it is not a head.
    Tampered
        When it is not what was signed.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not file.is_file():
        raise NotFound(f"没有链头文件 {file}。请核对路径。公布时保存的是 .json 文件。")
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        body = {name: said[name] for name in ("format", *FIELDS, "key")}
        key, signature = Ed25519PublicKey.from_public_bytes(bytes.fromhex(said["key"])), said["signature"]
        if said["format"] != FORMAT or not isinstance(said["n"], int):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise BadInput(
            f"{file} 不是审计链头文件，或不完整。请用 xuezheng audit head 公布时生成的文件。"
        ) from None
    try:
        key.verify(bytes.fromhex(signature), _bytes(body))
    except (InvalidSignature, ValueError):
        raise Tampered(
            f"链头文件 {file} 与签名不符。它被改动过。请改用公证处或门户上保存的那一份。"
        ) from None
    return said


def fingerprint(public: str) -> str:
    """How a public key is told on paper: sixteen characters of its hash, by fours."""
    text = sha256(bytes.fromhex(public)).hexdigest()[:16]
    return " ".join(text[place : place + 4] for place in range(0, 16, 4))


def line_of(head: dict[str, Any]) -> str:
    """A head in one line, to be printed or read out."""
    return (
        f"学政审计链头 {head['city_code']} {head['at'][:10]} 共{head['n']}条 根{head['root']}"
        f" 公钥指纹{fingerprint(head['key']).replace(' ', '')}"
    )


def write_head(out: Path, head: dict[str, Any]) -> list[Path]:
    """The head as a file, as a line of text, and as a picture to be scanned; what was published stays."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    out.mkdir(parents=True, exist_ok=True)
    stem = f"audit-head-{head['at'][:10]}-{head['n']}"
    picture = qrcode.make(line_of(head), image_factory=SvgPathImage, border=4)
    made = {
        ".json": json.dumps(head, ensure_ascii=False, indent=1) + "\n",
        ".txt": line_of(head) + "\n",
        ".svg": picture.to_string(encoding="unicode"),
    }
    for suffix, text in made.items():
        half = out / f".{stem}{suffix}.part"
        half.write_text(text, encoding="utf-8")
        os.replace(half, out / f"{stem}{suffix}")
    return [out / f"{stem}{suffix}" for suffix in made]


def now_text(at: datetime) -> str:
    """The moment of a head."""
    return at.isoformat(timespec="seconds")


def _bytes(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _signing_key(folder: Path) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        load_pem_private_key,
    )

    file = Path(os.environ.get("XUEZHENG_AUDIT_KEY") or folder / KEY)
    if not file.exists():
        pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as out:
            out.write(pem)
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadInput(f"{file} 不是 Ed25519 私钥。链头须由它签名。请放回原来的密钥文件。")
    return key
