"""How much may be sent in: what is too large is thrown away as it arrives, before it is anywhere."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

MOST_MB = 40
MOST_BYTES = MOST_MB * 2**20


class OnlySoMuch(FileUploadHandler):
    """Stands before Django's own handlers; of a request that is too large it lets no file through."""

    is_too_large = False

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.is_too_large = content_length > MOST_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return None if self.is_too_large else raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def is_too_large(request: HttpRequest) -> bool:
    """Whether files of this request were thrown away for their size."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES
    except ValueError:
        return False
