"""A Pharos that a benchmark starts, asks and stops: on loopback, in a folder of its own."""
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

BENCH = pathlib.Path(__file__).resolve().parent
LAUNCHER = pathlib.Path(__file__).resolve().parent.parent / "pharos"
HEAD = "$TTL 300\n@ SOA ns1 host 1 3600 600 86400 300\n@ NS ns1\nns1 A 127.0.0.1\n"


def hosts(count):
    """The text of a zone with that many names, host0 and so on, one A record each."""
    return HEAD + "".join(f"host{i} A 10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}\n" for i in range(count))


def free_port(transport):
    """A port of loopback that nobody uses now."""
    kind = socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM
    with socket.socket(socket.AF_INET, kind) as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def question(name):
    """An A query over UDP."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return os.urandom(2) + b"\0\0\0\1\0\0\0\0\0\0" + labels + b"\0\0\1\0\1"


def flood(server, seconds, queries):
    """Asks as fast as answers come, by flood.c, from where this process runs.

    Returns answers per second, and per second of the server's processor time; the latter minds other work on the machine less."""
    program = BENCH / "target" / "flood"
    if not program.exists() or program.stat().st_mtime < (BENCH / "flood.c").stat().st_mtime:
        program.parent.mkdir(exist_ok=True)
        subprocess.run(["cc", "-O2", "-o", program, BENCH / "flood.c"], check=True)
    before = server.thread_seconds()
    out = subprocess.run([program, str(server.port), str(seconds), queries], stdout=subprocess.PIPE, text=True, check=True).stdout
    rate, answers = out.split()
    return float(rate), int(answers) / (server.thread_seconds() - before)


class Server:
    """Serves `zones`, texts by name, steered by `steering`, likewise; `with` starts and ends it.

    Pinned to the first processor unless `pinned` is false; `more` is added to pharos.toml; `descriptors`: the most files it may have open;
    `page`: whether it has a status page, whose metrics `metric` reads."""

    def __init__(self, zones, steering={}, more="", pinned=True, descriptors=None, page=False):
        self.descriptors = descriptors
        self.pinned = pinned
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pharos-bench-"))
        (self.folder / "zones").mkdir()
        for name, text in zones.items():
            (self.folder / "zones" / (name + ".zone")).write_text(text)
        for name, text in steering.items():
            (self.folder / "zones" / (name + ".toml")).write_text(text)
        self.port = free_port("udp")
        self.page = free_port("tcp")
        http = f'http = "127.0.0.1:{self.page}"\n' if page else ""
        (self.folder / "pharos.toml").write_text(
            f'[server]\nlisten = ["127.0.0.1:{self.port}"]\nzones = "zones"\nstate = "state"\n'
            f'[admin]\nsocket = "{self.folder}/control.sock"\n' + http + more)

    def __enter__(self):
        command = ["taskset", "-c", "0"] * self.pinned + [str(LAUNCHER), "serve", "-c", str(self.folder / "pharos.toml")]
        if self.descriptors:
            command = ["sh", "-c", f'ulimit -n {self.descriptors}; exec "$@"', "sh"] + command
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=open(self.folder / "log", "w"))
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.connect(("127.0.0.1", self.port))
        return self

    def ask(self, name, timeout=0.05):
        """Returns the seconds to the answer; None when none came or it has no records."""
        query = question(name)
        self.socket.settimeout(timeout)
        sent = time.perf_counter()
        try:
            self.socket.send(query)
            while (answer := self.socket.recv(4096))[:2] != query[:2]:
                pass
        except OSError:
            return None
        return time.perf_counter() - sent if answer[7] else None

    def first_answer(self, name, limit=120):
        """Returns the seconds from the start of the process to the first answer."""
        while self.ask(name) is None:
            if self.process.poll() is not None or time.monotonic() - self.began > limit:
                raise SystemExit("no answer: " + (self.folder / "log").read_text())
            time.sleep(0.002)
        return time.monotonic() - self.began

    def memory(self):
        """Returns the proportional set size of the process in MB."""
        with open(f"/proc/{self.process.pid}/smaps_rollup") as rollup:
            return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024

    def metric(self, series):
        """Returns a figure of /metrics, by its whole name with labels."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.page}/metrics", timeout=10) as answer:
            for line in answer.read().decode().splitlines():
                if line.startswith(series + " "):
                    return float(line.rsplit(" ", 1)[1])
        raise SystemExit(f"no {series} in /metrics")

    def collect(self):
        """Has the heap collected."""
        subprocess.run(["jcmd", str(self.process.pid), "GC.run"], stdout=subprocess.DEVNULL, check=True)

    def resident(self):
        """Returns the resident set size of the process in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1024

    def cpu(self):
        """Returns the seconds of processor time of the process."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def thread_seconds(self, prefix=""):
        """Returns the seconds of processor time, to the nanosecond, of the threads that live and whose names begin so."""
        total = 0
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                if (task / "comm").read_text().startswith(prefix):
                    total += int((task / "schedstat").read_text().split()[0])
            except OSError:
                pass  # it has ended meanwhile
        return total / 1e9

    def __exit__(self, *_):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder)
