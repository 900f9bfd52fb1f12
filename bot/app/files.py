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
        uploads = UploadRepository(box)
        draws: dict[UploadKind, DrawUpload] = {}
        self.screen = UploadScreen(screen, uploads, draws)
        self.steer = SteerUploads(
            uploads=uploads, announcements=announcements, hints=hints, clock=clock, atomically=atomically
        )
        takers: dict[str, Taker] = {}
        self.take = TakeFile(takers, people)
        appliers: dict[UploadKind, Applier] = {}
        self.apply = ApplyUpload(
            uploads=uploads,
            appliers=appliers,
            announcements=announcements,
            work=work,
            hints=hints,
            atomically=atomically,
        )
