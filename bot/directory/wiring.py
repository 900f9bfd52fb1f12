"""The directory in the chat, put together: its pages, requests for accounts, files of accounts and contacts."""

from typing import Any

from bot.directory.account_files import SendAccountFiles, TakeAccountsFile, TakeContacts
from bot.directory.file_pages import accounts_upload_page, contacts_page
from bot.directory.questions import (
    AccountField,
    ContactAddress,
    DirectorySearch,
    ManagerOf,
    MissingAccount,
    NewAddress,
    NewName,
    RightAccount,
)
from bot.directory.request_screen import RequestScreen
from bot.directory.screen import DirectoryScreen
from bot.files.wiring import FilesInChat
from bot.ground import Ground
from bot.telegram.asking import Redraws
from bot.workers.announcer import Draw
from domain.account_requests.account_requests import ANSWERED, ASKED
from domain.account_requests.ask_for_account import AskForAccount
from domain.account_requests.decide_request import DecideRequest, FillWaiting
from domain.account_requests.write_to_requested import WriteToRequested
from domain.accounts.erase_account import EraseAccount
from domain.accounts.export_accounts import ExportAccounts
from domain.accounts.keep_accounts import KeepAccounts
from domain.accounts.take_cards import ApplyCards, TakeCards
from domain.accounts.upload_accounts import ApplyAccounts, TakeAccounts
from domain.records.fill_record import FillRecord
from domain.uploads.uploads import UploadKind
from storage.repositories.erasing import ErasingRepository
from storage.transactions import atomically


class DirectoryInChat:
    """`workflow` is what handlers get, `asked` the pages that ask, `told` what draws announcements."""

    def __init__(
        self,
        ground: Ground,
        *,
        keep: KeepAccounts,
        compose: FillRecord,
        files: FilesInChat,
    ) -> None:
        fill = FillWaiting(records=ground.records, configured=ground.configured, fillings=ground.fillings)
        decide = DecideRequest(
            requests=ground.requests,
            keep=keep,
            fill=fill,
            people=ground.people,
            announcements=ground.announcements,
            audit=ground.audit,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        shown = DirectoryScreen(
            screen=ground.screen,
            directory=ground.accounts,
            keep=keep,
            people=ground.people,
            days=max(ground.keep_letters.days, 1),
        )
        asking = RequestScreen(
            screen=ground.screen,
            requests=ground.requests,
            decide=decide,
            accounts=ground.accounts,
            people=ground.people,
            records=ground.records,
        )
        contacts, take_accounts_file = _take_files(ground, keep, files)
        self.workflow: dict[str, Any] = {
            "directory_screen": shown,
            "keep_accounts": keep,
            "erase_account": EraseAccount(
                keep=keep, erasing=ErasingRepository(), audit=ground.audit, clock=ground.clock, atomically=atomically
            ),
            "request_screen": asking,
            "decide_request": decide,
            "ask_for_account": AskForAccount(
                requests=ground.requests,
                directory=ground.accounts,
                fillings=ground.fillings,
                records=ground.records,
                keep=keep,
                fill=fill,
                people=ground.people,
                announcements=ground.announcements,
                hints=ground.hints,
                clock=ground.clock,
                atomically=atomically,
            ),
            "write_to_requested": WriteToRequested(
                requests=ground.requests,
                directory=ground.accounts,
                fillings=ground.fillings,
                fill=compose,
                atomically=atomically,
            ),
            "take_contacts": contacts,
            "take_accounts_file": take_accounts_file,
            "send_account_files": SendAccountFiles(
                ExportAccounts(ground.accounts), files.steer, files.uploads, ground.screen
            ),
        }
        self.asked = (
            Redraws(DirectorySearch, shown.search_again),
            Redraws(AccountField, shown.field_again),
            Redraws(ManagerOf, shown.managers),
            Redraws(NewName, shown.ask_name),
            Redraws(NewAddress, shown.ask_mbox),
            Redraws(MissingAccount, asking.ask),
            Redraws(RightAccount, asking.correct),
            Redraws(ContactAddress, contacts.ask_address),
        )
        self.told: dict[str, Draw] = {ASKED: asking.tell_request, ANSWERED: asking.tell_answer}


def _take_files(ground: Ground, keep: KeepAccounts, files: FilesInChat) -> tuple[TakeContacts, TakeAccountsFile]:
    """Return what takes contacts and files of accounts; files of their kinds are looked at and applied from now on."""
    cards = TakeCards(steer=files.steer, uploads=files.uploads, directory=ground.accounts, atomically=atomically)
    contacts = TakeContacts(cards, files.steer, ground.screen, files.screen)
    take = TakeAccounts(steer=files.steer, uploads=files.uploads, directory=ground.accounts, atomically=atomically)
    take_accounts_file = TakeAccountsFile(take, files.steer, ground.screen, files.screen)
    files.register(
        UploadKind.ACCOUNTS,
        ("csv", "tsv"),
        take_accounts_file,
        accounts_upload_page,
        ApplyAccounts(
            directory=ground.accounts,
            people=ground.people,
            audit=ground.audit,
            clock=ground.clock,
            atomically=atomically,
        ),
    )
    files.register(
        UploadKind.CONTACTS,
        ("vcf",),
        contacts,
        contacts_page,
        ApplyCards(keep=keep, people=ground.people, atomically=atomically),
    )
    return contacts, take_accounts_file
