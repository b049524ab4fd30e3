"""Compile the kernel: `python -m diacritics.kernel.build`, and the same as a build hook of the wheel."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # compiled in place, without the build system
    BuildHookInterface = object  # type: ignore[assignment, misc]

HERE = Path(__file__).resolve().parent
SOURCES = ("trie.c", "lattice.c")
LIBRARY = HERE / "libkernel.so"
# No -march=native: the library must run on every machine of its kind, and say the same there.
FLAGS = ("-O3", "-std=c11", "-Wall", "-Wextra", "-fPIC", "-shared", "-fvisibility=hidden", "-ffp-contract=off")


def build(library: Path = LIBRARY) -> Path:
    """Compile the kernel and return the library; it appears whole or not at all."""
    compiler = os.environ.get("CC", "cc")
    half_made = library.with_suffix(f".{os.getpid()}.tmp")
    command = [compiler, *FLAGS, "-o", str(half_made), *(str(HERE / source) for source in SOURCES), "-lm"]
    try:
        subprocess.run(command, check=True)
        half_made.replace(library)
    except FileNotFoundError as error:
        raise SystemExit(f"No C compiler ({compiler}); install one: apt-get install gcc libc6-dev") from error
    finally:
        half_made.unlink(missing_ok=True)
    return library


class KernelBuildHook(BuildHookInterface[Any] if TYPE_CHECKING else BuildHookInterface):  # type: ignore[misc]
    """Compiles the kernel when a wheel is made, and puts it in."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and mark the wheel as made for this kind of machine."""
        if self.target_name != "wheel":
            return
        library = build()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        if version != "editable":
            build_data["force_include"][str(library)] = f"diacritics/kernel/{library.name}"


if __name__ == "__main__":
    sys.stdout.write(f"{build()}\n")
