#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Six jobs in the real window, by mouse and keyboard: presses and seconds.

    dbus-run-session -- /usr/bin/python3 tests/bench/sixjobs.py build/app/quantscope [--cli build/app/quantscope-cli]
        [--sizes 1366x768,1920x1080] [--jobs 1,2,3,4,5,6] [--pictures FOLDER] [--big internvl2-1b]

A press is one press of a mouse button (a double click is two) or of a key, together with the modifiers that are held;
each letter of a text counts, paths in file dialogs do not: they are as long as somebody's folders. Seconds count from
the first press to the result on the screen, with the work that the job waits for. Each job begins in a fresh window on
the demo, with what the job takes for granted (a run to inspect) made before the count begins. What AT-SPI says of the
window tells when a result is there; looking for a control is not part of the time.
"""
import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import desktop as screen  # noqa: E402

WORK = 600  # seconds that a run may take
LOOK = 30

# Of an earlier window, by hand: what the job took and how its clicks were counted.
BEFORE = {
    1: ("first minute: break it, heal it, see the flips", "4", "130 s"),
    2: ("three recipes on 100 questions, compared, figure", "about 45", "248 s of runs"),
    3: ("lessons large for a class", "5", "at once"),
    4: ("a flip large with its tiles, then its trace", "7", "13 to 28 s"),
    5: ("a model and questions of one's own", "2 dialogs", "6.6 s to open"),
    6: ("killed: all comes back", "all was lost", "-"),
}
MOST = {1: 2, 2: 22, 3: 2, 4: 3, 5: None, 6: 0}  # half of them


class Job:
    """One job's window, its presses and its time."""

    def __init__(self, display, program, folder, number, words=(), first_steps=False):
        self.display = display
        self.folder = folder
        self.number = number
        self.settings = os.path.join(folder, "settings.ini")
        self.store = os.path.join(folder, "runs.sqlite")
        if not first_steps and not os.path.exists(self.settings):
            with open(self.settings, "w") as file:
                file.write("[General]\nfirstStepsSeen=true\n")
        self.program = program
        self.words = words
        self.dialogs = 0
        self.waited = 0.0
        self.start(words)

    def start(self, words):
        self.window = screen.Window(self.display, self.program, "quantscope", "--settings", self.settings, "--store",
                                    self.store, *words)
        self.window.wait("Mode Tune", seconds=LOOK)

    def kill(self):
        self.window.process.send_signal(signal.SIGKILL)
        self.window.process.wait()

    def close(self):
        self.window.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.window.process.wait(20)
        if self.window.process.poll() is None:
            self.kill()

    def begin(self):
        self.display.clicks = self.display.keys = 0
        self.waited = 0.0
        self.began = time.monotonic()

    def end(self):
        return self.display.clicks + self.display.keys, time.monotonic() - self.began - self.waited

    def node(self, name, role=None, seconds=LOOK):
        """Found without the time counting: a person sees it."""
        before = time.monotonic()
        found = self.window.wait(name, role, seconds)
        self.waited += time.monotonic() - before
        return found

    def click(self, name, role=None, **how):
        node = self.node(name, role)
        self.display.click(*self.window.place(node), **how)

    def until(self, ready, what, seconds=WORK):
        return screen.until(ready, seconds, what)

    def path(self, text):
        """Typed into a file dialog; not counted."""
        keys = self.display.keys
        time.sleep(0.7)  # until the dialog is there
        self.display.type(text)
        self.display.keys = keys
        self.dialogs += 1

    def shown(self):
        """The run that all views show, as the line under the tools says it."""
        return next((node.name for node in self.parts(self.line) if node.name.startswith("Shown run: ")), "")

    def parts(self, node):
        return self.window.walk(node)

    def watch(self):
        self.line = self.node("What is compared", "tool bar")

    def wait_for_run(self, name, questions=None):
        """Until a run of this name is shown and nothing is under way."""
        def ready():
            texts = [node.name for node in self.parts(self.line)]
            shown = any(text.startswith(f"Shown run: {name}") and "under way" not in text for text in texts)
            counted = questions is None or any(text.startswith(f"Compared on: {questions} of ") for text in texts)
            return shown and counted
        self.until(ready, f"the run {name}")

    def idle(self):
        tasks = self.node("Tasks: ")
        self.until(lambda: tasks.name == "Tasks: 0", "the end of all tasks")

    def text_at(self, pattern, cells=False, seconds=WORK):
        expression = re.compile(pattern)

        def found():
            return next((node for window in self.window.children(self.window.root)
                         for node in self.window.walk_shown(window, cells) if expression.search(node.name or "")), None)
        return self.until(found, pattern, seconds)


def first_minute(job, again):
    """The first steps, played: it breaks, it heals, a changed answer is large. Time to look at each result is in it."""
    job.begin()
    job.click("Play the first steps")
    job.text_at(r"^It broke, it healed")
    job.text_at(r"#\d+ ")
    return job.end()


def researcher(job, again):
    """MQuant, one layer of it at 8 bits, QuaRot: on 100 questions, compared, the first category's questions, a figure."""
    display = job.display
    job.watch()
    job.idle()
    job.begin()
    job.click("Compared on: ")
    display.type("100")
    display.key("Return")
    display.key("alt+p", "m")
    job.wait_for_run("MQuant W8A8", 100)
    cell = bits_of_selected_layer(job)
    display.click(*cell)
    display.key("8")
    job.wait_for_run("MQuant W8A8 + W4A8, ", 100)
    display.key("alt+p", "q")
    job.wait_for_run("QuaRot", 100)
    display.key("ctrl+2")
    job.node("Runs", "table")
    display.key("ctrl+a", "ctrl+Return")
    category = job.node("Regular Text Recognition", "table cell")
    display.click(*job.window.place(category), twice=True)
    job.node("Questions and runs", "table")
    job.click("Layers", "page tab")
    display.key("ctrl+e")
    job.node("Export figure")
    display.key("Return")
    job.path(os.path.join(job.folder, "errors.pdf"))
    display.key("Return")
    job.until(lambda: os.path.exists(os.path.join(job.folder, "errors.pdf")), "the figure")
    return job.end()


