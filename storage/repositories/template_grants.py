"""Who may use which restricted template, over the table."""

from storage import models


class TemplateGrantRepository:
    """Implements `domain.records.template_access.TemplateGrants`."""

    async def of(self, telegram_id: int) -> frozenset[int]:
        """Return the numbers of the templates that were granted to this person."""
        rows = await models.TemplateGrant.filter(person_id=telegram_id).values_list("template_id", flat=True)
        return frozenset(int(number) for number in rows)  # type: ignore[call-overload]

    async def grant(self, telegram_id: int, template_id: int) -> bool:
        """Grant a template."""
        _, made = await models.TemplateGrant.get_or_create(person_id=telegram_id, template_id=template_id)
        return made

    async def revoke(self, telegram_id: int, template_id: int) -> bool:
        """Take a grant back."""
        return bool(await models.TemplateGrant.filter(person_id=telegram_id, template_id=template_id).delete())

    async def forget(self, telegram_id: int) -> None:
        """Take back all that was granted to this person."""
        await models.TemplateGrant.filter(person_id=telegram_id).delete()
