"""Taking papers in: looked into, kept and queued before the hand-in is answered."""

from ingest.pipeline import look_into, on_disk
from ingest.sandbox import Sandbox
from ingest.settings import Settings
from ingest.store import Store
from ingest.store.documents import StoredDocument


def accept(
    data: bytes, name: str, *, store: Store, settings: Settings, sandbox: Sandbox, account_id: str | None = None
) -> tuple[StoredDocument, bool]:
    """Take a file in and return the paper and whether it is new: the same bytes again are the paper that is there.

    `PaperError` when the file cannot be read at all; nothing is then kept.
    """
    with on_disk(data) as path:
        source = look_into(data, name, path=path, settings=settings, sandbox=sandbox)
    document, is_new = store.documents.add(source, data, account_id=account_id)
    store.audit.add(
        "document.add" if is_new else "document.add_again",
        account_id=account_id,
        document_id=document.id,
        detail={"name": name, "bytes": len(data)},
    )
    return document, is_new