def bits_of_selected_layer(job):
    """Where the tree has the bits of the layer that is selected."""
    tree = job.node("Settings of every layer", "tree")
    before = time.monotonic()
    head = next(node for node in job.parts(tree) if node.name == "W bits")
    row = next(node for node in job.parts(tree)
               if node.getState().contains(job.window.atspi.STATE_SELECTED) and job.window.shown(node))
    job.waited += time.monotonic() - before
    return job.window.place(head)[0], job.window.place(row)[1]


def teacher(job, again):
    job.idle()
    job.begin()
    job.display.key("F5")
    job.until(lambda: (job.display.size == job.window.root.getChildAtIndex(0).queryComponent().getSize()), "full screen",
              LOOK)
    job.node("Export page", "push button")
    return job.end()


def inspector(job, again):
    """A run that breaks answers is there."""
    job.watch()
    job.wait_for_run("Naive static W8A8")
    job.idle()
    job.begin()
    job.display.key("F8")
    job.text_at(r"#\d+ ")
    job.display.key("t", "ctrl+t")
    job.text_at(r"First diverging token|No token diverges")
    return job.end()


def own_model(job, again):
    """A folder with a model and a benchmark, until its first answer."""
    job.idle()
    job.begin()
    job.display.key("ctrl+o")
    job.path(again)
    job.display.key("Return")
    title = os.path.basename(again)
    job.until(lambda: title in (job.window.root.getChildAtIndex(0).name or ""), "the model")
    return job.end()


def recovery(job, again):
    """Killed in the middle of a run, started again as one starts it."""
    job.watch()
    job.wait_for_run("Naive static W8A8")
    job.display.key("alt+p", "d")
    job.until(lambda: "Dynamic" in job.shown(), "the second run")
    time.sleep(6)  # what is kept every few seconds is kept
    job.kill()
    job.begin()
    job.start(())
    job.watch()
    job.text_at("Naive static W8A8", cells=True)
    job.until(lambda: job.shown() != "", "the shown run")
    return job.end()


JOBS = {1: (first_minute, (), True), 2: (researcher, ("--demo",), False), 3: (teacher, ("--demo",), False),
        4: (inspector, ("--demo", "--preset", "naive-static-w8a8", "--run", "--eval_num", "60"), False),
        5: (own_model, ("--demo", "--eval_num", "1"), False),
        6: (recovery, ("--demo", "--preset", "naive-static-w8a8", "--run", "--eval_num", "60"), False)}


def measure(number, size, options, model):
    work, words, first_steps = JOBS[number]
    folder = tempfile.mkdtemp(prefix="sixjobs-")
    try:
        with screen.Desktop(*size) as display:
            job = Job(display, options.program, folder, number, words, first_steps)
            try:
                presses, seconds = work(job, model)
                if options.pictures:
                    display.picture(os.path.join(options.pictures, f"job{number}-{size[0]}.png"))
                return presses, seconds, job.dialogs
            except (TimeoutError, StopIteration, subprocess.CalledProcessError):
                if options.pictures:
                    display.picture(os.path.join(options.pictures, f"job{number}-{size[0]}-failed.png"))
                raise
            finally:
                job.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_model(options, folder):
    out = os.path.join(folder, "my-model")
    subprocess.run([options.cli, "synth", "--preset", options.big, "--out", out], check=True, capture_output=True)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--cli", help="makes the model of job 5; without it --model is used")
    parser.add_argument("--model", default="", help="a model folder with a benchmark in it, for job 5")
    parser.add_argument("--big", default="internvl2-1b", help="preset of the synthetic model")
    parser.add_argument("--sizes", default="1366x768,1920x1080")
    parser.add_argument("--jobs", default="1,2,3,4,5,6")
    parser.add_argument("--pictures", default="")
    options = parser.parse_args()
    if screen.missing():
        sys.exit(screen.missing())
    sizes = [tuple(int(part) for part in size.split("x")) for size in options.sizes.split(",")]
    numbers = [int(number) for number in options.jobs.split(",")]
    made = tempfile.mkdtemp(prefix="sixjobs-model-")
    failed = False
    try:
        model = options.model or (make_model(options, made) if options.cli and 5 in numbers else "")
        print("job  size       presses  dialogs  seconds  before: presses  seconds  at most half  what", flush=True)
        for size in sizes:
            for number in numbers:
                if number == 5 and not model:
                    continue
                what, presses_before, seconds_before = BEFORE[number]
                try:
                    presses, seconds, dialogs = measure(number, size, options, model)
                except Exception as problem:  # the others are measured all the same
                    print(f"{number:<5}{size[0]}x{size[1]}  failed: {problem}", flush=True)
                    failed = True
                    continue
                most = MOST[number]
                good = dialogs <= 1 if most is None else presses <= most
                failed = failed or not good
                print(f"{number:<5}{f'{size[0]}x{size[1]}':<11}{presses:<9}{dialogs:<9}{seconds:<9.1f}"
                      f"{presses_before:<17}{seconds_before:<14}{'yes' if good else 'NO':<9}{what}", flush=True)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
