"""Sends a message, and waits until its end is known. Needs Python 3.8 or newer, and nothing else.

WAYBILL_PASSWORD=… python3 send.py 0812-3456-7890 'Your order is on its way'
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("WAYBILL_URL", "http://127.0.0.1:3000")
EMAIL = os.environ.get("WAYBILL_EMAIL", "admin@localhost")
PASSWORD = os.environ.get("WAYBILL_PASSWORD", "")
PATIENCE_LOOKS = 3


def ask(path, body=None, token="", headers=None):
    """The answer; None where the token is not taken."""
    request = urllib.request.Request(
        URL + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {token}", **(headers or {})},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        if refused.code == 401 and token:
            return None
        problem = json.load(refused)
        sys.exit(f"{problem['code']}: {problem['detail']}")
    except (OSError, http.client.HTTPException):
        sys.exit(f"Waybill does not answer at {URL}: is it running?")


def log_in():
    return ask("/api/auth/login", {"email": EMAIL, "password": PASSWORD})["accessToken"]


def main(number, message, key=None):
    token = log_in()
    # The same key never sends twice, however often this is run: name what the message is about.
    headers = {"Idempotency-Key": key or str(uuid.uuid4())}
    job = ask("/api/whatsapp/send-message", {"number": number, "message": message}, token, headers)
    print("queued as", job["jobId"])
    path = f"/api/whatsapp/jobs/{job['jobId']}"
    explained = None
    looks = 0
    while job["status"] not in ("completed", "failed", "cancelled"):
        # Why it has not arrived, once it takes longer than usual.
        if looks >= PATIENCE_LOOKS and job.get("explanation") not in (None, explained):
            explained = job["explanation"]
            print(explained, flush=True)
        time.sleep(1)
        looks += 1
        told = ask(path, token=token)
        if told is None:
            # A token is good for a quarter of an hour, and a message may wait for longer.
            token = log_in()
        else:
            job = told
    print(job["status"], (job.get("failure") or {}).get("message", ""))
    sys.exit(0 if job["status"] == "completed" else 1)


if len(sys.argv) < 3:
    sys.exit("Usage: WAYBILL_PASSWORD=… python3 send.py NUMBER MESSAGE [KEY]")
if not PASSWORD:
    sys.exit("Set WAYBILL_PASSWORD to your password.")
main(*sys.argv[1:4])
