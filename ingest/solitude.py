"""Who may work beside whom: papers that took a worker down before are read alone, so that none shares their blame."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Solitude:
    """A room for many at a time, or for one alone. Who waits to be alone comes before newcomers."""

    def __init__(self) -> None:
        self._change = Condition()
        self._inside = 0
        self._is_alone = False
        self._waiting_alone = 0

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Be inside together with others."""
        with self._change:
            self._change.wait_for(lambda: not self._is_alone and not self._waiting_alone)
            self._inside += 1
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be inside with nobody else."""
        with self._change:
            self._waiting_alone += 1
            self._change.wait_for(lambda: not self._inside)
            self._waiting_alone -= 1
            self._inside, self._is_alone = 1, True
        try:
            yield
        finally:
            self._is_alone = False
            self._leave()

    def _leave(self) -> None:
        with self._change:
            self._inside -= 1
            self._change.notify_all()
