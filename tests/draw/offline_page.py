"""Run docs/verifier/verify.html in a real browser, without network, and bring back what it found."""

import http.server
import json
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

from draw_examples import ROOT

PAGE = ROOT / "docs" / "verifier" / "verify.html"
SECONDS = 180


def browser() -> str:
    """The browser's program; the tests need one (Debian: chromium)."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise AssertionError("no Chromium here: install the package `chromium` (tools/system-packages)")


def ask(script: str, data: Any) -> Any:
    """Open the page from a file with `script` added; it ends by calling `tell(answer)`.

    The script sees `DATA`. Only the page's policy is loosened, so that the answer can be told.
    """
    answers: list[Any] = []
    told = threading.Event()

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            answers.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            told.set()

        def log_message(self, *_):
            """Say nothing."""

    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = Path(folder) / "page.html"
        page.write_text(_with(script, data, server.server_port), encoding="utf-8")
        opened = _open(page, folder)
        try:
            assert told.wait(SECONDS), "the page did not answer"
        finally:
            opened.terminate()
            opened.wait(30)
            server.shutdown()
    if isinstance(answers[0], dict) and "error" in answers[0]:
        raise AssertionError(answers[0]["error"])
    return answers[0]


def _open(page: Path, folder: str) -> subprocess.Popen:
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--remote-debugging-port=0",
        f"--user-data-dir={folder}/profile",
    ]
    return subprocess.Popen(
        [browser(), *flags, page.as_uri()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _with(script: str, data: Any, port: int) -> str:
    embedded = json.dumps(data).replace("</", r"<\/")
    added = f"""<script>
const DATA = {embedded};
const tell = (answer) => fetch("http://127.0.0.1:{port}/", {{method: "POST", mode: "no-cors", body: JSON.stringify(answer)}});
(async () => {{ {script} }})().catch((error) => tell({{error: String(error && error.stack || error)}}));
</script></body>"""
    whole = PAGE.read_text(encoding="utf-8")
    start = whole.index("<meta http-equiv")
    return (whole[:start] + whole[whole.index(">", start) + 1 :]).replace("</body>", added)
