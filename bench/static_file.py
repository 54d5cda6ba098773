"""What a page is measured beside: nginx, that sends the same bytes, compressed beforehand, from a file (`gzip_static`)."""

from __future__ import annotations

import contextlib
import http.client
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.asking import Seen, find
from bench.served import free_port, get

NGINX = """
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    open_file_cache max=100 inactive=10m;
    open_file_cache_valid 10m;
    gzip_static on;
    types {{ text/html html; }}
    default_type text/html;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    server {{ listen 127.0.0.1:{port}; root {folder}/pages; }}
}}
"""


def compressed(port: int, path: str) -> tuple[str, bytes]:
    """ETag and bytes of the page as gzip, from the cache. LookupError when it is none."""
    for _time in range(2):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
    if answer.getheader("X-Cache") != "hit":
        raise LookupError(f"{path} is not kept: {answer.status}, X-Cache {answer.getheader('X-Cache')}.")
    return answer.getheader("ETag", ""), body


@contextlib.contextmanager
def nginx(path: str, body: bytes) -> Iterator[int]:
    """The port of an nginx that serves `body`, compressed already, at `path`."""
    with tempfile.TemporaryDirectory(prefix="newsroom-nginx-") as name:
        folder, port = Path(name), free_port()
        page = folder / "pages" / path.strip("/")
        page.mkdir(parents=True)
        (page / "index.html.gz").write_bytes(body)
        (page / "index.html").write_bytes(b"only the compressed one is asked for")
        folder.chmod(0o755)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        server = subprocess.Popen(
            [find("nginx") or "nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL
        )
        try:
            for _time in range(100):
                with contextlib.suppress(OSError, http.client.HTTPException):
                    get(port, path)
                    break
                with contextlib.suppress(subprocess.TimeoutExpired):
                    server.wait(0.05)
            yield port
        finally:
            server.terminate()
            server.wait()


def of_each(seen: list[Seen], nginx: list[Seen]) -> float:
    """The median, over the rounds, of how fast the one was beside the other."""
    return statistics.median(one.per_second / other.per_second for one, other in zip(seen, nginx, strict=True))
