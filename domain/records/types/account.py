"""Account: a person of the directory. Kept as `{"account": 5}`, a list of those where many are chosen."""

from collections.abc import Collection, Sequence
from datetime import tzinfo
from typing import Any, ClassVar, Literal

from domain.accounts.account import Account, AccountErased
from domain.accounts.entity import AccountEntity, Pool, account_entity
from domain.accounts.vcard import Card
from domain.configured.route import MAX_RECIPIENTS
from domain.errors import GonetsError, NotFound
from domain.formulas import ACCOUNT_SCHEMA, Field, Reference, Value
from domain.messages.addresses import InvalidAddress, parse_address
from domain.messages.rich_text import RichText
from domain.one_line import in_one_line
from domain.records.types.asked import LONGEST_QUERY, Asked, Choice, JsonValue, Moment, Narrowed, Offer, Sources
from domain.records.types.attribute import Attribute, Comparable, ReadyValue, by_number, items_of

ACCOUNTS_A_PAGE = 6


class AccountExpected(GonetsError):
    """A person of the directory is to be chosen here."""

    key = "error-account-expected"


class AccountArchived(GonetsError):
    """The account is archived."""

    key = "error-account-archived"


class AccountWithoutAddress(GonetsError):
    """The account has no e-mail address that letters can go to."""

    key = "error-account-no-address"


class TooManyAccounts(GonetsError):
    """A letter has no more recipients than that: the next one is refused where it is chosen."""

    key = "error-too-many-accounts"


class TooManyByDefault(GonetsError):
    """A default gives more people than a letter may have."""

    key = "error-too-many-by-default"


