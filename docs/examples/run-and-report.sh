#!/bin/sh
# Runs a command, for instance from cron. If it fails, that is an incident; the next run that succeeds ends it.
# VESTNIK_URL=http://localhost:8080/events VESTNIK_TOKEN=… VESTNIK_AREA=north ./run-and-report.sh backup-7 /usr/local/bin/backup --all
# The key: letters, digits, -, . and /.
set -u
key=$1
shift
output=$("$@" 2>&1)
exit=$?
printf '%s\n' "$output"

# The text as a JSON string: its last 100 lines, without control characters and what is no UTF-8.
text=$(printf '%s' "$output" | tail -n 100 | iconv -c -f UTF-8 -t UTF-8 | tr -d '\000-\010\013-\037\177' |
  sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' -e 's/$/\\n/' | tr -d '\n')
if [ "$exit" -eq 0 ]; then status=resolved title="$key succeeds"; else status=warning title="$key fails with $exit"; fi

curl --fail --silent --show-error --retry 10 --retry-connrefused -o /dev/null \
  -H "Authorization: Bearer $VESTNIK_TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: $key-$(date +%s)" \
  --data-binary "{\"status\":\"$status\",\"title\":\"$title\",\"key\":\"$key\",\"area\":\"${VESTNIK_AREA:-}\",\"text\":\"$text\"}" \
  "$VESTNIK_URL" || echo "Vestnik was not told of $key" >&2
exit "$exit"
