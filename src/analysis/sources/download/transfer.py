"""Download one file: go on where a former attempt stopped, give up on a server that is too slow, stay on known hosts."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from analysis.sources.download.inspection import LARGEST_BYTES
from analysis.sources.faults import Exit, Fault

PART = ".part"
REDIRECTS = 5
CHUNK_BYTES = 1 << 16
UNREACHABLE = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)
# Told as each piece comes: bytes so far, and in all where the server says so.
Progress = Callable[[int, int | None], None]


class Final(Exception):
    """A fault that another attempt would only repeat; the fault is the first argument."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for a server, and how often to try again.

    Attributes
    ----------
    connect_seconds, read_seconds : float
        Longest silence before the connection, and between two pieces.
    grace_seconds : float
        Seconds after which the average speed counts.
    least_bytes_per_second : float
        Slower than this is given up.
    attempts : int
        Attempts in all; pooch waits a second more before each.
    """

    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    grace_seconds: float = 30.0
    least_bytes_per_second: float = 2_000.0
    attempts: int = 4


class Downloader:
    """A downloader for pooch.

    Parameters
    ----------
    folder : Path
        Where the parts of files that are not complete are kept.
    hosts : set of str
        The hosts that a redirection may lead to.
    where : str
        Source, for the messages.
    size : int
        Bytes that the file must have; 0 where they are not known.
    progress : callable
        Told how far it is.
    patience : Patience
        When to give up.

    Attributes
    ----------
    sha256 : str
        Checksum of the last file that came whole.
    """

    def __init__(
        self, folder: Path, hosts: set[str], where: str, size: int, progress: Progress, patience: Patience = Patience()
    ):
        self.folder, self.hosts, self.where, self.size = folder, hosts, where, size
        self.progress, self.patience, self.sha256 = progress, patience, ""

    def __call__(self, url: str, output_file: str, _pooch: object) -> None:
        """Download an address into a file.

        Raises
        ------
        Fault
            If it did not come, and another attempt may help.
        Final
            If another attempt would not help.
        """
        self.at = f"{self.where}, {url}"
        part = self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:24]}{PART}"
        try:
            self._receive(url, part)
        except (requests.RequestException, urllib3.exceptions.HTTPError, ConnectionError, TimeoutError) as error:
            raise self._fault(error) from error
        with part.open("rb") as opened:
            self.sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        shutil.move(part, output_file)
        _note(part).unlink(missing_ok=True)

    def _receive(self, url: str, part: Path) -> None:
        """Receive what is missing of a part, which then is the whole file."""
        had = part.stat().st_size if part.exists() and _note(part).exists() else 0
        headers = {"Accept-Encoding": "identity"}
        if had:
            headers |= {"Range": f"bytes={had}-", "If-Range": json.loads(_note(part).read_text(encoding="utf-8"))}
        with requests.Session() as session, self._answer(session, url, headers) as answer:
            if answer.status_code == requests.codes.requested_range_not_satisfiable:
                part.unlink(missing_ok=True)
            self._refuse_status(answer)
            goes_on = had and answer.headers.get("Content-Range", "").startswith(f"bytes {had}-")
            start = had if answer.status_code == requests.codes.partial_content and goes_on else 0
            length = answer.headers.get("Content-Length", "")
            total = start + int(length) if length.isdigit() else None
            self._refuse_length(total)
            if not start:
                _note(part).unlink(missing_ok=True)
            with part.open("ab" if start else "wb") as opened:
                _remember_version(part, answer)
                received = self._copy(answer, opened, start, total)
        self._refuse_length(received)

    def _answer(self, session: requests.Session, url: str, headers: dict[str, str]) -> requests.Response:
        """Ask, and follow redirections between hosts of the catalogue only."""
        timeouts = (self.patience.connect_seconds, self.patience.read_seconds)
        for _ in range(REDIRECTS + 1):
            answer = session.get(url, headers=headers, timeout=timeouts, stream=True, allow_redirects=False)
            if not answer.is_redirect:
                return answer
            target = urljoin(url, answer.headers["Location"])
            answer.close()
            downgraded = urlsplit(url).scheme == "https" != urlsplit(target).scheme
            if urlsplit(target).netloc not in self.hosts or downgraded:
                expected = "an answer from a host of the catalogue"
                raise Final(Fault(Exit.ELSEWHERE, self.at, expected, f"a redirection to {target}"))
            url = target
        raise Final(Fault(Exit.ELSEWHERE, self.at, f"at most {REDIRECTS} redirections", "more (a circle?)"))

    def _refuse_status(self, answer: requests.Response) -> None:
        if answer.ok:
            return
        fault = Fault(Exit.REFUSED_BY_SERVER, self.at, "the file", f"{answer.status_code} {answer.reason}")
        again = (requests.codes.too_many_requests, requests.codes.requested_range_not_satisfiable)
        raise fault if answer.status_code >= 500 or answer.status_code in again else Final(fault)

    def _refuse_length(self, length: int | None) -> None:
        if length is None:
            return
        if self.size and length != self.size:
            raise Final(Fault(Exit.LENGTH, self.at, f"{self.size:,} bytes", f"{length:,}"))
        if length > LARGEST_BYTES:
            raise Final(Fault(Exit.LENGTH, self.at, f"at most {LARGEST_BYTES:,} bytes", f"{length:,}"))

    def _copy(self, answer: requests.Response, opened: object, start: int, total: int | None) -> int:
        """Write what comes, piece by piece; return the size of the whole."""
        received, begun = start, time.monotonic()
        # Whatever has come, at once: waiting for a full piece would let a server drip for hours.
        while piece := answer.raw.read1(CHUNK_BYTES):
            opened.write(piece)
            received += len(piece)
            if received > LARGEST_BYTES:
                self._refuse_length(received)
            self.progress(received, total)
            elapsed = time.monotonic() - begun
            if elapsed > self.patience.grace_seconds:
                speed = (received - start) / elapsed
                if speed < self.patience.least_bytes_per_second:
                    least = f"{self.patience.least_bytes_per_second:,.0f} bytes a second"
                    raise Fault(Exit.TOO_SLOW, self.at, f"at least {least}", f"{speed:,.0f}")
        return received

    def _fault(self, error: Exception) -> Exception:
        """Say in one line what a failure of the network is."""
        causes = _causes(error)
        text = re.sub(r"\s+", " ", str(causes[-1]))[:150]
        if any(isinstance(cause, urllib3.exceptions.NameResolutionError) for cause in causes) or any(
            isinstance(cause, OSError) and cause.errno in UNREACHABLE for cause in causes
        ):
            return Final(Fault(Exit.OFFLINE, self.at, "the network", "none: this machine is off-line"))
        if any(isinstance(cause, urllib3.exceptions.NewConnectionError) for cause in causes):
            return Fault(Exit.NO_ANSWER, self.at, "a server that answers", text)
        if any(isinstance(cause, (requests.Timeout, urllib3.exceptions.TimeoutError)) for cause in causes):
            return Fault(Exit.TOO_SLOW, self.at, f"an answer within {self.patience.read_seconds:g} s", "silence")
        if any(isinstance(cause, requests.exceptions.SSLError) for cause in causes):
            return Final(Fault(Exit.REFUSED_BY_SERVER, self.at, "a certificate that can be trusted", text))
        return Fault(Exit.CUT_SHORT, self.at, "the whole file", text)


def _causes(error: BaseException) -> list[BaseException]:
    """Return an error and what it was raised from, or holds as its reason, outermost first."""
    found: list[BaseException] = []
    todo: list[object] = [error]
    while todo:
        one = todo.pop(0)
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            todo += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
    return found


def _note(part: Path) -> Path:
    return part.with_suffix(".version")


def _remember_version(part: Path, answer: requests.Response) -> None:
    """Keep what names the version of a file on its server: without it a part is not gone on with."""
    tag = answer.headers.get("ETag", "")
    version = tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")
    if not version:
        _note(part).unlink(missing_ok=True)
        return
    draft = _note(part).with_suffix(".draft")
    draft.write_text(json.dumps(version), encoding="utf-8")
    os.replace(draft, _note(part))
