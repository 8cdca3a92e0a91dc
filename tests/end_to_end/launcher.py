"""Runs a program on the terminal that its streams are on, as the shell of a new window would.

    launcher.py [--ignore SIGHUP] [--largest-file BYTES] [--as-anyone] [--under FILE] [--deaf] -- …

It becomes the program, so that its process id and its exit status are the program's. With
``--under`` it stays, and leads the session as a shell does; the program is its child, and
holds a lock on the file while it runs. A ``--deaf`` one gets no SIGHUP: it is blocked.
"""

import argparse
import ctypes
import fcntl
import os
import resource
import signal
import termios


def main() -> None:
    """Take the terminal, arrange what was asked for, and become the program."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--ignore", default="")
    parser.add_argument("--largest-file", type=int)
    parser.add_argument("--as-anyone", action="store_true")
    parser.add_argument("--under")
    parser.add_argument("--deaf", action="store_true")
    parser.add_argument("program", nargs="+")
    wanted = parser.parse_args()
    fcntl.ioctl(2, termios.TIOCSCTTY, 0)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(number, signal.SIG_DFL)  # whatever the tests themselves were started with
    if wanted.ignore:
        signal.signal(signal.Signals[wanted.ignore], signal.SIG_IGN)
    if wanted.largest_file is not None:
        # Too large a file is then an error, as a full disk is, and no longer a signal.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (wanted.largest_file, resource.RLIM_INFINITY))
    if wanted.as_anyone and os.geteuid() == 0:
        # Root may read what nobody may, unless it has lost the two capabilities to do so.
        for capability in (1, 2):
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
    if wanted.under:
        lock = os.open(wanted.under, os.O_RDWR | os.O_CREAT)
        fcntl.flock(lock, fcntl.LOCK_EX)
        if child := os.fork():
            os.close(lock)
            os.waitpid(child, 0)
            os._exit(0)
        os.write(lock, str(os.getpid()).encode())
        os.set_inheritable(lock, True)
    if wanted.deaf:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])
    os.execvp(wanted.program[0], wanted.program)


if __name__ == "__main__":
    main()
