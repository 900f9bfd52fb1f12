"""What takes, shows and applies files that administrators send: each kind is registered here."""

from typing import Any

from bot.files.config_chat import LookAtConfiguration, SendConfiguration, read_from_chat
from bot.files.config_pages import draw_configuration
from bot.files.uploads import DrawUpload, TakeFile, Taker, UploadScreen
from bot.ground import Ground
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configuration.apply_file import ApplyFile
from domain.configuration.apply_from_chat import ApplyFromChat
from domain.configuration.export_configuration import ExportConfiguration
from domain.uploads.apply_upload import Applier, ApplyUpload
from domain.uploads.uploads import SteerUploads, UploadKind
from storage.repositories.uploads import UploadRepository
from storage.transactions import atomically


class FilesInChat:
    """Files that administrators send, put together: `workflow` is what handlers get."""

    def __init__(self, ground: Ground) -> None:
        self.uploads = uploads = UploadRepository(ground.box)
        self._draws: dict[UploadKind, DrawUpload] = {UploadKind.CONFIGURATION: draw_configuration}
        self.screen = UploadScreen(ground.screen, uploads, self._draws)
        self.steer = SteerUploads(
            uploads=uploads,
            announcements=ground.announcements,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        apply = ApplyFromChat(
            uploads=uploads,
            steer=self.steer,
            apply=ApplyFile(
                ApplyConfiguration(ground.configured, atomically, ground.audit, ground.clock, tells_same_password=False)
            ),
            read=read_from_chat,
            hints=ground.hints,
            atomically=atomically,
        )
        look = LookAtConfiguration(apply=apply, screen=ground.screen, uploads=self.screen)
        self._takers: dict[str, Taker] = {"yaml": look, "yml": look}
        self.workflow: dict[str, Any] = {
            "take_file": TakeFile(self._takers),
            "steer_uploads": self.steer,
            "upload_screen": self.screen,
            "apply_from_chat": apply,
            "look_at_configuration": look,
            "stored_connections": ground.configured,
            "send_configuration": SendConfiguration(
                export=ExportConfiguration(ground.configured), screen=ground.screen
            ),
        }
        self._appliers: dict[UploadKind, Applier] = {}
        self.apply = ApplyUpload(
            uploads=uploads,
            appliers=self._appliers,
            announcements=ground.announcements,
            work=ground.work,
            hints=ground.hints,
            atomically=atomically,
        )

    def register(
        self, kind: UploadKind, extensions: tuple[str, ...], taker: Taker, draw: DrawUpload, applier: Applier
    ) -> None:
        """Let files with these extensions be looked at, shown and applied."""
        self._takers.update(dict.fromkeys(extensions, taker))
        self._draws[kind] = draw
        self._appliers[kind] = applier
