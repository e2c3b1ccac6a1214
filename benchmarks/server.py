"""A web server on loopback that is never the bottleneck: nginx with one worker."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from urllib.parse import urlsplit

from corpora import WORK, unpack

# The header tells LinkChecker that it need not hold back, as it does before a site it does not know.
SETTINGS = """
user {user}; worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
worker_rlimit_nofile 20000; events {{ worker_connections 10000; }}
http {{
  types {{ text/html html; text/css css; application/javascript js; image/png png; image/svg+xml svg; }}
  default_type text/plain;
  log_format pages '$request_method $status $sent_http_content_type $request_uri';
  access_log {folder}/access.log pages buffer=64k;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  sendfile on; keepalive_requests 1000000; gzip {gzip}; gzip_comp_level 1;
  server {{ listen 127.0.0.1:{port} backlog=1024; root {root}; add_header LinkChecker benchmark; }}
}}
"""


@dataclass
class Server:
    """Where the pages are; and, once it has stopped, what was fetched."""

    url: str
    pages: int = 0
    requests: int = 0


@contextmanager
def serve(root: Path, compressed: bool = False) -> Iterator[Server]:
    """Serve the folder for as long as the block lasts; count the distinct pages that were got."""
    WORK.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="nginx-", dir=WORK))
    folder.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = folder / "nginx.conf"
    values = {
        "user": getuser(),
        "folder": folder,
        "port": port,
        "root": root,
        "gzip": "on" if compressed else "off",
    }
    settings.write_text(SETTINGS.format(**values))
    process = subprocess.Popen([nginx(), "-p", folder, "-c", settings, "-e", folder / "error.log"])
    server = Server(f"http://127.0.0.1:{port}/")
    try:
        wait(port)
        yield server
    finally:
        ended = process.poll()
        process.terminate()
        process.wait()
    if ended is not None:
        sys.exit(f"nginx ended during the run: see {folder}/error.log.")
    pages = set()
    for line in (folder / "access.log").read_text(errors="replace").splitlines():
        method, status, kind, address = line.split(" ", 3)
        server.requests += 1
        if (method, status, kind) == ("GET", "200", "text/html"):
            pages.add(urlsplit(address).path.removesuffix("index.html"))
    server.pages = len(pages)
    shutil.rmtree(folder)


def nginx() -> str:
    """The nginx of this machine, or Debian's, unpacked beside the corpora."""
    own = WORK / "nginx" / "usr/sbin/nginx"
    found = shutil.which("nginx") or (str(own) if own.exists() else None)
    if not found:
        unpack("nginx", WORK / "nginx")
    return found or str(own)


def wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("nginx did not start: see error.log in the newest benchmarks/work/nginx-*.")
