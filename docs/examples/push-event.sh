#!/bin/sh
# One event by curl: VESTNIK_TOKEN=… ./push-event.sh [URL]
# The same Idempotency-Key when curl sends it again, so that it is there once.
curl --fail --silent --show-error --retry 10 --retry-connrefused \
  -H "Authorization: Bearer $VESTNIK_TOKEN" \
  -H 'Content-Type: application/json' \
  -H "Idempotency-Key: $(date +%s)-$$" \
  -d '{"status":"critical","title":"Link down","key":"core-7/if-3","ip":"10.1.2.3"}' \
  "${1:-http://localhost:8080/events}"
