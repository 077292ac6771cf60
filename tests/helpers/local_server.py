"""A server on this machine that answers as producers do on a good day, and as they do on a bad one."""

from __future__ import annotations

import hashlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Behaviour = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Serve one behaviour a path; `asked` lists (path, Range header) of every request."""

    def __init__(self):
        self.behaviours: dict[str, Behaviour] = {}
        self.asked: list[tuple[str, str | None]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.asked.append((self.path, self.headers.get("Range")))
                server.behaviours[self.path](self)
                self.close_connection = True

            def log_message(self, *_):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.host = f"127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


def head(handler: BaseHTTPRequestHandler, status: int, **headers: object) -> None:
    handler.send_response(status)
    handler.send_header("Connection", "close")
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()


def whole(content: bytes, kind: str = "application/octet-stream") -> Behaviour:
    """Send the file, or the part of it that is asked for."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        start = int((handler.headers.get("Range") or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        if start and handler.headers.get("If-Range") == tag(content):
            headers = {"Content_Range": f"bytes {start}-{len(content) - 1}/{len(content)}"}
            head(handler, 206, Content_Length=len(content) - start, ETag=tag(content), **headers)
            handler.wfile.write(content[start:])
            return
        head(handler, 200, Content_Length=len(content), Content_Type=kind, ETag=tag(content))
        handler.wfile.write(content)

    return behave


def tag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:12]}"'


def status(code: int) -> Behaviour:
    return lambda handler: head(handler, code, Content_Length=0)


def redirect(target: str) -> Behaviour:
    return lambda handler: head(handler, 302, Location=target, Content_Length=0)


def reset_after(content: bytes, count: int) -> Behaviour:
    """Send some bytes of the file, then reset the connection."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        head(handler, 200, Content_Length=len(content), ETag=tag(content))
        handler.wfile.write(content[:count])
        handler.wfile.flush()
        time.sleep(0.05)
        # Closed without lingering: the other side sees a reset.
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    return behave


def shorter_than_told(content: bytes) -> Behaviour:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        head(handler, 200, Content_Length=len(content) + 500)
        handler.wfile.write(content)

    return behave


def drip(content: bytes, pause: float) -> Behaviour:
    """Send the file byte by byte."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        head(handler, 200, Content_Length=len(content))
        try:
            for byte in content:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                time.sleep(pause)
        except OSError:  # the other side has had enough
            pass

    return behave


def paced(content: bytes, pieces: int, pause: float) -> Behaviour:
    """Send the file in pieces; go on where a part of it is held."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        start = int((handler.headers.get("Range") or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        headers = {"Content_Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
        head(handler, 206 if start else 200, Content_Length=len(content) - start, ETag=tag(content), **headers)
        step = -(-len(content) // pieces)
        try:
            for place in range(start, len(content), step):
                handler.wfile.write(content[place : place + step])
                time.sleep(pause)
        except OSError:  # the other side was killed
            pass

    return behave


def silence(seconds: float) -> Behaviour:
    return lambda _handler: time.sleep(seconds)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """Behave one way at the first request, another way at the second; the last one stays."""
    left = list(behaviours)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def write_catalogue(file: Path, address: str, content: bytes, **told: object) -> Path:
    """Write a catalogue of one source, ``people``, whose file ``people/people.csv`` has an address.

    `told` replaces fields of the file (``copy``, ``bytes`` ...), of the source (``moves``), or the ``layout``.
    """
    source = {"moves": told.pop("moves", False), "tables": ["population"], "caveats": ["hand-made"]}
    texts = ("title", "producer", "citation", "cited", "page", "licence", "vintage", "geography")
    source |= {name: told.pop(name, f"the {name}") for name in texts}
    layout = told.pop("layout", {"format": "csv", "separator": ";", "columns": ["CODGEO", "P19_POP"]})
    entry = {"name": "people/people.csv", "url": address, "copy": "original", "bytes": len(content), "rows": 2}
    entry |= {"sha256": hashlib.sha256(content).hexdigest()} | told
    lines = ["[source.people]", *_fields(source), "[[source.people.files]]", *_fields(entry)]
    file.write_text("\n".join([*lines, "[source.people.files.layout]", *_fields(layout)]), encoding="utf-8")
    return file


def _fields(told: dict) -> list[str]:
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in told.items()]
