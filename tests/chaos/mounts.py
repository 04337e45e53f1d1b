"""A small disk of one's own, which can be full or read-only, in a child only.

It is mounted in a namespace of that child, so that it ends with it. Root may always do so, others
where the system lets them have a namespace of users.
"""

import ctypes
import os
from pathlib import Path

_NEW_MOUNTS, _NEW_USERS = 0x00020000, 0x10000000
_PRIVATE, _RECURSIVE, _REMOUNT, _READ_ONLY = 1 << 18, 1 << 14, 1 << 5, 1
_AMPLE = 1 << 30


class Disk:
    """A disk in memory, mounted on a folder."""

    def __init__(self, folder: Path) -> None:
        """Mount it.

        Raises:
            OSError: The system does not allow it.
        """
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        _own_namespace()
        _mount(b"none", Path("/"), b"", _PRIVATE | _RECURSIVE, b"")
        _mount(b"tmpfs", folder, b"tmpfs", 0, b"size=%d" % _AMPLE)

    def leave_free(self, free: int) -> None:
        """Let so many bytes be free."""
        found = os.statvfs(self.folder)
        used = (found.f_blocks - found.f_bfree) * found.f_frsize
        _mount(b"tmpfs", self.folder, b"", _REMOUNT, b"size=%d" % (used + free))

    def make_ample(self) -> None:
        """Let there be room, and let everybody write."""
        _mount(b"tmpfs", self.folder, b"", _REMOUNT, b"size=%d" % _AMPLE)

    def make_read_only(self) -> None:
        """Let nobody write, not even root."""
        _mount(b"tmpfs", self.folder, b"", _REMOUNT | _READ_ONLY, b"")


def _own_namespace() -> None:
    user, group = os.getuid(), os.getgid()
    _call("unshare", _NEW_MOUNTS if user == 0 else _NEW_MOUNTS | _NEW_USERS)
    if user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")


def _mount(what: bytes, where: Path, kind: bytes, flags: int, data: bytes) -> None:
    _call("mount", what, os.fsencode(where), kind, ctypes.c_ulong(flags), data)


def _call(name: str, *given: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*given):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
