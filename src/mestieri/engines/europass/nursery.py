"""The process that readers are forked from; started by `pool`, never by hand.

It answers two orders: `new` with a socket attached forks a reader that serves that socket,
`end PID` says how a reader ended: `memory`, `cpu`, `killed`, `crashed` or `done`.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import struct
import sys
import time
from typing import Any

_LENGTH = struct.Struct(">Q")
_PATIENCE = 1.0


def main(descriptor: int, limits: dict[str, int]) -> None:
    """Serve orders until the pool goes."""
    line = socket.socket(fileno=descriptor)
    _warm_up()
    waiting = b""
    while True:
        data, descriptors, _, _ = socket.recv_fds(line, 256, 1)
        if not data:
            os._exit(0)
        waiting += data
        while b"\n" in waiting:
            order, _, waiting = waiting.partition(b"\n")
            answer = _answer(order.decode(), line, descriptors, limits)
            line.sendall(f"{answer}\n".encode())


def _answer(order: str, line: socket.socket, descriptors: list[int], limits: dict[str, int]) -> str:
    if order == "new" and descriptors:
        descriptor = descriptors.pop()
        pid = os.fork()
        if pid == 0:
            line.close()
            _serve(socket.socket(fileno=descriptor), limits)
        os.close(descriptor)
        return str(pid)
    return _ended(int(order.split()[1])) if order.startswith("end ") else "unknown"


def _warm_up() -> None:
    """Load what readers need, so that forking one is all that a new one costs."""
    import lxml.etree
    import nh3
    import pikepdf
    import pypdfium2

    from mestieri.engines.europass import candidate, learnerinfo, pdf, reading, skillspassport
    from mestieri.engines.europass.text import interpreting, page

    del lxml, nh3, pikepdf, pypdfium2
    del candidate, learnerinfo, pdf, reading, skillspassport, interpreting, page


def _serve(line: socket.socket, limits: dict[str, int]) -> None:
    """Read what comes until the other end closes; runs in the forked process."""
    from mestieri.engines.europass.reading import read

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    _bound(limits)
    try:
        while True:
            length = _LENGTH.unpack(_exactly(line, _LENGTH.size))[0]
            data = _exactly(line, length)
            # After so much work SIGPROF ends the process.
            signal.setitimer(signal.ITIMER_PROF, limits["cpu_seconds"])
            answer = json.dumps(read(data).as_dict(), ensure_ascii=True).encode()
            line.sendall(_LENGTH.pack(len(answer)) + answer)
    except MemoryError:
        os._exit(_MEMORY_EXIT)
    except BaseException:
        os._exit(0)


_MEMORY_EXIT = 77


def _exactly(line: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        part = line.recv(min(length - len(data), 1 << 20))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def _bound(limits: dict[str, int]) -> None:
    """No more memory than allowed, no files written, no core left behind."""
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _ended(pid: int) -> str:
    """How a reader ended; it is given a moment to do so."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            found, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            return "done"
        if found:
            return _told(status)
        if time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.002)


def _told(status: int) -> str:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        told: dict[int, str] = {signal.SIGPROF: "cpu", signal.SIGKILL: "killed"}
        return told.get(number, "crashed")
    return "memory" if os.WEXITSTATUS(status) == _MEMORY_EXIT else "done"


def _arguments() -> tuple[int, dict[str, Any]]:
    return int(sys.argv[1]), json.loads(sys.argv[2])


if __name__ == "__main__":
    main(*_arguments())
