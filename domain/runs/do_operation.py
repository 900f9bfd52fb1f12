"""What a button does to its record by itself, without a scenario: save it, delete it, put it away or bring it back."""

from domain.clock import Clock
from domain.records.record import Record, Records
from domain.records.template import Button


class DoOperation:
    """Does a button's operation on a record that the caller has checked, inside the caller's transaction."""

    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    async def __call__(self, record: Record, button: Button) -> bool:
        """Return False, and change nothing, when somebody has changed the record since it was read."""
        match button.operation:
            case "save":
                return await self._records.save(record, record.values, self._clock(), complete=True)
            case "archive":
                asking = await self._records.asking(record.creator_id)
                if asking is not None and asking.record_id == record.id:
                    await self._records.stop_asking(record.creator_id)
                return await self._records.set_disabled(record, self._clock(), disabled=True)
            case "unarchive":
                return await self._records.set_disabled(record, self._clock(), disabled=False)
            case "delete":
                await self._records.delete(record.id, self._clock())
                return True
        raise ValueError(f"{button.operation} is a scenario's")
