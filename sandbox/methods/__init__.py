"""The Bot API's methods that the sandbox knows, by their published names."""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.messenger import Messenger
from sandbox.methods.about import About
from sandbox.methods.changing import Changing
from sandbox.methods.commands import Commands
from sandbox.methods.describing import Describing
from sandbox.methods.fetching import Fetching
from sandbox.methods.leaving import Leaving
from sandbox.methods.sending import Sending

Method = Callable[[dict[str, Any]], Awaitable[Any]]


def all_methods(messenger: Messenger) -> dict[str, Method]:
    """Gathers the methods over one messenger."""
    about, changing, commands = About(messenger), Changing(messenger), Commands(messenger)
    fetching, leaving, sending = Fetching(messenger), Leaving(messenger), Sending(messenger)
    describing = Describing(messenger)
    return {
        "getMe": about.get_me,
        "getChat": about.get_chat,
        "getFile": about.get_file,
        "getUpdates": fetching.get_updates,
        "setWebhook": fetching.set_webhook,
        "deleteWebhook": fetching.delete_webhook,
        "getWebhookInfo": fetching.get_webhook_info,
        "answerCallbackQuery": fetching.answer_callback_query,
        "setMyCommands": commands.set_my_commands,
        "getMyCommands": commands.get_my_commands,
        "deleteMyCommands": commands.delete_my_commands,
        "setChatMenuButton": commands.set_chat_menu_button,
        "getChatMenuButton": commands.get_chat_menu_button,
        "setMyDescription": describing.set_my_description,
        "getMyDescription": describing.get_my_description,
        "setMyShortDescription": describing.set_my_short_description,
        "getMyShortDescription": describing.get_my_short_description,
        "leaveChat": leaving.leave_chat,
        "sendMessage": sending.send_message,
        "sendDocument": sending.send_document,
        "sendPhoto": sending.send_photo,
        "sendChatAction": sending.send_chat_action,
        "editMessageText": changing.edit_message_text,
        "editMessageCaption": changing.edit_message_caption,
        "editMessageReplyMarkup": changing.edit_message_reply_markup,
        "deleteMessage": changing.delete_message,
        "deleteMessages": changing.delete_messages,
        "setMessageReaction": changing.set_message_reaction,
        "pinChatMessage": changing.pin_chat_message,
        "unpinChatMessage": changing.unpin_chat_message,
        "unpinAllChatMessages": changing.unpin_all_chat_messages,
    }
