# SPDX-License-Identifier: GPL-3.0-or-later
"""The first minute, as somebody has it who starts the program for the first time: every click with its time, what the bar says then, and the sum.

    dbus-run-session -- /usr/bin/python3 tests/bench/first_minute.py build/app/quantscope [WIDTHxHEIGHT]

A fresh home and a cold cache; real mouse on a screen of its own (tests/support/desktop.py says what that needs). Ends with 1
when a step does not come or the whole takes more than the minute.
"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import desktop as screen  # noqa: E402

minute = 60
patience = 300  # seconds for one step


def said(window, beginning):
    return next((node.name for node in window.walk() if (node.name or "").startswith(beginning)), "")


def main():
    program = sys.argv[1]
    width, height = (int(word) for word in (sys.argv[2] if len(sys.argv) > 2 else "1366x768").split("x"))
    lack = screen.missing()
    if lack:
        print(lack)
        return 77
    with screen.Desktop(width, height) as desk:
        begin = time.monotonic()
        lap = begin
        window = screen.Window(desk, program)

        def tell(what, text=""):
            nonlocal lap
            now = time.monotonic()
            print(f"{now - begin:6.1f} s  +{now - lap:5.1f} s  {desk.clicks} clicks  {what}{': ' + text if text else ''}",
                  flush=True)
            lap = now

        tell("window")
        for title in ("Naive", "Observer", "Rotation"):
            number = ("Naive", "Observer", "Rotation").index(title) + 1
            window.wait(f"Step {number}, {title}: the next one", seconds=patience)
            window.click(f"Step {number}, {title}", seconds=patience)
            text = screen.until(lambda: said(window, f"{title}: ") if " / " in said(window, f"{title}: ") else "", patience,
                                f"the result of {title}")
            tell(title, text)
        window.click("Step 4, Flips", seconds=patience)
        tell("Flips", screen.until(lambda: said(window, "It broke, it healed"), patience, "the flip"))
        window.wait("Open your model", seconds=patience)
        seconds = time.monotonic() - begin
        print(f"{seconds:.1f} s, {desk.clicks} clicks: {'within' if seconds <= minute else 'MORE THAN'} the minute")
        return 0 if seconds <= minute else 1


if __name__ == "__main__":
    sys.exit(main())
