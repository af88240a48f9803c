# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The apps in Xvfb: time from start to window, and their CPU when stopped and
when streaming, compared with the same without a window. Writes a table between
its markers.

python3 tools/bench/apps.py --build DIR [--write docs/performance.md]"""

import argparse
import os
import subprocess
import sys
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path += [f"{TOP}/tests/net", f"{TOP}/tests/apps", f"{TOP}/tools/bench"]

# pylint: disable=wrong-import-position
import bench
import qosgui
import qosnet

BEGIN, END = "<!-- apps: begin -->", "<!-- apps: end -->"
STARTS = 10
SECONDS = 10
CHARTS_PERCENT_MAX = 3
SILENT = {"PULSE_SERVER": "unix:/nonexistent"}


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cpu_percent(program):
    """Of one core, over SECONDS."""
    before, start = cpu_seconds(program.process.pid), time.monotonic()
    time.sleep(SECONDS)
    used = cpu_seconds(program.process.pid) - before
    return 100 * used / (time.monotonic() - start)


class Bench:
    def __init__(self, build, desktop):
        self.sender = f"{build}/apps/sender/qos-sender"
        self.receiver = f"{build}/apps/receiver/qos-receiver"
        self.desktop = desktop

    def window(self, *argv):
        return self.desktop.launch([str(arg) for arg in argv], SILENT)

    def plain(self, *argv):
        program = qosnet.Program([*map(str, argv), "--headless"], env=SILENT)
        self.desktop.programs.append(program)
        return program

    def send(self, port):
        return self.plain(self.sender, "-s", "test", f"127.0.0.1:{port}")

    def receive(self, port):
        return self.plain(self.receiver, "-o", "none", port)

    def starts(self, program):
        times = []
        for _ in range(STARTS):
            app = self.window(program)
            times.append(app.seconds)
            app.stop()
        return sorted(times)

    def at_rest(self, program):
        app = self.window(program)
        time.sleep(2)
        percent = cpu_percent(app.program)
        app.stop()
        return percent

    def sending(self):
        """With a window, and without one."""
        port = qosnet.free_port()
        far = self.receive(port)
        app = self.window(self.sender, "-s", "test", "--start", f"127.0.0.1:{port}")
        time.sleep(3)
        percent = cpu_percent(app.program)
        app.stop()
        plain = self.send(port)
        time.sleep(3)
        without = cpu_percent(plain)
        plain.stop()
        far.stop()
        return percent, without

    def receiving(self, senders):
        port = qosnet.free_port()
        far = [self.send(port) for _ in range(senders)]
        app = self.window(self.receiver, "-o", "none", "-p", port, "--start")
        time.sleep(3)
        percent = cpu_percent(app.program)
        app.stop()
        plain = self.receive(port)
        time.sleep(3)
        without = cpu_percent(plain)
        plain.stop()
        for program in far:
            program.stop()
        return percent, without


def measure(build):
    """Returns the lines of a table: what, measured, without a window, limit."""
    with qosgui.Desktop(size="1280x1000") as desktop:
        run = Bench(build, desktop)
        yield from starts(run)
        for name, program in (("qos-sender", run.sender), ("qos-receiver", run.receiver)):
            yield f"`{name}`, window open, stopped", f"{run.at_rest(program):.1f} %", "", ""
        yield from charts(build)
        yield "`qos-sender`, sending", *map("{:.1f} %".format, run.sending()), ""
        for n in (1, 10):
            yield f"`qos-receiver`, {n} sender{'s' if n > 1 else ''}", *map("{:.1f} %".format, run.receiving(n)), ""


def starts(run):
    for name, program in (("qos-sender", run.sender), ("qos-receiver", run.receiver)):
        times = run.starts(program)
        text = f"{times[STARTS // 2]:.2f} s ({times[0]:.2f} – {times[-1]:.2f})"
        yield f"`{name}`, start to window", text, "", f"1 s, {'held' if times[-1] < 1 else 'not held'}"


def charts(build):
    """The charts alone, in a process that does nothing else."""
    for minutes, size in ((1, "820x1000"), (30, "820x1000"), (30, "1600x1100")):
        argv = [f"{build}/tools/bench/bench-charts", SECONDS, minutes, *size.split("x")]
        result = subprocess.run([*map(str, argv)], stdout=subprocess.PIPE, check=True, text=True)
        percent = float(result.stdout.split()[1])
        held = "held" if percent < CHARTS_PERCENT_MAX else "not held"
        what = f"5 charts of {minutes} min, two messages and an event a second, {size}"
        yield what, f"{percent:.1f} %", "", f"{CHARTS_PERCENT_MAX} %, {held}"


def as_text(lines, rounds):
    conditions = argparse.Namespace(rounds=rounds)
    head = [
        bench.conditions(conditions),
        "### The apps",
        "",
        f"In Xvfb, where every pixel is drawn by the processor: CPU of one core over {SECONDS} s; a test tone, no sound "
        f"card. The difference to the same without a window is what windows, level meters and charts cost.",
        "",
        "|  | with a window | without | limit |",
        "| --- | --- | --- | --- |",
    ]
    return "\n".join(head + ["| " + " | ".join(line) + " |" for line in lines]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, metavar="DIR")
    parser.add_argument("--write", metavar="FILE")
    args = parser.parse_args()
    build = os.path.abspath(args.build)
    os.environ["GST_PLUGIN_PATH"] = f"{build}/plugins"
    os.environ["GST_REGISTRY"] = f"{build}/registry.bin"
    os.environ["GSETTINGS_SCHEMA_DIR"] = f"{build}/apps/data"
    text = as_text(list(measure(build)), STARTS)
    print(text)
    if args.write:
        bench.write_between_markers(args.write, text, BEGIN, END)


if __name__ == "__main__":
    main()
