#!/bin/sh
# Sends a message with curl, and waits until its end is known.
#
#   WAYBILL_PASSWORD=… sh send.sh 0812-3456-7890 'Your order is on its way'
set -eu
die() { printf '%s\n' "$1" >&2; exit 1; }

[ $# -ge 2 ] || die "Usage: WAYBILL_PASSWORD=… sh $0 NUMBER MESSAGE [KEY]"
[ -n "${WAYBILL_PASSWORD:-}" ] || die 'Set WAYBILL_PASSWORD to your password.'
URL=${WAYBILL_URL:-http://127.0.0.1:3000}
EMAIL=${WAYBILL_EMAIL:-admin@localhost}
NUMBER=$1
MESSAGE=$2
# The same key never sends twice, however often this is run: name what the message is about.
KEY=${3:-$(date +%s)-$$}

# As a JSON string: quotes, backslashes and control characters are escaped, and awk sees a line where each newline was.
json() {
  printf '%s\n' "$1" | LC_ALL=C awk '
    BEGIN {
      for (i = 1; i < 32; i++) escaped[sprintf("%c", i)] = sprintf("\\u%04x", i)
      escaped["\""] = "\\\""; escaped["\\"] = "\\\\"
      printf "\""
    }
    NR > 1 { printf "\\n" }
    { for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); printf "%s", (c in escaped) ? escaped[c] : c } }
    END { printf "\"" }'
}
# The last text under this name in ANSWER.
field() { printf '%s\n' "$ANSWER" | sed -nE "s/.*\"$1\":\"(([^\"\\\\]|\\\\.)*)\".*/\1/p" | sed 's/\\\(["\\]\)/\1/g'; }
# Leaves what came in ANSWER. Fails where it is a refusal.
ask() {
  ANSWER=$(curl -s --fail-with-body "$@") && return
  [ -n "$ANSWER" ] || die "Waybill does not answer at $URL: is it running?"
  return 1
}
refused() { die "$(field code): $(field detail)"; }

log_in() {
  ask "$URL/api/auth/login" -H 'Content-Type: application/json' \
    -d "{\"email\":$(json "$EMAIL"),\"password\":$(json "$WAYBILL_PASSWORD")}" || refused
  TOKEN=$(field accessToken)
}
look() { ask "$URL/api/whatsapp/jobs/$JOB" -H "Authorization: Bearer $TOKEN"; }

log_in
ask "$URL/api/whatsapp/send-message" -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY" \
  -d "{\"number\":$(json "$NUMBER"),\"message\":$(json "$MESSAGE")}" || refused
JOB=$(field jobId)
echo "queued as $JOB"

LOOKS=0
EXPLAINED=
while :; do
  # A token is good for a quarter of an hour, and a message may wait for longer.
  look || { log_in; look; } || refused
  STATUS=$(field status)
  case $STATUS in
    completed) echo completed; exit 0 ;;
    failed | cancelled) printf '%s\n' "$STATUS $(field 'failure":\{[^}]*"message')"; exit 1 ;;
  esac
  # Why it has not arrived, once it takes longer than usual.
  WHY=$(field explanation)
  if [ "$LOOKS" -ge 3 ] && [ "$WHY" != "$EXPLAINED" ]; then
    EXPLAINED=$WHY
    printf '%s\n' "$WHY"
  fi
  LOOKS=$((LOOKS + 1))
  sleep 1
done
