"""The directory of accounts: looking, changing, requests, and files of accounts."""
