"""Clients of a server under test: a canary, a control connection, endpoints that come and go."""
import json
import os
import socket
import threading
import time

from server import question


class Canary(threading.Thread):
    """Asks 100 questions a second of a fixed set and checks each answer, from its own thread.

    `names` maps each name to the addresses that any right answer is made of.
    """

    def __init__(self, port, names, rate=100, host="127.0.0.1"):
        super().__init__(daemon=True)
        self.address = (host, port)
        self.names = {name: set(addresses) for name, addresses in names.items()}
        self.period = 1 / rate
        self.done = threading.Event()
        self.paused = threading.Event()
        self.lock = threading.Lock()
        self.times, self.lost, self.wrong, self.asked = [], 0, [], 0

    def run(self):
        names = sorted(self.names)
        client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        client.settimeout(1)
        due = time.monotonic()
        while not self.done.is_set():
            due += self.period
            wait = due - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            elif wait < -1:
                due = time.monotonic()
            if self.paused.is_set():
                continue
            self.ask(client, names[self.asked % len(names)])
        client.close()

    def ask(self, client, name):
        query = question(name)
        sent = time.perf_counter()
        self.asked += 1
        try:
            client.sendto(query, self.address)
            while (answer := client.recv(4096))[:2] != query[:2]:
                pass
        except OSError:
            with self.lock:
                self.lost += 1
            return
        took = time.perf_counter() - sent
        found = set(addresses(answer, len(query)))
        with self.lock:
            self.times.append(took)
            if not found or not found <= self.names[name]:
                self.wrong.append(f"{name}: {sorted(found)}")

    def take(self):
        """Returns what was seen since the last time: milliseconds sorted, lost, wrong."""
        with self.lock:
            seen = (sorted(1000 * each for each in self.times), self.lost, self.wrong)
            self.times, self.lost, self.wrong = [], 0, []
        return seen

    def stop(self):
        self.done.set()
        self.join()
        return self.take()


def addresses(answer, question_octets):
    """The A records of the answer section; owners there are pointers."""
    at = question_octets
    for _ in range(int.from_bytes(answer[6:8], "big")):
        while answer[at] and answer[at] < 192:
            at += 1 + answer[at]
        at += 2 if answer[at] else 1
        kind, length = answer[at:at + 2], int.from_bytes(answer[at + 8:at + 10], "big")
        if kind == b"\0\1":
            yield socket.inet_ntoa(answer[at + 10:at + 14])
        at += 10 + length


def percentile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))] if times else float("nan")


def control(path, request, body=None, timeout=30):
    """Sends one request to the control socket; returns the status and the JSON of the answer."""
    text = "" if body is None else json.dumps(body)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(timeout)
        client.connect(str(path))
        client.sendall(f"{request} HTTP/1.1\r\ncontent-type: application/json\r\n"
                       f"content-length: {len(text.encode())}\r\n\r\n{text}".encode())
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    head, _, content = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(content)


class Endpoint:
    """A TCP endpoint on loopback that accepts and closes; it can be killed and revived."""

    def __init__(self, host, port=0):
        self.host, self.port, self.listener = host, port, None
        self.revive()
        self.port = self.listener.getsockname()[1]

    def revive(self):
        if self.listener is None:
            self.listener = socket.socket()
            self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.listener.bind((self.host, self.port))
            self.listener.listen(64)
            threading.Thread(target=self.serve, args=(self.listener,), daemon=True).start()

    @staticmethod
    def serve(listener):
        try:
            while True:
                listener.accept()[0].close()
        except OSError:
            pass

    def kill(self):
        if self.listener is not None:
            listener, self.listener = self.listener, None
            listener.shutdown(socket.SHUT_RDWR)
            listener.close()


def process_figures(pid):
    """Threads, descriptors and resident MiB of a process."""
    with open(f"/proc/{pid}/status") as status:
        lines = dict(line.split(":", 1) for line in status)
    return int(lines["Threads"]), len(os.listdir(f"/proc/{pid}/fd")), int(lines["VmRSS"].split()[0]) / 1024


# Student's t for 95 %, by degrees of freedom: with few points the confidence is much wider than with many.
STUDENT = {1: 12.71, 2: 4.30, 3: 3.18, 4: 2.78, 5: 2.57, 6: 2.45, 8: 2.31, 10: 2.23, 15: 2.13, 20: 2.09, 30: 2.04, 60: 2.00}


def slope(points):
    """Least squares through (seconds, value): the rise per hour and its 95 % confidence, half the width."""
    n = len(points)
    if n < 3:
        return float("nan"), float("inf")
    mean_x = sum(x for x, _ in points) / n
    mean_y = sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    rest = sum((y - mean_y - rise * (x - mean_x)) ** 2 for x, y in points)
    student = STUDENT[max(freedom for freedom in STUDENT if freedom <= n - 2)]
    return 3600 * rise, 3600 * student * (rest / (n - 2) / spread) ** 0.5
