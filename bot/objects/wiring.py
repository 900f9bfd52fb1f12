"""What shows and changes configured objects in the chat, put together."""

from typing import Any

from bot.objects.editor_screen import DraftButtons, EditorScreen
from bot.objects.formula_screen import FormulaScreen
from bot.objects.previews import route_extra, template_extra
from bot.objects.questions import DraftField, DraftSecret, FormulaHelpSearch, FormulaTrial, ObjectSearch
from bot.objects.screen import MakeExtra, ObjectsScreen
from bot.objects.trial import scenario_extra
from bot.telegram.asking import Redraws
from bot.telegram.screen import Screen
from domain.clock import Clock
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configuration.preview_route import PreviewRoute
from domain.editing.editor import Editor
from domain.editing.guarding import Consequences
from domain.editing.keep_object import KeepObject
from domain.runs.trial_records import TrialRecords
from domain.runs.try_formula import TryFormula
from domain.runs.try_scenario import TryScenario
from domain.sections import Section
from domain.work import Hints
from storage.repositories.audit import AuditRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.drafts import DraftRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_counts import RecordCounts
from storage.repositories.records import RecordRepository
from storage.secrets import SecretBox
from storage.transactions import atomically


class Configuring:
    """Configured objects in the chat: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(
        self,
        *,
        box: SecretBox,
        configured: ConfigurationRepository,
        audit: AuditRepository,
        people: PersonRepository,
        records: RecordRepository,
        trial: TryScenario,
        try_formula: TryFormula,
        preview: PreviewRoute,
        screen: Screen,
        draft_buttons: DraftButtons,
        hints: Hints,
        clock: Clock,
    ) -> None:
        self.preview = preview
        self.drafts = drafts = DraftRepository(box, clock)
        self.editor = Editor(drafts=drafts, configured=configured, atomically=atomically)
        self.keep = KeepObject(
            editor=self.editor,
            drafts=drafts,
            store=configured,
            apply=ApplyConfiguration(configured, atomically, audit, clock, tells_same_password=False),
            audit=audit,
            hints=hints,
            clock=clock,
            atomically=atomically,
        )
        editing = EditorScreen(screen, self.editor, people, Consequences(RecordCounts()), draft_buttons)
        self.extras: dict[Section, MakeExtra] = {
            Section.ROUTES: route_extra,
            Section.TEMPLATES: template_extra,
            Section.SCENARIOS: scenario_extra,
        }
        objects = ObjectsScreen(
            screen=screen,
            editing=editing,
            editor=self.editor,
            keep=self.keep,
            drafts=drafts,
            extras=self.extras,
        )
        formulas = FormulaScreen(screen=screen, editor=self.editor, editing=editing, try_formula=try_formula)
        self.asked = (
            Redraws(DraftField, editing.ask_again),
            Redraws(DraftSecret, editing.ask_again),
            Redraws(ObjectSearch, objects.find),
            Redraws(FormulaHelpSearch, formulas.find),
            Redraws(FormulaTrial, formulas.show_again),
        )
        self.workflow: dict[str, Any] = {
            "editor": self.editor,
            "keep": self.keep,
            "editing": editing,
            "objects": objects,
            "formulas": formulas,
            "trial_records": TrialRecords(records, configured, people),
            "try_scenario": trial,
            "preview": preview,
        }
