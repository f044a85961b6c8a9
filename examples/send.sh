#!/bin/sh
# Sends a message with curl, and waits until its end is known.
#
#   WAYBILL_PASSWORD=… sh send.sh 0812-3456-7890 'Your order is on its way'
set -eu
URL=${WAYBILL_URL:-http://127.0.0.1:3000}
EMAIL=${WAYBILL_EMAIL:-admin@localhost}
NUMBER=$1
MESSAGE=$2
# The same key never sends twice, however often this is run: name what the message is about.
KEY=${3:-$(date +%s)-$$}

# As a JSON string: the backslash first, then what needs one.
json() { printf '"%s"' "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e 's/"/\\"/g')"; }
field() { printf '%s' "$ANSWER" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
# Leaves what came in ANSWER; a refusal says what to do, and ends this.
ask() { ANSWER=$(curl -sS --fail-with-body "$@") || { echo "$ANSWER" >&2; exit 1; }; }

ask "$URL/api/auth/login" -H 'Content-Type: application/json' \
  -d "{\"email\":$(json "$EMAIL"),\"password\":$(json "$WAYBILL_PASSWORD")}"
TOKEN=$(field accessToken)

ask "$URL/api/whatsapp/send-message" -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY" \
  -d "{\"number\":$(json "$NUMBER"),\"message\":$(json "$MESSAGE")}"
JOB=$(field jobId)
echo "queued as $JOB"

while :; do
  ask "$URL/api/whatsapp/jobs/$JOB" -H "Authorization: Bearer $TOKEN"
  STATUS=$(field status)
  case $STATUS in
    completed) echo completed; exit 0 ;;
    failed | cancelled) echo "$STATUS"; exit 1 ;;
  esac
  sleep 1
done
