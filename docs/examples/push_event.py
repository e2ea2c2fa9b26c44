#!/usr/bin/env python3
"""Pushes events to Vestnik, with nothing but the standard library (Python 3.8 or newer).

    VESTNIK_TOKEN=... ./push_event.py critical "Link down" --key core-7/if-3 --ip 10.1.2.3
"""
import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid


def push(events, url, token, tries=10):
    """Pushes an event, or a list of events: all of them are accepted, or none. Returns their ids in the stream.

    While Vestnik does not answer, or starts, the same request is sent again; its key makes sure that it is there once.
    Raises ValueError, with what is wrong, for a request that Vestnik refuses.
    """
    request = urllib.request.Request(
        url,
        data=json.dumps(events).encode(),
        headers={
            "Authorization": "Bearer " + token,
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    for left in reversed(range(tries)):
        wait = 5
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)["accepted"]
        except urllib.error.HTTPError as refusal:
            if refusal.code not in (429, 502, 503, 504) or not left:
                raise ValueError("%d: %s" % (refusal.code, refusal.read().decode())) from None
            wait = int(refusal.headers.get("Retry-After", wait))
        except OSError:
            if not left:
                raise
        time.sleep(wait)


def main():
    parser = argparse.ArgumentParser(description="Pushes an event to Vestnik.")
    parser.add_argument("status")
    parser.add_argument("title")
    for field in ("key", "id", "text", "ip", "area", "time", "expires", "url", "source"):
        parser.add_argument("--" + field)
    event = {field: value for field, value in vars(parser.parse_args()).items() if value is not None}
    url = os.environ.get("VESTNIK_URL", "http://localhost:8080/events")
    try:
        print(" ".join(push(event, url, os.environ["VESTNIK_TOKEN"])))
    except (KeyError, OSError, ValueError) as problem:
        sys.exit("The event was not accepted: %s" % problem)


if __name__ == "__main__":
    main()
