"""A template that asks a question of every type, and what people answer to these: right words and wrong ones."""

from random import Random

from tests.domain.records.types.samples import SAMPLES

_QUESTIONS = {f"Otvet_{name}": sample for name, sample in SAMPLES.items()}


def template() -> str:
    """Return the template as a file writes it, with a button that sends what was answered."""
    attributes = [
        f"      - {{title: {name}, system_name: {name}, {sample.attribute}"
        f"{', multiple: true' if sample.is_many and number % 2 else ''}}}"
        for number, (name, sample) in enumerate(_QUESTIONS.items())
    ]
    return "\n".join(
        [
            "  - title: Вопросы",
            "    system_name: Voprosy",
            "    attributes:",
            *attributes,
            "    buttons:",
            "      - {title: Послать ответы}",
            "scenarios:",
            "  - title: Отправка ответов",
            "    event: {type: button_clicked, template: Voprosy, button: Poslatotvety}",
            "    actions:",
            "      - change_variables:",
            "          set: notification",
            "          variables:",
            "            To: {Address: {formula: \"'ivanov@firma.local'\"}}",
            f"            Subject: {{attribute: {next(iter(_QUESTIONS))}}}",
            f"            Body: {{attribute: {next(reversed(_QUESTIONS))}}}",
            "      - send_message: {connection: smtp_connection, route: smtp_route, variable: notification}",
        ]
    )


def an_answer(luck: Random, attribute: str | None) -> str | None:
    """Return words for the question that is open: fitting ones, wrong ones, those of another type; None for others."""
    sample = _QUESTIONS.get(attribute or "")
    if sample is None or luck.random() < 0.3:
        return None
    if luck.random() < 0.2:
        sample = luck.choice(list(_QUESTIONS.values()))
    return luck.choice([*sample.typed, *sample.printed, *sample.refused])
