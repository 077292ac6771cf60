"""The clean process of one notebook: a fork of this one that runs cells in a kernel's own shell, without a kernel.

The shell, its display hook and its publisher are ipykernel's, so that a cell gives what it would give in a kernel. Only
the way out differs: messages go through a pipe instead of sockets, which saves the start of an interpreter, the imports
and the handshake of each notebook.
"""

from __future__ import annotations

import builtins
import io
import multiprocessing
import os
import sys
import tempfile
import threading
from multiprocessing.connection import Connection
from typing import NoReturn

from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.session import Session
from traitlets.config import Config

from analysis import snapshot
from analysis.report.forks import die_with_parent, end_process_tree

INLINE = "module://matplotlib_inline.backend_inline"
REPLY, READ = "execute_reply", "files_read"


class Cells:
    """A forked process that runs cells one after another; use it as a context, so that it never outlives its notebook."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, self._pipe), name="cells")
        self._process.start()
        other.close()

    def __enter__(self) -> Cells:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        end_process_tree(self._process.pid)
        self._process.join()
        self._process.close()

    def run(self, source: str) -> None:
        """Start a cell."""
        self._pipe.send_bytes(source.encode())

    def message(self, seconds: float | None) -> dict | None:
        """Return the next message of the cell; None after so many seconds without one.

        Raises
        ------
        EOFError
            If the process has died.
        """
        try:
            return Session().unpack(self._pipe.recv_bytes()) if self._pipe.poll(seconds) else None
        except ConnectionError as error:
            raise EOFError from error

    def files_read(self) -> list[str]:
        """Return the files of the snapshot that the cells have asked for."""
        self.run("")
        return self._message_of(READ)["files"]

    def _message_of(self, kind: str) -> dict:
        while (message := self.message(None))["msg_type"] != kind:
            pass
        return message["content"]


def _serve(pipe: Connection, parents_end: Connection) -> None:
    """Run the cells that come through the pipe, until it closes; an empty one asks for what was read."""
    parents_end.close()
    os.setpgid(0, 0)  # an interrupt from the terminal is the parent's business
    die_with_parent()
    session = _PipeSession(pipe)
    # The real ones are buffers of the parent's: what they still hold is not for this process to write.
    sys.stdout, sys.stderr = _Captured("stdout", 1, session), _Captured("stderr", 2, session)
    shell = _make_shell(session)
    with snapshot.recording() as files:
        while True:
            try:
                source = pipe.recv_bytes().decode()
            except EOFError:
                return
            if source:
                session.send(None, REPLY, _run(shell, source))
            else:
                session.send(None, READ, {"files": sorted(files)})


def _run(shell: ZMQInteractiveShell, source: str) -> dict:
    result = shell.run_cell(source, store_history=True)
    sys.stdout.flush()
    sys.stderr.flush()
    reply = {"status": "ok", "execution_count": shell.execution_count - 1}
    error = result.error_before_exec or result.error_in_exec
    if error is not None:
        traceback = shell._last_traceback or []
        reply |= {"status": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": traceback}
    return reply


def _make_shell(session: Session) -> ZMQInteractiveShell:
    """Return a shell as a new kernel would have it: nothing of the parent's randomness, style or names."""
    InteractiveShell.clear_instance()
    settings = Config()
    settings.HistoryManager.enabled = False  # nobody will ask for it, and it is a database
    shell = ZMQInteractiveShell.instance(config=settings)
    for channel in (shell.displayhook, shell.display_pub):
        channel.session = session
    shell.displayhook.topic = b"execute_result"
    shell.enable_gui = _refuse_windows
    # A kernel would import from the folder that the command stands in, which may be anybody's: not so here.
    os.environ.setdefault("MPLBACKEND", INLINE)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    builtins.input = _refuse_to_ask
    if "matplotlib" in sys.modules:
        _enable_inline_figures(shell)
    return shell


def _refuse_to_ask(*_: object) -> NoReturn:
    raise StdinNotImplementedError("a notebook of the report cannot ask for input: nobody is there to answer")


def _refuse_windows(gui: str | None = None) -> None:
    """Do nothing for `%matplotlib inline`; the loop of a window needs a kernel, and somebody who looks at it."""
    if gui not in (None, "inline"):
        raise RuntimeError(f"a notebook of the report cannot open a window ({gui}): use %matplotlib inline")


def _enable_inline_figures(shell: ZMQInteractiveShell) -> None:
    """Show figures as a kernel does: matplotlib was imported before there was a shell to tell, so it must be told now."""
    import matplotlib as mpl
    from IPython.core.pylabtools import activate_matplotlib
    from matplotlib_inline import backend_inline

    mpl.rcdefaults()  # a matplotlibrc of somebody's would be in every figure, and no checksum tells of it
    if os.environ["MPLBACKEND"] == INLINE:
        activate_matplotlib(INLINE)
        if backend_inline.flush_figures not in shell.events.callbacks["post_execute"]:
            backend_inline.configure_inline_support(shell, INLINE)


class _PipeSession(Session):
    """A session that writes its messages to a pipe, packed as they would be for a socket."""

    def __init__(self, pipe: Connection):
        super().__init__()
        self._pipe = pipe
        self._one_at_a_time = threading.Lock()

    def send(self, stream, msg_or_type, content=None, parent=None, *_, **__):
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content, parent)
        with self._one_at_a_time:
            self._pipe.send_bytes(self.pack(message))


class _Captured(io.TextIOWrapper):
    """Standard output or error of the cells, with what libraries and child processes write to its file descriptor."""

    def __init__(self, name: str, descriptor: int, session: Session):
        self._session, self._stream_name, self._sent = session, name, 0
        self._kept = tempfile.TemporaryFile("ab", buffering=0)  # noqa: SIM115 (open as long as the process)
        os.dup2(self._kept.fileno(), descriptor)
        at_once = io.FileIO(descriptor, "w", closefd=False)
        super().__init__(at_once, encoding="utf-8", errors="backslashreplace", write_through=True)

    def flush(self) -> None:
        """Send what has been written since the last time."""
        super().flush()
        with open(self._kept.fileno(), "rb", closefd=False) as kept:
            kept.seek(self._sent)
            text = kept.read()
        if text:
            self._sent += len(text)
            content = {"name": self._stream_name, "text": text.decode("utf-8", errors="replace")}
            self._session.send(None, "stream", content)
