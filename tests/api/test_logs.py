import logging

from api.logs import Lines


def test_line_carries_the_ids_given_with_it() -> None:
    record = logging.makeLogRecord(
        {"name": "ingest.worker", "levelname": "WARNING", "msg": "taken back", "document": "7d44", "kills": 1}
    )
    assert Lines().format(record).endswith(" WARNING ingest.worker taken back document=7d44 kills=1")
