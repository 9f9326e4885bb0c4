"""Take the pictures of the documents from a running demo: `tools/make_screenshots.py PASSWORD`.

Start the demo first (`make demo`). Debian's Chromium and Playwright (test group) are needed.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
TABLET = {"width": 1024, "height": 768}
WELDER = "7aedaa07-3884-4c5b-88f9-80997b2aa54b"


def shot(page: Page, name: str, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png", full_page=whole)


def public_pages(browser: Browser, base: str) -> None:
    for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page = browser.new_page(viewport=size, locale="it-IT")
        page.goto(f"{base}/it/tuscolo/")
        shot(page, f"home-{name}")
        page.goto(f"{base}/it/tuscolo/cerca/?q=saldatore")
        shot(page, f"find-{name}")
        page.goto(f"{base}/it/tuscolo/mestieri/{WELDER}/")
        shot(page, f"sheet-{name}")
        page.close()


def staff_pages(browser: Browser, base: str, password: str) -> None:
    """The Banco, and the tablet that it pairs."""
    page = browser.new_page(viewport=DESKTOP, locale="it-IT")
    page.goto(f"{base}/banco/")
    page.fill("input[name=login]", "direzione@example.org")
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.goto(f"{base}/banco/tuscolo/")
    shot(page, "banco")
    page.goto(f"{base}/banco/tuscolo/presenze/")
    shot(page, "director")
    page.goto(f"{base}/banco/tuscolo/tablet/abbina/")
    page.fill("input[name=label]", f"Ingresso {page.evaluate('Date.now()')}")
    page.locator("main form button[type=submit]").click()
    link = page.locator("#pair-link").input_value().strip()
    for name, size in (("tablet", TABLET), ("tablet-phone", PHONE)):
        tablet = browser.new_page(viewport=size, locale="it-IT")
        tablet.goto(link)
        shot(tablet, name)
        tablet.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://localhost:8000", help="address of the demo")
    parser.add_argument("password", help="password that the demo printed")
    asked = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        public_pages(browser, asked.base)
        staff_pages(browser, asked.base, asked.password)
        browser.close()


if __name__ == "__main__":
    main()
