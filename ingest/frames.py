"""Messages between the program and its child processes: a head of two lengths, JSON values, bytes."""

import json
import socket
import struct
import time
from collections.abc import Mapping
from dataclasses import is_dataclass
from typing import Any

HEAD = struct.Struct("!QQ")
# A dense page is a few MB of JSON with all alternatives; a child that claims more than this is not believed.
MOST_VALUES_BYTES = 256 * 1024 * 1024
MOST_BLOB_BYTES = 512 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024


class Closed(Exception):  # noqa: N818
    """The other side has closed the line or died."""


class Late(Exception):  # noqa: N818
    """Nothing (or not all) came before the deadline."""


def send(line: socket.socket, values: Mapping[str, Any], blob: bytes = b"", *, prefix: bytes = b"") -> None:
    """Send one message, a dataclass in it as an object of its fields; `prefix` is put before it."""
    body = json.dumps(values, default=_fields, ensure_ascii=False, separators=(",", ":")).encode()
    line.settimeout(None)
    line.sendall(prefix + HEAD.pack(len(body), len(blob)) + body)
    if blob:
        line.sendall(blob)


def receive(line: socket.socket, *, deadline: float | None = None) -> tuple[dict[str, Any], bytes]:
    """Return the next message; `Late` after `deadline` (of the monotonic clock), `Closed` at the end of the line.

    Anything but a JSON object of sensible size raises ValueError.
    """
    values_bytes, blob_bytes = HEAD.unpack(_exactly(line, HEAD.size, deadline))
    if values_bytes > MOST_VALUES_BYTES or blob_bytes > MOST_BLOB_BYTES:
        raise ValueError(f"a message of {values_bytes} + {blob_bytes} bytes is not believed")
    values = json.loads(_exactly(line, values_bytes, deadline))
    if not isinstance(values, dict):
        raise ValueError("a message must be a JSON object")
    return values, bytes(_exactly(line, blob_bytes, deadline))


def _fields(value: object) -> dict[str, Any]:
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} cannot be sent")
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _exactly(line: socket.socket, size: int, deadline: float | None) -> bytearray:
    received = bytearray()
    while len(received) < size:
        left_s = None if deadline is None else deadline - time.monotonic()
        if left_s is not None and left_s <= 0:
            raise Late
        line.settimeout(left_s)
        try:
            chunk = line.recv(min(size - len(received), CHUNK_BYTES))
        except TimeoutError:
            raise Late from None
        except ConnectionError:
            raise Closed from None
        if not chunk:
            raise Closed
        received += chunk
    return received
