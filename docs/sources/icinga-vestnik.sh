#!/bin/sh
# Sends a notification of Icinga 2 to Vestnik; icinga-vestnik.conf says with which values. Needs curl and awk; with iconv,
# bytes that are no UTF-8 are left out. Icinga logs what goes wrong.
set -eu

: "${VESTNIK_URL:?is not set, see icinga-vestnik.conf}" "${VESTNIK_TOKEN:?is not set, see icinga-vestnik.conf}"

# The variables ICINGA_… as one JSON object of texts, with small names; empty ones are left out.
body() {
  LC_ALL=C awk '
    function replaced(text, what, by,   parts, n, i, all) {
      n = split(text, parts, what)
      all = n > 0 ? parts[1] : ""
      for (i = 2; i <= n; i++) all = all by parts[i]
      return all
    }
    function quoted(text) {
      # The shell passes up to 128 KiB in one argument; Vestnik keeps 64 KiB of a text.
      text = substr(text, 1, 16000)
      text = replaced(text, "[\\\\]", "\\\\")
      text = replaced(text, "[\"]", "\\\"")
      text = replaced(text, "[\n]", "\\n")
      text = replaced(text, "[\t]", "\\t")
      gsub(/[\001-\037\177]/, " ", text)
      return "\"" text "\""
    }
    BEGIN {
      for (name in ENVIRON)
        if (name ~ /^ICINGA_/ && ENVIRON[name] != "")
          fields = fields (fields == "" ? "" : ",") quoted(tolower(substr(name, 8))) ":" quoted(ENVIRON[name])
      print "{" fields "}"
    }'
}

utf8() {
  if command -v iconv > /dev/null; then iconv -c -f UTF-8 -t UTF-8 || true; else cat; fi
}

json=$(body | utf8)

# The token is not among the arguments, which every user of the host sees. While Vestnik starts, or Redis takes nothing, it
# answers 503, which curl repeats; without an answer within 4 minutes Icinga repeats the notification.
answer=$(printf 'header = "Authorization: Bearer %s"\n' "$VESTNIK_TOKEN" |
  curl --config - --silent --show-error --max-time 30 --retry 10 --retry-connrefused --retry-max-time 240 \
    --header 'Content-Type: application/json' --data-binary "$json" --write-out '\n%{http_code}' "$VESTNIK_URL")
code=$(printf '%s\n' "$answer" | tail -n 1)
if [ "$code" != 202 ]; then
  printf 'Vestnik answered %s\n' "$answer" >&2
  exit 1
fi
