"""The tables, one file for each thing that they hold."""

from storage.models.access import AccessRequest, Invitation, TemplateGrant
from storage.models.accounts import Account, AccountPlace, AccountRequest, AccountSound, AccountWord
from storage.models.announcements import Announcement
from storage.models.audit import AuditEntry
from storage.models.configuration import (
    Connection,
    ConnectionSecret,
    ConnectionToken,
    DeviceWait,
    Draft,
    DraftSecret,
    ObjectVersion,
    RecordTemplate,
    Route,
    Scenario,
)
from storage.models.deliveries import Attempt, ConnectionState, Delivery, Letter, Notice, Recipient
from storage.models.holding import Holding
from storage.models.inbox import PassedOver, Update
from storage.models.kept import Bundle, KeptPiece, LivePage
from storage.models.large_contents import LargeContent, LargePiece
from storage.models.obstacles import Obstacle, ObstacleMet
from storage.models.people import Person
from storage.models.records import Answer, Asking, DeletedRecord, File, Record, RecordAccount, RecordText, RecordValue
from storage.models.runs import LoopItems, Report, ScenarioRun, Spill, StagedRecord, StagedValue, TraceStep
from storage.models.searches import Indexing, SearchText
from storage.models.settings import Setting
from storage.models.uploads import Upload

__all__ = [
    "AccessRequest",
    "Account",
    "AccountPlace",
    "AccountRequest",
    "AccountSound",
    "AccountWord",
    "Announcement",
    "Answer",
    "Asking",
    "Attempt",
    "AuditEntry",
    "Bundle",
    "Connection",
    "ConnectionSecret",
    "ConnectionState",
    "ConnectionToken",
    "DeletedRecord",
    "Delivery",
    "DeviceWait",
    "Draft",
    "DraftSecret",
    "File",
    "Holding",
    "Indexing",
    "Invitation",
    "KeptPiece",
    "LargeContent",
    "LargePiece",
    "Letter",
    "LivePage",
    "LoopItems",
    "Notice",
    "ObjectVersion",
    "Obstacle",
    "ObstacleMet",
    "PassedOver",
    "Person",
    "Recipient",
    "Record",
    "RecordAccount",
    "RecordTemplate",
    "RecordText",
    "RecordValue",
    "Report",
    "Route",
    "Scenario",
    "ScenarioRun",
    "SearchText",
    "Setting",
    "Spill",
    "StagedRecord",
    "StagedValue",
    "TemplateGrant",
    "TraceStep",
    "Update",
    "Upload",
]
