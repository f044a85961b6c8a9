"""Follows everything that happens, and misses nothing: not while Waybill restarts, and not while this program is down.

After each fact it keeps the fact's position in a file, and asks for the facts after it whenever it connects. A program
that is killed between the two sees that fact again, so keep the position where you keep your own data about the fact, in
one transaction. Needs Python 3.8 or newer, and nothing else.

WAYBILL_PASSWORD=… python3 follow.py
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request

URL = os.environ.get("WAYBILL_URL", "http://127.0.0.1:3000")
EMAIL = os.environ.get("WAYBILL_EMAIL", "admin@localhost")
PASSWORD = os.environ.get("WAYBILL_PASSWORD", "")
POSITION = os.environ.get("WAYBILL_POSITION", "waybill.position")

# Waybill says something every 15 seconds, if only that it is there.
SILENT_S_MAX = 60
RECONNECT_S = 1


def handle(fact):
    """Your part."""
    try:
        print(fact["position"], fact["type"], fact["stream"], flush=True)
    except BrokenPipeError:
        # Nobody reads on, as where this is piped into head. Python would complain once more while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit()


def position():
    try:
        with open(POSITION) as file:
            return int(file.read())
    except FileNotFoundError:
        return 0


def keep(position):
    """Either the old one or the new one is there, whenever the power goes."""
    with open(POSITION + ".new", "w") as file:
        file.write(str(position))
    os.replace(POSITION + ".new", POSITION)


def log_in():
    request = urllib.request.Request(
        URL + "/api/auth/login",
        data=json.dumps({"email": EMAIL, "password": PASSWORD}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["accessToken"]
    except urllib.error.HTTPError as refused:
        # Trying again does not make them right.
        if refused.code in (401, 422):
            sys.exit(json.load(refused)["detail"])
        raise


def follow(token):
    """Until the stream ends: the token expires after a quarter of an hour, or Waybill stops."""
    headers = {"Authorization": f"Bearer {token}", "Last-Event-ID": str(position())}
    request = urllib.request.Request(URL + "/api/events/live", headers=headers)
    with urllib.request.urlopen(request, timeout=SILENT_S_MAX) as feed:
        for line in feed:
            if line.startswith(b"data:"):
                fact = json.loads(line[len(b"data:") :])
                handle(fact)
                keep(fact["position"])


if not PASSWORD:
    sys.exit("Set WAYBILL_PASSWORD to your password.")
while True:
    try:
        follow(log_in())
    except (OSError, http.client.HTTPException) as failed:
        print(f"not connected, trying again: {failed}", file=sys.stderr)
    time.sleep(RECONNECT_S)
