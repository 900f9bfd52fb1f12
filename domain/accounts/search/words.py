"""What each account is found by: its words as they stand, and what its words sound like."""

from domain.accounts.account import Account
from domain.accounts.folding import typed_words, words_of
from domain.accounts.search.phones import phone_words
from domain.accounts.search.sounds import sound_of


def words_of_account(account: Account) -> frozenset[str]:
    """Return the folded words of name, e-mail, post and department, and the digits of the telephone number."""
    words = words_of(account.full_name, account.mbox, account.department, account.title)
    return words | phone_words(account.phone)


def sounds_of_account(account: Account) -> frozenset[str]:
    """Return what name, post, department and the mailbox's own part sound like; the company's domain is everybody's."""
    mailbox = account.mbox.partition("@")[0]
    words = typed_words(f"{account.full_name} {account.department} {account.title} {mailbox}")
    return frozenset(sound for sound in map(sound_of, words) if len(sound) > 1)
