"""A page is printed from what it holds; nothing is fetched."""

import http.server
import threading

import pytest

from xuezheng.errors import CannotFinish
from xuezheng.jobs import printing


@pytest.fixture
def asked():
    """Addresses that somebody asked of a server on this machine."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield seen, server.server_port
        server.shutdown()


def test_a_page_is_printed_and_its_addresses_are_left_alone(asked):
    seen, port = asked
    html = (
        f'<meta charset="utf-8"><link rel="stylesheet" href="http://127.0.0.1:{port}/style"><p>准考证'
        f'<img src="http://127.0.0.1:{port}/photo.png"></p>'
    )
    made = printing.pdf_of(html)
    assert made.startswith(b"%PDF-")
    assert seen == []


def test_without_a_chinese_font_nothing_is_printed(monkeypatch, tmp_path):
    lister = tmp_path / "fc-list"
    lister.write_text("#!/bin/sh\n")
    lister.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    printing._expect_chinese_font.cache_clear()
    with pytest.raises(CannotFinish, match="没有中文字体"):
        printing.pdf_of("<p>准考证</p>")
    printing._expect_chinese_font.cache_clear()
