"""Addresses of the first steps of a new installation. For administrators."""

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import Number


class FirstStepsPage(CallbackData, prefix="F"):
    """What is done and what is next."""


class HideFirstSteps(CallbackData, prefix="Fh"):
    """Lead this person no longer, or again."""

    hidden: Number


class FirstAccounts(CallbackData, prefix="Fa"):
    """How recipients come into the directory."""


class AddMe(CallbackData, prefix="Fm"):
    """Put the administrator into the directory: 0 asks for the address, others are those that are offered."""

    address: Number = 0


class FirstPeople(CallbackData, prefix="Fp"):
    """How others are let in."""
