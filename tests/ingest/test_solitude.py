"""One alone or many together, and who waits to be alone is not passed over."""

import threading
from concurrent.futures import ThreadPoolExecutor

from ingest.solitude import Solitude

PATIENCE_S = 20


def test_many_are_inside_together() -> None:
    solitude, together = Solitude(), threading.Barrier(4)

    def enter() -> int:
        with solitude.shared():
            return together.wait(PATIENCE_S)

    with ThreadPoolExecutor(4) as threads:
        assert sorted(future.result() for future in [threads.submit(enter) for _ in range(4)]) == [0, 1, 2, 3]


def test_alone_means_nobody_else() -> None:
    solitude = Solitude()
    inside: list[str] = []
    most: list[tuple[str, ...]] = []

    def enter(kind: str) -> None:
        with solitude.alone() if kind == "alone" else solitude.shared():
            inside.append(kind)
            most.append(tuple(inside))
            inside.remove(kind)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(enter, ["shared", "shared", "alone"] * 60))
    assert all(len(seen) == 1 for seen in most if "alone" in seen)
    assert len(most) == 180


def test_newcomers_wait_for_who_waits_to_be_alone() -> None:
    solitude = Solitude()
    order: list[str] = []
    first_is_inside, let_go = threading.Event(), threading.Event()

    def stay() -> None:
        with solitude.shared():
            first_is_inside.set()
            let_go.wait(PATIENCE_S)

    def note(name: str, kind: str) -> None:
        with solitude.alone() if kind == "alone" else solitude.shared():
            order.append(name)

    with ThreadPoolExecutor(3) as threads:
        threads.submit(stay)
        first_is_inside.wait(PATIENCE_S)
        waiting = threads.submit(note, "suspect", "alone")
        while not solitude._waiting_alone:
            assert not waiting.done()
        threads.submit(note, "newcomer", "shared")
        let_go.set()
    assert order == ["suspect", "newcomer"]
