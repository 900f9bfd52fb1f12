"""What takes, shows and applies files that administrators send: each kind is registered here."""

from bot.screen import Screen
from bot.uploads import DrawUpload, TakeFile, Taker, UploadScreen
from bot.workers import LocalHints
from domain.apply_upload import Applier, ApplyUpload
from domain.clock import Clock
from domain.uploads import SteerUploads, UploadKind
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.people import PersonRepository
from storage.repositories.uploads import UploadRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically


class FilesInChat:
    """Files that administrators send, put together."""

    def __init__(
        self,
        *,
        box: SecretBox,
        people: PersonRepository,
        screen: Screen,
        announcements: AnnouncementRepository,
        work: WorkRepository,
        hints: LocalHints,
        clock: Clock,
    ) -> None:
        self.uploads = uploads = UploadRepository(box)
        self._draws: dict[UploadKind, DrawUpload] = {}
        self.screen = UploadScreen(screen, uploads, self._draws)
        self.steer = SteerUploads(
            uploads=uploads, announcements=announcements, hints=hints, clock=clock, atomically=atomically
        )
        self._takers: dict[str, Taker] = {}
        self.take = TakeFile(self._takers, people)
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
