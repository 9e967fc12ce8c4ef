# SPDX-License-Identifier: GPL-3.0-or-later
"""A window on a screen of its own (Xvfb, openbox), found by accessible names (AT-SPI) and driven by real mouse and keyboard (xdotool).

Debian packages: xvfb openbox xdotool at-spi2-core python3-pyatspi x11-apps imagemagick. Start a script that uses it with
`dbus-run-session -- /usr/bin/python3 SCRIPT`.
"""
import os
import shutil
import signal
import subprocess
import tempfile
import time

tools = ("Xvfb", "openbox", "xdotool", "import")
many = ("table", "tree", "tree table", "list", "combo box")  # roles of things with a child for each cell


def missing():
    """What a desktop needs and is not here, as a sentence; empty when all is here."""
    absent = [tool for tool in tools if not shutil.which(tool)]
    try:
        import pyatspi  # noqa: F401
    except ImportError:
        absent.append("python3-pyatspi")
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        absent.append("a session bus (dbus-run-session)")
    return "missing: " + ", ".join(absent) if absent else ""


class Desktop:
    """A screen with a window manager; `with Desktop(1366, 768) as desktop:`"""

    def __init__(self, width, height, number=97):
        self.size = (width, height)
        self.display = f":{number}"
        self.children = []
        self.home = tempfile.mkdtemp(prefix="desktop-")
        self.clicks = 0
        self.keys = 0

    def __enter__(self):
        self.start(["Xvfb", self.display, "-screen", "0", f"{self.size[0]}x{self.size[1]}x24", "-nolisten", "tcp"])
        until(lambda: subprocess.run(["xdotool", "getdisplaygeometry"], env=self.environment(),
                                     capture_output=True).returncode == 0, 10, "the screen")
        self.start(["openbox"])
        return self

    def __exit__(self, *ignored):
        for child in reversed(self.children):
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in reversed(self.children):
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def environment(self):
        return dict(os.environ, DISPLAY=self.display, QT_QPA_PLATFORM="xcb", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                    HOME=self.home, XDG_DATA_HOME=self.home + "/data", XDG_CACHE_HOME=self.home + "/cache",
                    XDG_CONFIG_HOME=self.home + "/config", XDG_RUNTIME_DIR=self.home, LC_ALL="C.UTF-8")

    def start(self, command):
        child = subprocess.Popen(command, env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.children.append(child)
        return child

    def xdotool(self, *words):
        return subprocess.run(["xdotool", *map(str, words)], env=self.environment(), check=True, capture_output=True,
                              text=True).stdout

    def click(self, x, y, button=1, twice=False):
        self.xdotool("mousemove", x, y)
        time.sleep(0.05)
        self.xdotool("click", *(["--repeat", 2, "--delay", 80] if twice else []), button)
        self.clicks += 2 if twice else 1

    def key(self, *keys):
        self.xdotool("key", *keys)
        self.keys += len(keys)

    def type(self, text):
        self.xdotool("type", "--delay", 20, text)
        self.keys += len(text)

    def picture(self, file):
        subprocess.run(["import", "-window", "root", file], env=self.environment(), check=True)


def until(ready, seconds, what):
    """What ready() gives as soon as it is not empty; an error that names what was awaited after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        found = ready()
        if found:
            return found
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not come in {seconds} s")
        time.sleep(0.1)


class Window:
    """The program's accessible tree."""

    def __init__(self, desktop, program, name="quantscope", *words):
        import pyatspi
        self.atspi = pyatspi
        self.desktop = desktop
        self.process = desktop.start([program, *words])
        self.root = until(lambda: self.application(name), 60, "the window")

    def application(self, name):
        for application in self.atspi.Registry.getDesktop(0):
            if application and name in (application.name or "").lower() and application.childCount:
                return application
        return None

    def walk(self, node=None):
        node = node or self.root
        yield node
        for child in self.children(node):
            yield from self.walk(child)

    def walk_shown(self, node, cells):
        """Without what hangs below hidden things, and without cells where nobody looks for one: each costs a message."""
        yield node
        if node.getRoleName() in many and not cells:
            return
        for child in self.children(node):
            if child.getState().contains(self.atspi.STATE_SHOWING):
                yield from self.walk_shown(child, cells)

    def children(self, node):
        for index in range(min(node.childCount, 2000)):
            try:
                child = node.getChildAtIndex(index)
            except Exception:
                continue  # gone while walking
            if child:
                yield child

    def shown(self, node):
        states = node.getState()
        if not states.contains(self.atspi.STATE_SHOWING) or not states.contains(self.atspi.STATE_VISIBLE):
            return False
        try:
            x, y = self.place(node)
        except NotImplementedError:
            return False
        return 0 <= x < self.desktop.size[0] and 0 <= y < self.desktop.size[1]  # a closed page lies outside

    def find(self, name, role=None):
        """The first thing on the screen whose name is, or else begins with, `name`."""
        begins = None
        cells = role in ("table cell", "table column header", "list item", "tree item")
        windows = [window for window in self.children(self.root)]
        for node in (each for window in windows for each in self.walk_shown(window, cells)):
            if (role and node.getRoleName() != role) or not self.shown(node):
                continue
            text = (node.name or "").replace("&", "")
            if text == name:
                return node
            if not begins and text.startswith(name):
                begins = node
        return begins

    def wait(self, name, role=None, seconds=30):
        return until(lambda: self.find(name, role), seconds, name)

    def place(self, node):
        box = node.queryComponent().getExtents(self.atspi.DESKTOP_COORDS)
        return box.x + box.width // 2, box.y + box.height // 2

    def click(self, name, role=None, seconds=30, **how):
        self.desktop.click(*self.place(self.wait(name, role, seconds)), **how)

    def nameless(self):
        """Focusable things on the screen without a name, as role and place."""
        found = []
        for node in self.walk():
            if self.shown(node) and node.getState().contains(self.atspi.STATE_FOCUSABLE) and not node.name:
                box = node.queryComponent().getExtents(self.atspi.DESKTOP_COORDS)
                found.append((node.getRoleName(), box.x, box.y, box.width, box.height))
        return found
