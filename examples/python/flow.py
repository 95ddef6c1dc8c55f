"""The Partner API with Python's standard library only: read gradings, receive a webhook, read its grading.

CHCK_BASE_URL is the address and CHCK_TOKEN a token; `chck serve` prints both at its start.
"""

import json
import os
import threading
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

BASE_URL = os.environ.get("CHCK_BASE_URL", "http://localhost:4000")
TOKEN = os.environ["CHCK_TOKEN"]


def call(method, path, body=None, token=TOKEN):
    """Calls the mock: its control API under `/_mock`, or the Partner API."""
    request = urllib.request.Request(BASE_URL + path, method=method)
    request.add_header("Authorization", f"Bearer {token}")
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as response:
        text = response.read()
    return json.loads(text) if text else None


def gradings():
    """All gradings, newest first, page by page."""
    cursor = None
    while True:
        query = {"limit": 20} if cursor is None else {"limit": 20, "cursor": cursor}
        page = call("GET", "/v1/gradings?" + urllib.parse.urlencode(query))
        yield from page["gradings"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


class Handler(BaseHTTPRequestHandler):
    """Receives webhooks. A 2xx means for CHCK that the webhook arrived."""

    received = []
    arrived = threading.Event()

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.received.append(json.loads(self.rfile.read(length)))
        self.send_response(204)
        self.end_headers()
        self.arrived.set()

    def log_message(self, *arguments):
        pass


def main():
    print("gradings:", sum(1 for _ in gradings()))

    # A world of its own for this run: nothing that others do can be seen in it, and the other way round.
    account = call("POST", "/_mock/accounts", {"cards": 1})
    token = account["token"]

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/webhooks"
    call("POST", "/v1/webhook-targets", {"outcome": "success", "url": url}, token)

    call("POST", "/_mock/trigger", {"outcome": "success", "grade": 9, "account": account["account"]["id"]})
    assert Handler.arrived.wait(10), "no webhook came"
    session = Handler.received[0]["grading_session_id"]
    grading = call("GET", f"/v1/gradings/{session}", token=token)
    print("graded:", grading["user_card_grade"]["full_overall_grade"])
    server.shutdown()


if __name__ == "__main__":
    main()
