"""Open a page of zones in a real browser, in a frame as wide as asked, under its own policy, and use it."""

import http.server
import json
import shutil
import subprocess
import tempfile
import threading
from typing import Any

SECONDS = 120
HARNESS = """<!doctype html><meta charset="utf-8"><body style="margin:0"><iframe src="/page" width="{width}" height="800"
style="border:0"></iframe><script>
const frame = document.querySelector("iframe"), DATA = {data};
const tell = (answer) => fetch("/", {{method: "POST", body: JSON.stringify(answer)}});
frame.addEventListener("load", async () => {{
  const view = frame.contentWindow, page = frame.contentDocument, id = (name) => page.getElementById(name);
  const finger = (kind, x, y) => id("map").dispatchEvent(new view.PointerEvent(kind,
    {{pointerId: 9, pointerType: "touch", clientX: x, clientY: y, bubbles: true}}));
  const tap = (x, y) => {{ finger("pointerdown", x, y); finger("pointerup", x, y); return id("told").textContent; }};
  const screen = (x, y) => {{
    const box = id("map").getBoundingClientRect(), seen = id("map").viewBox.baseVal, k = box.width / seen.width;
    return [box.left + (x - seen.x) * k, box.top + (y - seen.y) * k];
  }};
  const type = (words) => {{ id("search").value = words; id("search").dispatchEvent(new view.Event("input")); }};
  try {{ tell(await (async () => {{ {script} }})()); }} catch (error) {{ tell({{error: String(error.stack || error)}}); }}
}});
</script>"""


def used(page: str, script: str, *, width: int, data: Any = None) -> Any:
    """What `script` returns. It has `page`, `id`, `tap(x, y)`, `screen(x, y)`, `type(words)` and `DATA`."""
    answers: list[Any] = []
    told = threading.Event()
    harness = HARNESS.format(width=width, data=json.dumps(data).replace("</", r"<\/"), script=script)

    class Shop(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = (page if self.path == "/page" else harness if self.path == "/" else "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            answers.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            told.set()

        def log_message(self, *_):
            """Say nothing."""

    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        opened = _open(f"http://127.0.0.1:{server.server_port}/", folder)
        try:
            assert told.wait(SECONDS), "the page did not answer"
        finally:
            opened.terminate()
            opened.wait(30)
            server.shutdown()
    if isinstance(answers[0], dict) and "error" in answers[0]:
        raise AssertionError(answers[0]["error"])
    return answers[0]


def _open(address: str, folder: str) -> subprocess.Popen:
    found = [name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)]
    assert found, "no Chromium here: install the package `chromium` (tools/system-packages)"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0"]
    command = [found[0], *flags, "--window-size=1280,900", f"--user-data-dir={folder}/profile", address]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
