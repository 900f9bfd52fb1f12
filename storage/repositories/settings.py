"""What administrators set for everybody, over its table."""

from storage import models


class SettingRepository:
    """Implements `domain.settings.undo_time.Settings`."""

    async def read(self, name: str) -> int | None:
        """Return what is set; None where nobody has set anything."""
        row = await models.Setting.get_or_none(name=name)
        return None if row is None else int(row.value["value"])

    async def write(self, name: str, value: int) -> None:
        """Set it."""
        if not await models.Setting.filter(name=name).update(value={"value": value}):
            await models.Setting.create(name=name, value={"value": value})
