"""A Pharos to which bad things happen, and the canary that watches it."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from load import Canary, Endpoint, control, percentile
from server import LAUNCHER

SECRET = "c2VjcmV0c2VjcmV0c2VjcmV0"

# Milliseconds; more on a machine that is busy with something else.
MOST_P99 = float(os.environ.get("FAULTS_P99", "50"))
STEERING = """[check.tcp]
type = "tcp"
port = {port}
interval = "1s"
timeout = "500ms"
fall = 2
rise = 2
[name.www]
check = "tcp"
failover_budget = "20s"
"""
ZONE = """$TTL 60
@ SOA ns host 1 3600 600 86400 60
@ NS ns
ns A 127.0.0.1
a A 192.0.2.1
b A 192.0.2.2
www A {first}
www A {second}
"""


class Failure(Exception):
    """A check that did not hold."""


def require(holds, what):
    if not holds:
        raise Failure(what)


def eventually(holds, what, seconds=15):
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise Failure(f"{what}: not within {seconds} s")
        time.sleep(0.05)


class FaultServer:
    """A server with the zone `example.`: `a` and `b` fixed, `www` probed at two endpoints.

    `prefix` runs it under something else, `output` takes what it says and logs, `expected` matches the lines of errors that the fault may cause.
    """

    def __init__(self, port, prefix=(), env=None, toml="", expected=None, output=None, host="127.0.0.1",
                 hosts=("127.0.1.1", "127.0.1.2"), endpoints=True, folder=None, ends_with=0):
        self.folder = folder or pathlib.Path(tempfile.mkdtemp(prefix="pharos-fault-"))
        self.port, self.host, self.hosts, self.expected, self.ends_with = port, host, hosts, expected, ends_with
        self.endpoints = []
        probed = 9
        if endpoints:
            self.endpoints = [Endpoint(hosts[0])]
            probed = self.endpoints[0].port
            self.endpoints.append(Endpoint(hosts[1], probed))
        (self.folder / "zones").mkdir(exist_ok=True)
        (self.folder / "zones" / "example.zone").write_text(ZONE.format(first=hosts[0], second=hosts[1]))
        (self.folder / "zones" / "example.toml").write_text(STEERING.format(port=probed))
        (self.folder / "pharos.toml").write_text(
            f'[server]\nlisten = ["{host}:{port}"]\n[admin]\nsocket = "{self.folder}/c.sock"\n[key.ops]\n'
            f'secret = "{SECRET}"\n[zone."example"]\nupdate = ["key:ops"]\n{toml}')
        self.log = tempfile.NamedTemporaryFile("w", prefix="pharos-fault-log-")
        self.process = subprocess.Popen([*prefix, str(LAUNCHER), "serve", "-c", str(self.folder / "pharos.toml")],
                                        stdout=output or subprocess.DEVNULL, stderr=output or self.log, env={**os.environ, **(env or {})})

    def __enter__(self):
        try:
            eventually(self.answers_control, "the server starts", 60)
        except BaseException:
            self.process.kill()
            self.process.wait()
            raise
        self.canary = Canary(self.port, {"a.example": ["192.0.2.1"], "b.example": ["192.0.2.2"],
                                         "www.example": list(self.hosts)}, host=self.host)
        self.canary.start()
        eventually(lambda: len(self.canary.times) > 100, "the canary sings")
        self.canary.times.clear()
        return self

    def answers_control(self):
        require(self.process.poll() is None, "the server ended: " + self.errors(all_lines=True))
        try:
            return control(self.folder / "c.sock", "GET /v1/version")[0] == 200
        except OSError:
            return False

    @property
    def pid(self):
        """That of the Java process: what stands before it becomes it, or has it as its only child."""
        pid = self.process.pid
        while True:
            children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            if "java" in os.readlink(f"/proc/{pid}/exe") or not children:
                return pid
            pid = int(children[0])

    def change(self, name, data, kind="TXT", action="add"):
        """Returns status and answer of an edit."""
        return control(self.folder / "c.sock", "POST /v1/records", {
            "zone": "example", "action": action, "name": name, "type": kind, "rdata": [data], "ttl": 60,
            "weight": None, "check": None, "author": "faults", "reason": None})

    def force(self, member, state):
        return control(self.folder / "c.sock", "POST /v1/force", {
            "what": [member], "state": state, "reason": "faults", "author": "faults", "duration": None,
            "allow_empty": True})

    def update(self, name):
        """Returns whether a dynamic update was acknowledged."""
        script = f"server {self.host} {self.port}\nzone example.\nupdate add {name}.example. 60 TXT x\nsend\n"
        done = subprocess.run(["nsupdate", "-v", "-t", "10", "-y", f"hmac-sha256:ops:{SECRET}"], input=script, text=True,
                              capture_output=True, timeout=30)
        return done.returncode == 0

    def has(self, name):
        """Whether a TXT record of that name is in force."""
        status, records = control(self.folder / "c.sock", f"GET /v1/records?zone=example&name={name}")
        return status == 200 and bool(records)

    def members(self):
        _, members = control(self.folder / "c.sock", "GET /v1/status")
        return members

    def command(self, *words):
        done = subprocess.run([str(LAUNCHER), *words], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def errors(self, all_lines=False):
        lines = pathlib.Path(self.log.name).read_text(errors="replace").splitlines()
        return "\n".join(line for line in lines if all_lines or " ERROR " in line or "LEAK" in line)

    def __exit__(self, kind, *_):
        times, lost, wrong = self.canary.stop()
        before = self.process.poll()
        self.process.terminate()
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = "none within 10 s"
        for endpoint in self.endpoints:
            endpoint.kill()
        unexpected = [line for line in self.errors().splitlines()
                      if not (self.expected and re.search(self.expected, line))]
        self.summary = (f"canary {len(times)} answers, p50 {percentile(times, .5):.1f} ms, p99 "
                        f"{percentile(times, .99):.1f} ms")
        if kind is None:
            require(before is None, "the process is the same to the end")
            require(code == self.ends_with, f"SIGTERM ends it with 0, not {code}")
            require(not lost and not wrong, f"the canary lost {lost}, wrong {wrong[:3]}")
            require(percentile(times, .99) < MOST_P99, f"p99 of the canary {percentile(times, .99):.1f} ms")
            require(not unexpected, "unexpected errors: " + "\n".join(unexpected[:5]))
        shutil.rmtree(self.folder, ignore_errors=True)
