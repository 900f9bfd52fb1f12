"""The directory: people who can receive mail, and the folded words by which they are found."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.partial_indexes import AccountsWithoutAddress, ArchivedAccounts


class Account(Model):
    """A person in the directory. `key` is the folded username, by which a line of a file finds its account."""

    id = fields.IntField(primary_key=True)
    manager_id: int | None
    key = fields.CharField(max_length=320, unique=True)
    username = fields.CharField(max_length=320)
    full_name = fields.CharField(max_length=300)
    mbox = fields.CharField(max_length=320, default="")
    phone = fields.CharField(max_length=100, default="")
    title = fields.CharField(max_length=300, default="")
    department = fields.CharField(max_length=300, default="")
    office = fields.CharField(max_length=300, default="")
    language = fields.CharField(max_length=20, default="")
    manager: fields.ForeignKeyNullableRelation["Account"] = fields.ForeignKeyField(
        "models.Account", null=True, on_delete=fields.SET_NULL, related_name="reports"
    )
    active = fields.BooleanField(default=True)

    class Meta:
        """Table."""

        table = "account"
        indexes = (
            ArchivedAccounts(fields=("full_name", "id"), name="account_archived"),
            AccountsWithoutAddress(fields=("full_name", "id"), name="account_without_address"),
        )


class AccountWord(Model):
    """One folded word of an account's name, e-mail, post or department, or the digits of its telephone."""

    id = fields.IntField(primary_key=True)
    word = fields.CharField(max_length=100)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", on_delete=fields.CASCADE, related_name="words"
    )

    class Meta:
        """Table."""

        table = "account_word"
        indexes = (
            Index(fields=("word", "account_id"), name="account_word_range"),
            Index(fields=("account_id", "word"), name="account_word_of"),
        )


class AccountSound(Model):
    """What a word of an account sounds like without its ending (`domain.accounts.search.sounds`)."""

    id = fields.IntField(primary_key=True)
    sound = fields.CharField(max_length=100)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "models.Account", on_delete=fields.CASCADE, related_name="sounds"
    )

    class Meta:
        """Table."""

        table = "account_sound"
        indexes = (
            Index(fields=("sound", "account_id"), name="account_sound_range"),
            Index(fields=("account_id", "sound"), name="account_sound_of"),
        )


class AccountPlace(Model):
    """Where an active account stands in the order of names: what a search walks along when its words are common.

    `id` is the account's own: no reference, since SQLite finds a row in one step only by a number that is its rowid.
    A place is narrow and whole in its index, so that the walk touches no account. `letters` and `pairs` are
    the signs of the account's words (`domain.accounts.folding.signs_of`).
    """

    id = fields.IntField(primary_key=True)
    sort_name = fields.CharField(max_length=300)
    letters = fields.BigIntField()
    pairs = fields.BigIntField()

    class Meta:
        """Table."""

        table = "account_place"
        indexes = (Index(fields=("sort_name", "id", "letters", "pairs"), name="account_place_order"),)


class AccountRequest(Model):
    """Somebody whom a person could not find, with the address typed. One tap of an administrator adds them.

    `record_id` and `attribute` are the question that waits for the account.
    """

    id = fields.IntField(primary_key=True)
    person_id = fields.BigIntField()
    record_id = fields.IntField(null=True)
    attribute = fields.CharField(max_length=100, default="")
    full_name = fields.CharField(max_length=300)
    mbox = fields.CharField(max_length=320)
    state = fields.CharField(max_length=10)
    account_id = fields.IntField(null=True)
    asked_at = fields.DatetimeField()
    decided_by = fields.BigIntField(null=True)
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        """Table."""

        table = "account_request"
        indexes = (
            Index(fields=("person_id", "asked_at"), name="account_request_of_person"),
            Index(fields=("state", "record_id"), name="account_request_of_record"),
            Index(fields=("decided_at",), name="account_request_decided"),
        )
