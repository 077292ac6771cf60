"""What all tests in a real browser share: where chromium is, how pages are opened and watched, and axe."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVERS = all(map(importlib.util.find_spec, ("playwright", "axe_playwright_python")))
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not DRIVERS, reason="the tests in a browser need playwright: pip install -e .[browser]"),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium"),
]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1400, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def started() -> Iterator:
    """Start a headless chromium, and end it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def watched(browser) -> Iterator[Callable]:
    """Give a way to open addresses; at the end nothing may have left the machine, nor the console have complained."""
    contexts, asked, complaints = [], [], []

    def open_page(address: str, viewport=DESK, **options):
        context = browser.new_context(viewport=viewport, reduced_motion="reduce", **options)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    elsewhere = [address for address in asked if not address.startswith(("file:", "blob:file:"))]
    assert asked and not elsewhere, f"a page asks for something outside the site: {elsewhere}"
    assert complaints == []


@contextmanager
def without(browser, pattern: str) -> Iterator:
    """Give a page to which the files of a pattern do not come; `page.unroute_all()` lets them."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    page = context.new_page()
    page.route(pattern, lambda route: route.abort())
    yield page
    context.close()


def barriers(page, rules: list[str] = RULES) -> str:
    """Return what axe finds wrong with a page, or nothing."""
    from axe_playwright_python.sync_playwright import Axe

    # Loaded before, the style sheet would be fetched once more, which the policy of a page refuses.
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": rules, "preload": False})
    return found.generate_report() if found.violations_count else ""