class AccountAttribute(Attribute):
    """One person of the directory, or many."""

    tag: ClassVar = "account"
    takes_many: ClassVar = True
    takes_contacts: ClassVar = True
    is_hidden_with_texts: ClassVar = False

    type: Literal["account"]

    async def offer(self, asked: Asked, sources: Sources) -> Offer:
        """Return what was found, else the latest recipients before all others.

        Those who are chosen already are not offered again, but can be found by typing.
        """
        chosen = account_ids(asked.value)
        latest = () if asked.query else await self._latest(asked, sources, chosen)
        # The page of the latest recipients stands before the pages of everybody.
        place = asked.place(ACCOUNTS_A_PAGE, before=1 if latest else 0)
        found = await sources.accounts.search(asked.query, limit=ACCOUNTS_A_PAGE, place=place)
        if asked.page and not found.accounts:
            found = await sources.accounts.search(asked.query, limit=ACCOUNTS_A_PAGE)
        if asked.query or asked.page:
            guessed = bool(found.accounts) and len(found.guesses) == len(found.accounts)
            newer, older = asked.around(found.newer, found.older)
            around = (0 if newer is None and latest else newer), older
            return Offer(_choices(found.accounts), found.older is not None, guessed, found.is_cut, around)
        passed = {account.id for account in latest} | set(chosen)
        offered = (*latest, *(item for item in found.accounts if item.id not in passed))
        more = found.older is not None or len(offered) > ACCOUNTS_A_PAGE
        if latest:
            return Offer(_choices(offered[:ACCOUNTS_A_PAGE]), more)
        return Offer(_choices(offered), more, around=asked.around(None, found.older))

    def expected(self) -> GonetsError:
        """Return what says that a person of the directory is."""
        return AccountExpected(title=self.title)

    def written(self, text: RichText, moment: Moment) -> Narrowed:
        """Look for a person: words are no choice yet."""
        return _looked_for(text.text)

    async def shared(self, card: Card, sources: Sources) -> Narrowed:
        """Look for whom the contact is of: by address, else by telephone, else by name."""
        for words in (card.mbox, card.phone):
            found = await sources.accounts.search(words, limit=1) if words else None
            if found is not None and found.accounts and not found.guesses:
                return _looked_for(words)
        return _looked_for(card.full_name)

    async def chosen(self, number: int, asked: Asked, sources: Sources) -> JsonValue:
        """Take an account; raises NotFound, TooManyAccounts and what `account_answer` raises."""
        if self.multiple and len(account_ids(asked.value)) >= MAX_RECIPIENTS:
            raise TooManyAccounts(title=self.title, limit=MAX_RECIPIENTS)
        account = await sources.accounts.get(number)
        if account is None:
            raise NotFound(f"account {number}")
        return account_answer(account)

    def check_count(self, value: JsonValue) -> None:
        """Raise TooManyAccounts."""
        if len(account_ids(value)) > MAX_RECIPIENTS:
            raise TooManyAccounts(title=self.title, limit=MAX_RECIPIENTS)

    def references(self, value: JsonValue) -> Collection[Reference]:
        """Return the accounts."""
        return [("account", number) for number in account_ids(value)]

    def field(self) -> Field:
        """An account, or many."""
        return Field("account", self.multiple, ACCOUNT_SCHEMA)

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the account, or a tuple where many can be chosen; those that are gone are left out."""
        entities = [item for number in account_ids(value) if (item := account_entity(number, pool)) is not None]
        return self.fitting(tuple(entities))

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:
        """Its number."""
        return Comparable(number=float(item["account"]))

    def looked_up_by(self, value: Any) -> Comparable | None:
        """An account alone can be equal."""
        return Comparable(number=float(value.account.id)) if isinstance(value, AccountEntity) else None

    def referred_by(self, identity: str) -> Comparable | None:
        """Its number."""
        return by_number(identity)

    def check(self, value: JsonValue, pool: Pool) -> None:
        """Raise NotFound and what `account_answer` raises."""
        for number in account_ids(value):
            account = pool.account(number)
            if account is None:
                raise NotFound(f"account {number}")
            account_answer(account)

    def ready(self) -> Sequence[ReadyValue]:
        """Return whoever pressed."""
        return (ReadyValue("USER()", name="ready-author"),)

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take the accounts that a formula gives, each once.

        Raises TooManyByDefault and what `account_answer` raises.
        """
        items = items_of(value)
        if not items or not all(isinstance(item, AccountEntity) for item in items):
            return None
        answers = [account_answer(item.account) for item in items]
        if self.multiple:
            different = list({answer["account"]: answer for answer in answers}.values())
            if len(different) > MAX_RECIPIENTS:
                raise TooManyByDefault(title=self.title, count=len(different), limit=MAX_RECIPIENTS)
            return different
        return answers[0] if len(answers) == 1 else None

    async def _latest(self, asked: Asked, sources: Sources, chosen: Collection[int]) -> tuple[Account, ...]:
        numbers = await sources.latest.latest_recipients(
            asked.person_id, self.system_name, asked.template_id, ACCOUNTS_A_PAGE
        )
        known = await sources.accounts.get_many(numbers)
        return tuple(
            known[number] for number in numbers if number in known and known[number].active and number not in chosen
        )


def account_answer(account: Account) -> dict[str, Any]:
    """Return the reference as it is kept; raises AccountErased, AccountArchived or AccountWithoutAddress."""
    if account.is_erased:
        raise AccountErased(f"account {account.id}")
    if not account.active:
        raise AccountArchived(name=account.full_name)
    try:
        parse_address(account.mbox)
    except InvalidAddress as error:
        raise AccountWithoutAddress(name=account.full_name) from error
    return {"account": account.id}


def account_ids(value: JsonValue) -> tuple[int, ...]:
    """Return the accounts that a kept value refers to."""
    if isinstance(value, dict):  # as most are
        return (value["account"],) if "account" in value else ()
    return tuple(item["account"] for item in items_of(value) if isinstance(item, dict) and "account" in item)


def _looked_for(words: str) -> Narrowed:
    return Narrowed(in_one_line(words)[:LONGEST_QUERY])


def _choices(accounts: Collection[Account]) -> tuple[Choice, ...]:
    return tuple(Choice(account.id, account) for account in accounts)
