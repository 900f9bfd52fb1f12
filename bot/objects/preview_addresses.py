"""Addresses of previews: a route's letter with sample values, a record template's form as it will be asked."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number


class RoutePreviewPage(CallbackData, prefix="Mr"):
    """A route's letter with sample values, or that of its draft."""

    route: Number
    draft: Number = 0


class FormPreviewPage(CallbackData, prefix="Mf"):
    """A record template's questions and buttons as a person will meet them, or those of its draft."""

    template: Number
    draft: Number = 0
