"""``make fuzz``: runs the fuzzer for a while and tells what it found.

A file that ends its reader is what the limits are for, so the fuzzer goes on after it; anything but
an answer or a declared error is a finding, kept with the file that caused it.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

LIMITED = (b"memory allocation of", b"ERROR: libFuzzer: timeout", b"libFuzzer: out-of-memory")
"""How a process ends that goes beyond a limit: told to the sender, and no finding."""
_EXECUTIONS = re.compile(rb"(?:stat::number_of_executed_units:|Done) (\d+)")
_SECONDS_A_FILE = 10


def main() -> int:
    """Fuzz for as long as is asked; return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "tonghop-fuzz")
    chosen = parser.parse_args()
    if sys.platform != "linux" or sys.version_info >= (3, 14):
        print("Fuzzing needs atheris, which exists for Linux and Python before 3.14 only.")
        return 0
    return _fuzz(chosen.seconds, chosen.keep)


def _fuzz(seconds: int, keep: Path) -> int:
    from tests.fuzz.seeds import seeds

    (keep / "corpus").mkdir(parents=True, exist_ok=True)
    for name, seed in seeds().items():
        (keep / "corpus" / name).write_bytes(seed)
    executed, ends = 0, Counter[str]()
    until = time.monotonic() + seconds
    while (left := int(until - time.monotonic())) > 0:
        done = _run(keep, left)
        executed += max((int(number) for number in _EXECUTIONS.findall(done.stderr)), default=0)
        if done.returncode == 0:
            break
        if not any(mark in done.stderr for mark in LIMITED):
            sys.stdout.buffer.write(done.stdout + done.stderr)
            ends["finding"] += 1
            break
        ends["beyond a limit"] += 1
    print(f"{executed} files, {ends['beyond a limit']} of them beyond a limit")
    print(f"a finding, kept in {keep}" if ends["finding"] else "no finding")
    return int(ends["finding"] > 0)


def _run(keep: Path, seconds: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [
            sys.executable, "-m", "tests.fuzz.door", str(keep / "corpus"),
            f"-max_total_time={seconds}", f"-timeout={_SECONDS_A_FILE}", "-max_len=2000000",
            f"-artifact_prefix={keep}/", "-print_final_stats=1",
        ],
        capture_output=True, check=False,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
