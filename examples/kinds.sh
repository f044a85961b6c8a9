#!/bin/sh
# Sends a picture from the disk, a document from an address and a poll with curl, and waits until their ends are known.
#
#   WAYBILL_PASSWORD=… sh kinds.sh 0812-3456-7890 parcel.jpg https://example.com/terms.pdf
set -eu
die() { printf '%s\n' "$1" >&2; exit 1; }

[ $# -ge 3 ] || die "Usage: WAYBILL_PASSWORD=… sh $0 NUMBER PICTURE ADDRESS [KEY]"
[ -n "${WAYBILL_PASSWORD:-}" ] || die 'Set WAYBILL_PASSWORD to your password.'
URL=${WAYBILL_URL:-http://127.0.0.1:3000}
EMAIL=${WAYBILL_EMAIL:-admin@localhost}
NUMBER=$1
PICTURE=$2
ADDRESS=$3
# The same key never sends twice, however often this is run: name what the messages are about.
KEY=${4:-$(date +%s)-$$}
[ -f "$PICTURE" ] && [ -r "$PICTURE" ] || die "There is no picture $PICTURE that can be read."

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
# A file is uploaded once, and may then be sent to as many people as you like.
upload() {
  ask "$URL/api/whatsapp/media" -H "Authorization: Bearer $TOKEN" -X POST -T "$1" || refused
  MEDIA=$(field id)
}
# A name for this script, the type, and the member of that name.
send() {
  ask "$URL/api/whatsapp/messages" -H "Authorization: Bearer $TOKEN" \
    -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY-$1" \
    -d "{\"to\":$(json "$NUMBER"),\"type\":\"$2\",\"$2\":$3}" || refused
  JOB=$(field jobId)
  echo "$1 queued as $JOB"
  JOBS="$JOBS $1:$JOB"
}
look() { ask "$URL/api/whatsapp/jobs/$1" -H "Authorization: Bearer $TOKEN"; }

# Prints the end of a job; fails where it is no good one.
await() {
  LOOKS=0
  EXPLAINED=
  while :; do
    # A token is good for a quarter of an hour, and a message may wait for longer.
    look "$2" || { log_in; look "$2"; } || refused
    STATUS=$(field status)
    case $STATUS in
      completed) echo "$1 completed"; return 0 ;;
      failed | cancelled) printf '%s\n' "$1 $STATUS $(field 'failure":\{[^}]*"message')"; return 1 ;;
    esac
    # Why it has not arrived, once it takes longer than usual.
    WHY=$(field explanation)
    if [ "$LOOKS" -ge 3 ] && [ "$WHY" != "$EXPLAINED" ]; then
      EXPLAINED=$WHY
      printf '%s\n' "$1: $WHY"
    fi
    LOOKS=$((LOOKS + 1))
    sleep 1
  done
}

log_in
JOBS=
upload "$PICTURE"
send picture image "{\"media\":{\"id\":\"$MEDIA\"},\"caption\":\"Your parcel\"}"
# Waybill fetches the address before it answers.
send document document "{\"media\":{\"url\":$(json "$ADDRESS")},\"caption\":\"Please sign\"}"
send poll poll '{"question":"When may we come?","options":["In the morning","In the afternoon"],"selectable":1}'

GOOD=0
for NAMED in $JOBS; do
  await "${NAMED%%:*}" "${NAMED#*:}" || GOOD=1
done
exit $GOOD
