"""A partner's backend with Python's standard library only.

It receives webhooks, reads their gradings, and keeps grades and pictures. CHCK_BASE_URL is the address of the API and
CHCK_TOKEN a token; CHCK_WEBHOOK_SECRET (`whsec_…`), if set, is what webhooks are signed with; PORT is where it listens.
It stores in memory what a real backend stores in tables.
"""

import base64
import hashlib
import hmac
import json
import os
import queue
import random
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BASE_URL = os.environ.get("CHCK_BASE_URL", "http://localhost:4000")
TOKEN = os.environ["CHCK_TOKEN"]
SECRET = os.environ.get("CHCK_WEBHOOK_SECRET")
PORT = int(os.environ.get("PORT", "3000"))
MAX_ATTEMPTS = 5
FIRST_WAIT_S = 0.5
MAX_SIGNATURE_AGE_S = 300
WORKERS = 4


class KeyRefused(Exception):
    """CHCK refused the key. Calling again does not help: a person must act."""


class NotFound(Exception):
    """CHCK has no such object for this account."""


class Api:
    """The Partner API: backs off on 429 and 5xx, and stops for good at 401 and 403."""

    def __init__(self):
        self.refused = threading.Event()

    def read(self, path, **query):
        url = BASE_URL + path + ("?" + urllib.parse.urlencode(query) if query else "")
        for attempt in range(MAX_ATTEMPTS):
            if self.refused.is_set():
                raise KeyRefused(path)
            request = urllib.request.Request(url, headers={"Authorization": f"Bearer {TOKEN}"})
            wait = FIRST_WAIT_S * 2**attempt * random.uniform(1, 1.2)
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    return json.load(response)
            except urllib.error.HTTPError as error:
                if error.code in (401, 403):
                    self.refused.set()
                    raise KeyRefused(path) from error
                if error.code == 404:
                    raise NotFound(path) from error
                if error.code != 429 and error.code < 500:
                    raise
                wait = float(error.headers.get("Retry-After") or wait)
            except (OSError, ValueError):
                pass  # No connection, or a response that broke off.
            if attempt + 1 < MAX_ATTEMPTS:
                time.sleep(wait)
        raise TimeoutError(f"{path} failed {MAX_ATTEMPTS} times")

    def pages(self, path, items):
        """All items of a list: `next_cursor` goes back unchanged until it is null."""
        query = {}
        while True:
            page = self.read(path, **query)
            yield from page[items]
            if page["next_cursor"] is None:
                return
            query = {"cursor": page["next_cursor"]}


def picture(url):
    """The bytes behind an image link: it is signed, leads to another host, and gets no key."""
    with urllib.request.urlopen(url, timeout=30) as response:
        return response.read()


def signature_is_valid(headers, body):
    """Standard Webhooks: one of the signatures is that of the id, the time and the body as it came."""
    try:
        sent_at = int(headers["webhook-timestamp"])
        key = base64.b64decode(SECRET.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{sent_at}.".encode() + body
    except (KeyError, TypeError, ValueError):
        return False
    if abs(time.time() - sent_at) > MAX_SIGNATURE_AGE_S:
        return False
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = (headers.get("webhook-signature") or "").split()
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in given)


class Backend:
    """Takes webhooks at once, and works on them afterwards."""

    def __init__(self):
        self.api = Api()
        self.grades = {}
        self.pictures = {}
        self.gradings = {}
        self.cards = {}
        self.claimed = set()
        self.lock = threading.Lock()
        self.work = queue.Queue()
        for _ in range(WORKERS):
            threading.Thread(target=self.run, daemon=True).start()

    def accept(self, grading_id):
        """A webhook may arrive more than once, also at the same moment. With a database: a unique constraint."""
        with self.lock:
            if grading_id in self.claimed:
                return
            self.claimed.add(grading_id)
        self.work.put(grading_id)

    def run(self):
        while True:
            grading_id = self.work.get()
            try:
                self.store(grading_id)
            except NotFound:
                print(f"CHCK knows no grading {grading_id}: dropped", flush=True)
            except Exception as error:  # Not processed: the next sync or webhook tries again.
                self.claimed.discard(grading_id)
                print(f"{grading_id} is not stored: {error!r}", flush=True)
            finally:
                self.work.task_done()

    def store(self, grading_id):
        """Believes the grading, whatever the webhook said, and copies pictures while their links are valid."""
        found = self.api.read(f"/v1/gradings/{grading_id}")
        grade = found["user_card_grade"] or {}
        self.grades[grading_id] = grade.get("full_overall_grade")
        card = self.api.read(f"/v1/cards/{found['grading']['user_card_id']}")
        for name in ("front", "back"):
            if card["images"][name]:
                self.pictures[grading_id, name] = picture(card["images"][name])

    def sync(self):
        self.gradings.update((one["id"], one) for one in self.api.pages("/v1/gradings", "gradings"))
        self.cards.update((one["user_card_id"], one) for one in self.api.pages("/v1/cards", "cards"))
        return {"gradings": len(self.gradings), "cards": len(self.cards)}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    backend = Backend()

    def do_GET(self):
        grades, pictures, work = self.backend.grades, self.backend.pictures, self.backend.work
        self.answer(200, {"grades": grades, "pictures": len(pictures), "open": work.unfinished_tasks})

    def do_POST(self):
        body = self.body()
        if self.path == "/webhooks":
            self.webhook(body)
        elif self.path == "/sync":
            try:
                self.answer(200, self.backend.sync())
            except KeyRefused:
                self.answer(503, {"error": "CHCK refused our key"})
        else:
            self.answer(404)

    def webhook(self, body):
        if SECRET and not signature_is_valid(self.headers, body):
            return self.answer(401)
        try:
            grading_id = str(json.loads(body)["grading_session_id"])
        except (ValueError, KeyError, TypeError):
            return self.answer(400)
        self.backend.accept(grading_id)
        self.answer(204)

    def body(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def answer(self, status, content=None):
        text = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128  # Webhooks come in bursts.


if __name__ == "__main__":
    server = Server(("127.0.0.1", PORT), Handler)
    print(f"Receiving webhooks at http://localhost:{server.server_port}/webhooks", flush=True)
    server.serve_forever()
