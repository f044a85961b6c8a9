"""Sends a picture from the disk, a document from an address and a poll, and waits until their ends are known.

Needs Python 3.8 or newer, and nothing else.

WAYBILL_PASSWORD=… python3 kinds.py 0812-3456-7890 parcel.jpg https://example.com/terms.pdf
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL = os.environ.get("WAYBILL_URL", "http://127.0.0.1:3000")
EMAIL = os.environ.get("WAYBILL_EMAIL", "admin@localhost")
PASSWORD = os.environ.get("WAYBILL_PASSWORD", "")
PATIENCE_LOOKS = 3
# Waybill fetches an address and converts a file before it answers.
TIMEOUT_SECONDS = 120
token = ""


def ask(path, body=None, headers=None):
    """The answer to JSON or to the bytes of an open file; None where the token is not taken."""
    is_file = hasattr(body, "read")
    request = urllib.request.Request(
        URL + path,
        data=body if body is None or is_file else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {token}", **(headers or {})},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        if refused.code == 401 and token:
            return None
        problem = json.load(refused)
        sys.exit(f"{problem['code']}: {problem['detail']}")
    except (OSError, http.client.HTTPException):
        sys.exit(f"Waybill does not answer at {URL}: is it running?")


def log_in():
    global token
    token = ""
    token = ask("/api/auth/login", {"email": EMAIL, "password": PASSWORD})["accessToken"]


def upload(path):
    """A file is uploaded once, and may then be sent to as many people as you like."""
    try:
        file = open(path, "rb")
    except OSError:
        sys.exit(f"There is no picture {path} that can be read.")
    with file:
        size = str(os.fstat(file.fileno()).st_size)
        headers = {"Content-Type": "application/octet-stream", "Content-Length": size}
        name = urllib.parse.quote(os.path.basename(path))
        return ask(f"/api/whatsapp/media?fileName={name}", file, headers)["id"]


def send(name, number, kind, member, key):
    # The same key never sends twice, however often this is run: name what the messages are about.
    headers = {"Idempotency-Key": f"{key}-{name}"}
    job = ask("/api/whatsapp/messages", {"to": number, "type": kind, kind: member}, headers)
    print(name, "queued as", job["jobId"], flush=True)
    return name, job


def ends_well(name, job):
    path = f"/api/whatsapp/jobs/{job['jobId']}"
    explained = None
    looks = 0
    while job["status"] not in ("completed", "failed", "cancelled"):
        # Why it has not arrived, once it takes longer than usual.
        if looks >= PATIENCE_LOOKS and job.get("explanation") not in (None, explained):
            explained = job["explanation"]
            print(f"{name}: {explained}", flush=True)
        time.sleep(1)
        looks += 1
        told = ask(path)
        if told is None:
            # A token is good for a quarter of an hour, and a message may wait for longer.
            log_in()
        else:
            job = told
    print(name, job["status"], (job.get("failure") or {}).get("message", ""))
    return job["status"] == "completed"


def main(number, picture, address, key=None):
    key = key or str(uuid.uuid4())
    log_in()
    media = upload(picture)
    poll = {"question": "When may we come?", "options": ["In the morning", "In the afternoon"], "selectable": 1}
    jobs = [
        send("picture", number, "image", {"media": {"id": media}, "caption": "Your parcel"}, key),
        # Waybill fetches the address before it answers.
        send("document", number, "document", {"media": {"url": address}, "caption": "Please sign"}, key),
        send("poll", number, "poll", poll, key),
    ]
    sys.exit(0 if all([ends_well(name, job) for name, job in jobs]) else 1)


if len(sys.argv) < 4:
    sys.exit("Usage: WAYBILL_PASSWORD=… python3 kinds.py NUMBER PICTURE ADDRESS [KEY]")
if not PASSWORD:
    sys.exit("Set WAYBILL_PASSWORD to your password.")
main(*sys.argv[1:5])
