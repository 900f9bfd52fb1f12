"""What people see and press in Telegram, the texts, the command line and the composition root."""

from bot.telegram.aiogram_models import build_at_first_use

build_at_first_use()
