"""What shows and changes configured objects in the chat, put together."""

from typing import Any

from bot.ground import Ground
from bot.objects.editor_screen import DraftButtons, EditorScreen
from bot.objects.formula_screen import FormulaScreen
from bot.objects.previews import route_extra, template_extra
from bot.objects.questions import DraftField, DraftSecret, FormulaHelpSearch, FormulaTrial, ObjectSearch
from bot.objects.screen import MakeExtra, ObjectsScreen
from bot.objects.trial import scenario_extra
from bot.telegram.asking import Redraws
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configuration.preview_route import PreviewRoute
from domain.editing.editor import Editor
from domain.editing.guarding import Consequences
from domain.editing.keep_object import KeepObject
from domain.runs.trial_records import TrialRecords
from domain.runs.try_formula import TryFormula
from domain.runs.try_scenario import TryScenario
from domain.scenarios.compose_letter import ComposeLetter
from domain.sections import Section
from storage.repositories.drafts import DraftRepository
from storage.repositories.record_counts import RecordCounts
from storage.transactions import atomically


class Configuring:
    """Configured objects in the chat: `workflow` is what handlers get, `asked` the pages that ask."""

    def __init__(
        self,
        ground: Ground,
        *,
        compose: ComposeLetter,
        draft_buttons: DraftButtons,
    ) -> None:
        self.preview = preview = PreviewRoute(ground.configured, ground.accounts, ground.clock, ground.time_zone)
        trial = TryScenario(
            records=ground.records,
            configured=ground.configured,
            world=ground.world,
            audit=ground.audit,
            clock=ground.clock,
            atomically=atomically,
            compose=compose,
            hide_texts=ground.hide_texts,
        )
        try_formula = TryFormula(
            records=ground.records,
            configured=ground.configured,
            people=ground.people,
            world=ground.world,
            audit=ground.audit,
            clock=ground.clock,
            atomically=atomically,
            hide_texts=ground.hide_texts,
        )
        self.drafts = drafts = DraftRepository(ground.box, ground.clock)
        self.editor = Editor(drafts=drafts, configured=ground.configured, atomically=atomically)
        self.keep = KeepObject(
            editor=self.editor,
            drafts=drafts,
            store=ground.configured,
            apply=ApplyConfiguration(
                ground.configured, atomically, ground.audit, ground.clock, tells_same_password=False
            ),
            audit=ground.audit,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        editing = EditorScreen(ground.screen, self.editor, ground.people, Consequences(RecordCounts()), draft_buttons)
        self.extras: dict[Section, MakeExtra] = {
            Section.ROUTES: route_extra,
            Section.TEMPLATES: template_extra,
            Section.SCENARIOS: scenario_extra,
        }
        objects = ObjectsScreen(
            screen=ground.screen,
            editing=editing,
            editor=self.editor,
            keep=self.keep,
            drafts=drafts,
            extras=self.extras,
        )
        formulas = FormulaScreen(screen=ground.screen, editor=self.editor, editing=editing, try_formula=try_formula)
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
            "trial_records": TrialRecords(ground.records, ground.configured, ground.people),
            "try_scenario": trial,
            "preview": preview,
        }
