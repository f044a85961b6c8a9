"""Takes events from Waybill, each once: as a file in a folder, which is there before the answer. Python 3.8 or newer."""
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["WAYBILL_WEBHOOK_SECRET"].replace("whsec_", ""))
FOLDER = os.environ.get("EVENTS", "events")
SECONDS_MAX = 300
os.makedirs(FOLDER, exist_ok=True)


def signed(headers, body):
    """As https://www.standardwebhooks.com says; its packages do the same."""
    id, at, given = (headers.get("webhook-" + name, "") for name in ("id", "timestamp", "signature"))
    mac = hmac.new(KEY, f"{id}.{at}.".encode() + body, hashlib.sha256)
    expected = "v1," + base64.b64encode(mac.digest()).decode()
    recent = at.isdigit() and abs(time.time() - int(at)) < SECONDS_MAX
    return recent and any(hmac.compare_digest(expected.encode(), each.encode()) for each in given.split(" "))


def take(event):
    path = os.path.join(FOLDER, event["id"] + ".json")
    if os.path.exists(path):
        return
    with open(path + ".part", "w") as file:
        json.dump(event, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".part", path)
    print(event["type"], event["id"], flush=True)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fine = signed(self.headers, body)
        said = json.loads(body) if fine else {"events": []}
        for event in said.get("events", [said]):
            take(event)
        self.send_response(204 if fine else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *said):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Receiver)
print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
