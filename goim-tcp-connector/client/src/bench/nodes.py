"""What the scripts of this folder share: nodes of their own, load clients, and what Linux says of them."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[4]
LOAD_TEST = ["java", "-cp", str(PROJECT / "goim-tcp-connector/client/target/goim-client.jar"),
             "io.goim.client.load.LoadTest"]
PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024
TICKS = os.sysconf("SC_CLK_TCK")


class Node:
    """One node in a process of its own, with an empty data folder; ready when this returns."""

    def __init__(self, work, offset, *options, java=""):
        self.tcp, self.ws, self.http = 3101 + offset, 3102 + offset, 3111 + offset
        self.grid = f"127.0.0.1:{6900 + offset}"
        self.api_key = ""
        data = Path(tempfile.mkdtemp(dir=work))
        self.output, self.gc_log = data / "console.txt", data / "gc.log"
        # A node takes every GOIM_ variable for a setting.
        own = {name: value for name, value in os.environ.items() if not name.startswith("GOIM_BENCH_")}
        own["GOIM_JAVA_OPTS"] = f"{own.get('GOIM_JAVA_OPTS', '')} -Xlog:gc:file={self.gc_log}:uptime {java}"
        command = [PROJECT / "server-config/run", "--offset", str(offset), "--data", data / "node", *options]
        with open(self.output, "w") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=own)
        self.pid = self.process.pid
        try:
            wait_until(lambda: "goim is ready" in self.output.read_text(), 1200, self.process)
        except TimeoutError:
            self.stop()
            sys.exit("the node did not start:\n" + self.output.read_text())

    def port(self, protocol):
        """The port that clients of a protocol connect to: tcp, ws, or jakarta, the endpoint of the HTTP port."""
        return {"tcp": self.tcp, "ws": self.ws, "jakarta": self.http}[protocol]

    def address(self, protocol):
        return f"127.0.0.1:{self.port(protocol)}"

    def cpu(self):
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss(self):
        """Memory in use, kB."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE_KB

    def files(self):
        """Open files and sockets."""
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def jcmd(self, *command):
        return subprocess.run(["jcmd", str(self.pid), *command], capture_output=True, text=True, check=True).stdout

    def heap(self):
        """kB of live objects: after a full collection, which this makes."""
        return sum(size for _, size in self.classes().values()) / 1024

    def heap_after_collection(self):
        """MB in use after the last collection that the node made by itself; young garbage only is gone then."""
        found = re.findall(r"Pause Young.* \d+M->(\d+)M\(", self.gc_log.read_text())
        return int(found[-1]) if found else 0

    def collections(self):
        """How many there were, and the longest in ms, full ones that were asked for left out."""
        pauses = [float(ms) for ms in re.findall(r"Pause (?!Full).* ([0-9.]+)ms", self.gc_log.read_text())]
        return len(pauses), max(pauses, default=0)

    def classes(self):
        """Live objects, after a full collection: class → (instances, bytes)."""
        found = {}
        for line in self.jcmd("GC.class_histogram").splitlines():
            row = re.match(r"\s*\d+:\s+(\d+)\s+(\d+)\s+(\S+)", line)
            if row:
                count, size = found.get(row[3], (0, 0))
                found[row[3]] = (count + int(row[1]), size + int(row[2]))
        return found

    def metrics(self):
        """Every sample of /goim/metrics: name, or name{labels}, → value."""
        call = urllib.request.Request(f"http://127.0.0.1:{self.http}/goim/metrics",
                                      headers={"X-Api-Key": self.api_key} if self.api_key else {})
        with urllib.request.urlopen(call, timeout=60) as answer:
            text = answer.read().decode()
        rows = (line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#"))
        return {name: float(value) for name, _, value in rows}

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(90)
            except subprocess.TimeoutExpired:
                self.process.kill()


def new_api_key(*fields):
    """A key for the HTTP API, and its line for the file that goim.api.keys names."""
    said = subprocess.run([PROJECT / "server-config/run", "--new-api-key", *fields],
                          capture_output=True, text=True, check=True).stdout
    return re.search(r"^goim_\S+", said, re.M)[0], re.search(r"^\S+ sha256:.*", said, re.M)[0]


def total(metrics, name):
    """The sum of a metric over all its labels."""
    return sum(value for sample, value in metrics.items() if re.match(rf"{name}(\{{|$)", sample))


class Load:
    """A LoadTest that runs beside the script."""

    def __init__(self, *options):
        self.lines = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([*LOAD_TEST, "--json", *map(str, options)], stdout=self.lines,
                                        stderr=subprocess.STDOUT, text=True)

    def said(self):
        self.lines.seek(0)
        return self.lines.read()

    def connected(self, seconds=900):
        """Waits until all are connected. Raises TimeoutError when one is not, as after a machine stood still."""
        wanted = int(self.process.args[self.process.args.index("--connections") + 1])

        def answer():
            rows = re.findall(r"s: connected (\d+), failed (\d+), lost (\d+)", self.said())
            connected, failed, lost = map(int, rows[-1]) if rows else (0, 0, 0)
            if failed + lost > 0:
                raise TimeoutError(f"{failed} clients were not let in, {lost} were lost")
            return connected == wanted
        wait_until(answer, seconds, self.process, self.said)

    def figures(self):
        """Waits for the end; the figures by name, and "status", 0 when no connection was refused or lost."""
        status = self.process.wait()
        rows = [line for line in self.said().splitlines() if line.startswith("{")]
        if not rows:
            sys.exit("the load client failed:\n" + self.said())
        return {**json.loads(rows[-1]), "status": status}

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)


