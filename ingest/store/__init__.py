"""The store: papers, pages, records, accounts in one database, originals and page images in one folder."""

from functools import partial

from extractors.register import default
from ingest.rechecking import catalogue_at, rechecked
from ingest.record import Record
from ingest.settings import Settings
from ingest.store.accounts import Accounts
from ingest.store.audit import Audit
from ingest.store.database import Database
from ingest.store.documents import Documents
from ingest.store.files import Files
from ingest.store.leases import Leases
from ingest.store.pages import Pages
from ingest.store.records import Records
from ingest.store.tokens import Tokens
from ingest.store.work import Work


class Store:
    """All that is kept, one part for each kind of thing. Safe to use from many threads and many processes."""

    def __init__(self, settings: Settings) -> None:
        """Open the store of `settings`, making folder and tables when they are not there."""
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)  # papers are nobody else's business
        self.database = Database(settings.database_url)
        self.files = Files(settings.files)
        self.documents = Documents(self.database, self.files)
        self.pages = Pages(self.database, self.files)
        self.records = Records(self.database, partial(_rechecked, catalogue_path=settings.catalogue))
        self.accounts = Accounts(self.database, session_hours=settings.session_hours)
        self.tokens = Tokens(self.database)
        self.work = Work(self.database)
        self.leases = Leases(self.database, heartbeat_seconds=settings.heartbeat_seconds)
        self.audit = Audit(self.database)

    def close(self) -> None:
        """Give all connections back."""
        self.database.close()


def _rechecked(record: Record, text: str, *, catalogue_path: str) -> Record:
    return rechecked(record, text, catalogue=catalogue_at(catalogue_path), register=default())


__all__ = ["Store"]
