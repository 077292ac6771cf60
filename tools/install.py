"""Install the locked environment, and this project in it, with uv from the registries that pip is configured with.

``make`` runs this with the interpreter of ``.venv``. uv takes seconds where pip takes minutes; where uv is not to be had,
or fails, pip installs the same.
"""

import ast
import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
# Beside the libraries rather than among them: what is installed is the same whether uv was there or not.
UV = VENV / ".uv"
LOCKED = ["--require-hashes", "--no-deps", "--requirement", "requirements.lock"]
PROJECT = ["--no-deps", "--no-build-isolation", "--editable", "."]
# uv's own settings that say how it works; those that say where it looks are left to pip's configuration.
KEPT = re.compile(r"UV_(?:CACHE_DIR|NO_CACHE|LINK_MODE|CONCURRENT_\w+|HTTP_\w+|SYSTEM_CERTS|OFFLINE)")
# One for each pinned package that a folder given to pip as an index does not hold: no failure, as others are asked too.
NOT_IN_FOLDER = re.compile(r"WARNING: Location '.*' is ignored: it is (?:either|neither) ")


class Unusable(Exception):
    """uv is not to be had here, or failed; the text says why."""


def main() -> None:
    """Install what is locked into ``.venv``: with uv, or with pip where uv cannot be had."""
    os.chdir(ROOT)
    try:
        with_uv()
    except Unusable as reason:
        print(f"uv cannot be used here ({reason}): pip installs instead, in a few minutes", file=sys.stderr)
        # What uv may have left half-done, pip would take for installed.
        if (UV / "bin" / "uv").exists():
            call([sys.executable, "-m", "venv", "--clear", str(VENV)])
        with_pip()


def with_uv() -> None:
    """Install with uv, or raise ``Unusable``."""
    # Wheels only: where there is none, building uv would need a compiler of another language.
    told = ["--only-binary", ":all:", "--require-hashes", "--no-deps", "--requirement", "requirements-uv.lock"]
    attempt([*PIP, "install", "--quiet", "--upgrade", "--target", str(UV), *told], dict(os.environ))
    configured = pip_configuration(attempt([*PIP, "config", "list"], dict(os.environ)))
    environment = uv_environment(configured, os.environ)
    uv = [str(UV / "bin" / "uv"), "pip"]
    common = ["--quiet", "--python", sys.executable, "--compile-bytecode"]
    alone = ["--no-index"] if is_true(configured.get("no-index", "")) else []
    attempt([*uv, "install", *common, *alone, "--no-build", *LOCKED], environment)
    attempt([*uv, "install", *common, "--offline", *PROJECT], environment)


def with_pip() -> None:
    """Install with pip, or end with its exit code."""
    call([*PIP, "install", "--quiet", "--compile", *LOCKED])
    call([*PIP, "install", "--quiet", "--compile", *PROJECT])


def pip_configuration(listed: str) -> dict[str, str]:
    """Return the settings of ``pip install`` from the lines of ``pip config list``: the environment wins over the files."""
    found: dict[str, dict[str, str]] = {"global": {}, "install": {}, ":env:": {}}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.partition(".")
        if section in found and value:
            found[section][name] = str(ast.literal_eval(value))
    return {name: value for section in found.values() for name, value in section.items() if value.strip()}


def uv_environment(configured: Mapping[str, str], inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which uv asks the registries that pip would ask, the way that pip would."""
    environment = {
        name: value for name, value in inherited.items() if not name.startswith("UV_") or KEPT.fullmatch(name)
    }
    # No setting of a file of uv's, and no Python but that of .venv.
    environment |= {"UV_NO_CONFIG": "1", "UV_PYTHON_DOWNLOADS": "never"}
    # pip takes the best of all that its indexes hold. The hashes of the lock hold for whichever it comes from.
    environment["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    places = [os.path.expanduser(place) for place in configured.get("find-links", "").split()]
    bundle = configured.get("cert") or inherited.get("REQUESTS_CA_BUNDLE", "")
    proxy = configured.get("proxy", "")
    translated = {
        "UV_DEFAULT_INDEX": configured.get("index-url", configured.get("pypi-url", "")),
        "UV_INDEX": " ".join(configured.get("extra-index-url", "").split()),
        "UV_FIND_LINKS": ",".join(places),
        "UV_INSECURE_HOST": " ".join(configured.get("trusted-host", "").split()),
        "UV_HTTP_TIMEOUT": configured.get("timeout", configured.get("default-timeout", "")),
        "SSL_CERT_DIR" if os.path.isdir(bundle) else "SSL_CERT_FILE": bundle,
        "SSL_CLIENT_CERT": configured.get("client-cert", ""),
        "HTTP_PROXY": proxy,
        "HTTPS_PROXY": proxy,
    }
    return environment | {name: value for name, value in translated.items() if value}


def is_true(said: str) -> bool:
    """Tell whether pip takes a setting for a yes."""
    return said.strip().lower() in {"y", "yes", "t", "true", "on", "1"}


def attempt(command: list[str], environment: dict[str, str]) -> str:
    """Return what a command printed, or raise ``Unusable`` with what it said in one line."""
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise Unusable(str(error)) from error
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if not NOT_IN_FOLDER.match(line)]
        raise Unusable(textwrap.shorten(" ".join(said), 200) or f"exit code {done.returncode}")
    return done.stdout


def call(command: list[str]) -> None:
    """Run a command, or end with its exit code. Of pip's warnings, those of folders that lack a package are counted."""
    missing: list[str] = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as running:
        for line in running.stderr:
            if NOT_IN_FOLDER.match(line):
                missing.append(line)
            else:
                print(line, end="", file=sys.stderr, flush=True)
    if running.returncode:
        if missing:
            print(f"and {len(missing)} such warnings: {missing[-1].strip()}", file=sys.stderr)
        sys.exit(running.returncode)


PIP = [sys.executable, "-m", "pip"]

if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
