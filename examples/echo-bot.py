"""Answers each text with the same text, once: its message id is the idempotency key of the answer. Python 3.8 or newer."""
import http.client, json, os, re, time, urllib.error, urllib.parse, urllib.request

URL = os.environ.get("WAYBILL_URL", "http://127.0.0.1:3000")
ACCOUNT = {"email": os.environ.get("WAYBILL_EMAIL", "admin@localhost"), "password": os.environ["WAYBILL_PASSWORD"]}
POSITION = os.environ.get("WAYBILL_POSITION", "echo-bot.position")
def ask(path, headers, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, {"Content-Type": "application/json", **headers})
    try:
        return urllib.request.urlopen(request, timeout=60)
    except urllib.error.HTTPError as refused:
        if refused.code >= 500 or refused.code in (401, 429):
            raise
        print(path, "answered", refused.code, "and will again: it is left out")
        return refused

def echo(login, message, chat, session):
    query = urllib.parse.urlencode({"session": session, "chatId": chat})
    text = json.load(ask(f"/api/whatsapp/messages/{message}?{query}", login)).get("text")
    answer = {"to": chat, "type": "text", "text": {"body": text and text["body"]}}
    if text:
        ask(f"/api/whatsapp/messages?session={session}", {**login, "Idempotency-Key": message}, answer)

while True:
    try:
        login = {"Authorization": "Bearer " + json.load(ask("/api/auth/login", {}, ACCOUNT))["accessToken"]}
        last = {"Last-Event-ID": open(POSITION).read()} if os.path.exists(POSITION) else {}
        for line in filter(lambda line: line.startswith(b"data: "), ask("/api/events/live", {**login, **last})):
            fact = json.loads(line[len("data: ") :])
            new = fact["type"] == "message.received" and fact["data"]["direction"] == "in"
            if new and fact["data"]["source"] != "history" and re.search(r"@(s\.whatsapp\.net|lid)$", fact["chatId"]):
                echo(login, fact["data"]["messageId"], fact["chatId"], fact["session"])
            with open(POSITION + ".new", "w") as file:
                file.write(str(fact["position"]))
            os.replace(POSITION + ".new", POSITION)
    except (OSError, http.client.HTTPException) as failed:
        print("not connected, trying again:", failed)
    time.sleep(1)