def load_test(*options):
    """One LoadTest with pushes from start to end; its figures by name."""
    load = Load(*options)
    figures = load.figures()
    if figures["latency_p99_us"] is None:
        sys.exit("no push arrived:\n" + load.said())
    return figures


def wait_until(answer, seconds, process=None, said=lambda: ""):
    """Asks until the answer is true; returns it."""
    deadline = time.monotonic() + seconds
    while True:
        found = answer()
        if found:
            return found
        if time.monotonic() > deadline or (process is not None and process.poll() is not None):
            raise TimeoutError(f"waited in vain\n{said()}")
        time.sleep(0.2)


def listens(port):
    """Whether some process listens on a port. Asks the kernel: a connection might be taken for a client."""
    # Java listens on IPv6 sockets also for IPv4.
    return any(f":{port:04X} " in line and " 0A " in line
               for table in ("tcp", "tcp6") for line in Path(f"/proc/net/{table}").read_text().splitlines())


class Place:
    """Nodes, load clients and a folder that are gone when the with block ends, however it ends."""

    def __enter__(self):
        self.work = Path(tempfile.mkdtemp())
        self.running = []
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        return self

    def node(self, offset, *options, java=""):
        return self.keep(Node(self.work, offset, *options, java=java))

    def load(self, *options):
        return self.keep(Load(*options))

    def idle(self, node, protocol, connections, first_mid, heartbeat=240):
        """Idle clients of a node; returns when all are in, and tries three times."""
        before = total(node.metrics(), "goim_connections")
        for _ in range(3):
            load = self.load("--connect", node.address(protocol), "--protocol", "tcp" if protocol == "tcp" else "ws",
                             "--connections", connections, "--first-mid", first_mid, "--heartbeat", heartbeat,
                             "--idle", "--warm-up", 0, "--seconds", 7200)
            try:
                return load.connected()
            except TimeoutError as e:
                load.stop()
                why = re.search(r"^The first connection that .*", load.said(), re.M)
                print(f"again: {e}. {why[0] if why else ''}", file=sys.stderr)
                self.end(load)
                wait_until(lambda: total(node.metrics(), "goim_connections") <= before, 300)
        sys.exit("clients do not get in")

    def end(self, started):
        started.stop()
        self.running.remove(started)

    def keep(self, started):
        self.running.append(started)
        return started

    def stop_loads(self):
        """Ends the load clients that run, and with them their connections."""
        for load in [started for started in self.running if isinstance(started, Load)]:
            self.end(load)

    def __exit__(self, *_):
        for started in reversed(self.running):
            started.stop()
        shutil.rmtree(self.work, ignore_errors=True)
