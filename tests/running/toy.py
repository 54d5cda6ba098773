"""A WSGI application for tests of processes: it says which process answered, and misbehaves where its address says so."""

import os
import time


def application(environ, start_response):
    what = environ["PATH_INFO"].split("/")[2] if environ["PATH_INFO"].startswith("/comments/") else ""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    is_helper = environ.get("wsgi.multiprocess") is True
    if what == "dies" and is_helper:
        os._exit(1)
    if what == "fails" and is_helper:
        raise ValueError("Only the worker can do it.")
    if what == "slow":
        time.sleep(1)
    start_response("200 OK", [("X-Process", str(os.getpid())), ("X-Method", environ["REQUEST_METHOD"])])
    return [b"got: ", body]
