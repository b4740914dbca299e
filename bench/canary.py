"""A second client beside a benchmark: a hundred questions a second of a fixed set, each answer compared."""
import multiprocessing
import socket
import time


class Canary:
    """Asks from `begin` to `report`, in a process of its own."""

    def __init__(self, port, wire_question, expected, per_second=100):
        self.arguments = (port, wire_question, expected, per_second)

    def __enter__(self):
        self.ours, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_ask, args=(theirs, *self.arguments), daemon=True)
        self.process.start()
        return self

    def report(self):
        """Ends, and returns what came of it as a dictionary."""
        self.ours.send("end")
        result = self.ours.recv()
        self.process.join()
        return result

    def __exit__(self, *_):
        self.process.kill()


def percentile(sorted_values, share):
    return sorted_values[min(len(sorted_values) - 1, int(share * len(sorted_values)))] if sorted_values else float("nan")


def _ask(pipe, port, questions, expected, per_second):
    client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    client.connect(("127.0.0.1", port))
    client.settimeout(1)  # later than that is lost
    times, lost, wrong, sent = [], [], 0, 0
    next_at = start = time.monotonic()
    while not pipe.poll():
        name, query = questions[sent % len(questions)]
        query = sent.to_bytes(2, "big") + query[2:] if sent < 65536 else query
        sent += 1
        began = time.perf_counter()
        client.send(query)
        try:
            answer = client.recv(4096)
            while answer[:2] != query[:2]:
                answer = client.recv(4096)
            times.append(time.perf_counter() - began)
            wrong += expected[name] not in answer or answer[3] & 15 != 0
        except OSError:
            lost.append(time.monotonic() - start)
        next_at = max(next_at + 1 / per_second, time.monotonic() - 0.1)
        time.sleep(max(0, next_at - time.monotonic()))
    times.sort()
    pipe.send({"times": times, "sent": sent, "lost": len(lost), "lost after": lost, "wrong": wrong,
               "p50": percentile(times, 0.5) * 1e3, "p99": percentile(times, 0.99) * 1e3})
