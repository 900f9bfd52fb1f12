"""What takes, shows and applies files that administrators send: each kind is registered here."""

from typing import Any

from bot.files.config_chat import LookAtConfiguration, SendConfiguration, read_from_chat
from bot.files.config_pages import draw_configuration
from bot.files.uploads import DrawUpload, TakeFile, Taker, UploadScreen
from bot.telegram.screen import Screen
from bot.workers.worker import LocalHints
from domain.apply_upload import Applier, ApplyUpload
from domain.clock import Clock
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configuration.apply_file import ApplyFile
from domain.configuration.apply_from_chat import ApplyFromChat
from domain.configuration.export_configuration import ExportConfiguration
from domain.uploads import SteerUploads, UploadKind
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.uploads import UploadRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically


class FilesInChat:
    """Files that administrators send, put together: `workflow` is what handlers get."""

    def __init__(
        self,
        *,
        box: SecretBox,
        configured: ConfigurationRepository,
        audit: AuditRepository,
        screen: Screen,
        announcements: AnnouncementRepository,
        work: WorkRepository,
        hints: LocalHints,
        clock: Clock,
    ) -> None:
        self.uploads = uploads = UploadRepository(box)
        self._draws: dict[UploadKind, DrawUpload] = {UploadKind.CONFIGURATION: draw_configuration}
        self.screen = UploadScreen(screen, uploads, self._draws)
        self.steer = SteerUploads(
            uploads=uploads, announcements=announcements, hints=hints, clock=clock, atomically=atomically
        )
        apply = ApplyFromChat(
            uploads=uploads,
            steer=self.steer,
            apply=ApplyFile(ApplyConfiguration(configured, atomically, audit, clock, tells_same_password=False)),
            read=read_from_chat,
            hints=hints,
            atomically=atomically,
        )
        look = LookAtConfiguration(apply=apply, screen=screen, uploads=self.screen)
        self._takers: dict[str, Taker] = {"yaml": look, "yml": look}
        self.workflow: dict[str, Any] = {
            "take_file": TakeFile(self._takers),
            "steer_uploads": self.steer,
            "upload_screen": self.screen,
            "apply_from_chat": apply,
            "look_at_configuration": look,
            "stored_connections": configured,
            "send_configuration": SendConfiguration(export=ExportConfiguration(configured), screen=screen),
        }
        self._appliers: dict[UploadKind, Applier] = {}
        self.apply = ApplyUpload(
            uploads=uploads,
            appliers=self._appliers,
            announcements=announcements,
            work=work,
            hints=hints,
            atomically=atomically,
        )

    def register(
        self, kind: UploadKind, extensions: tuple[str, ...], taker: Taker, draw: DrawUpload, applier: Applier
    ) -> None:
        """Let files with these extensions be looked at, shown and applied."""
        self._takers.update(dict.fromkeys(extensions, taker))
        self._draws[kind] = draw
        self._appliers[kind] = applier
