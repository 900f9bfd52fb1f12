"""What records are found by, kept in step with them."""

from collections.abc import Mapping
from typing import Any

from domain.records.found_by import accounts_of_values, words_of_values
from storage import models
from storage.repositories.record_values import write_values
from storage.transactions import execute


async def write_found_by(record_id: int, values: Mapping[str, Any]) -> None:
    """Write what a record is found by, inside the transaction that writes the record."""
    words = words_of_values(values)
    if not await models.RecordText.filter(record_id=record_id).update(words=words):
        await models.RecordText.create(record_id=record_id, words=words)
    named = accounts_of_values(values)
    kept = set(await models.RecordAccount.filter(record_id=record_id).values_list("account_id", flat=True))
    if gone := kept - named:
        await models.RecordAccount.filter(record_id=record_id, account_id__in=list(gone)).delete()
    for number in sorted(named - kept):
        await models.RecordAccount.create(record_id=record_id, account_id=number)
    await execute(lambda: write_values(record_id, values))
