"""What native code may not do, whoever wrote the file it reads: grow, fill the disk, leave cores, call anyone.

Every limit is the kernel's, and none needs more rights than a plain user has; what a machine does not grant (network
namespaces, in many containers) is left out, for the paper is to be read there too.
"""

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_MOST_OPEN_FILES = 512
_MOST_FILE_BYTES = 512 * 1024 * 1024  # a page of 60 million pixels is handed to the engine as a file of 60 MB

_libc = ctypes.CDLL(None, use_errno=True)


def leave_network() -> bool:
    """Return whether this process and all it starts from now on have been cut off from every network.

    To be called while there is one thread only: the kernel gives a user of his own, whom a plain user needs for it, to
    no program with more.
    """
    if _libc.unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    # Without these lines files would seem to belong to nobody; reading and writing them would work all the same.
    with contextlib.suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    return True


def confine(memory_bytes: int) -> None:
    """Put this child and all it starts under limits, in a process group of its own that can be killed as one."""
    os.setsid()
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_NOFILE, _MOST_OPEN_FILES)
    _lower(resource.RLIMIT_FSIZE, _MOST_FILE_BYTES)


def _lower(limit: int, most: int) -> None:
    _, hard = resource.getrlimit(limit)
    lowered = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (lowered, lowered))
