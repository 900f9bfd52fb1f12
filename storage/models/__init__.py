"""The tables, one file for each thing that they hold."""

from storage.models.accounts import Account, AccountPlace, AccountWord
from storage.models.configuration import Connection, RecordTemplate, Route, Scenario
from storage.models.deliveries import Attempt, ConnectionState, Delivery, Letter, Notice, Recipient
from storage.models.inbox import Update
from storage.models.people import AdminLink, Person
from storage.models.records import Answer, Asking, File, Record
from storage.models.runs import Report, ScenarioRun

__all__ = [
    "Account",
    "AccountPlace",
    "AccountWord",
    "AdminLink",
    "Answer",
    "Asking",
    "Attempt",
    "Connection",
    "ConnectionState",
    "Delivery",
    "File",
    "Letter",
    "Notice",
    "Person",
    "Recipient",
    "Record",
    "RecordTemplate",
    "Report",
    "Route",
    "Scenario",
    "ScenarioRun",
    "Update",
]
