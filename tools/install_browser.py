"""Install the browser of the tests, where this machine allows it (`make install-browser`).

Pure standard library. Silent where the browser is there already; where it cannot be
installed, one sentence says why and the exit status is 0: the tests then skip what needs it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGE = "chromium"
SECONDS_FOR_APT = 900


def main() -> None:
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        return
    say("Installing Debian's Chromium for the browser tests…")
    reason = install()
    if reason:
        say(f"Chromium is not installed ({reason}): the browser tests will be skipped.")


def install() -> str:
    """Install the package; an empty string, or the reason why it could not be done."""
    if shutil.which("apt-get") is None:
        return "this system has no apt-get, and we install Debian's package only"
    as_root = command_prefix()
    if as_root is None:
        return "that takes root, or sudo without a password"
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", PACKAGE]):
        reason = run([*as_root, "apt-get", "--quiet", *arguments])
        if reason:
            return reason
    return "" if shutil.which(PACKAGE) else "apt-get put it where PATH does not look"


def command_prefix() -> list[str] | None:
    """What must precede apt-get to run it as root, or None if nothing would do."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") and not run(["sudo", "-n", "true"]):
        return ["sudo", "-n", *quiet]
    return None


def run(command: list[str]) -> str:
    """Run a command without a keyboard; an empty string, or why it failed in a few words."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS_FOR_APT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command[0]}: {error}"
    lines = done.stdout.strip().splitlines()
    last = lines[-1] if lines else f"exit status {done.returncode}"
    return "" if done.returncode == 0 else last


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    main()
