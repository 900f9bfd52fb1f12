"""Names as people know them from tables, databases and other languages, and what they are called here."""

from collections.abc import Iterable, Mapping

_FUNCTIONS = {
    "IF": "ЕСЛИ IIF",
    "AND": "И",
    "OR": "ИЛИ",
    "NOT": "НЕ",
    "EMPTY": "ЕПУСТО ПУСТО ПУСТОЙ ISBLANK ISEMPTY ISNULL ISNONE НЕЗАПОЛНЕНО EMPTYVALUE ЗНАЧЕНИЕЗАПОЛНЕНО",
    "VALUE": "ЕСЛИОШИБКА ЕСЛИПУСТО IFERROR IFNULL NVL COALESCE DEFAULT ЗНАЧЕНИЕ",
    "CONCAT": "СЦЕП СЦЕПИТЬ CONCATENATE STRCAT СОЕДИНИТЬ СКЛЕИТЬ STR TEXT СТРОКА TOSTRING TOTEXT",
    "JOIN": "ОБЪЕДИНИТЬ TEXTJOIN IMPLODE STRING_AGG СОЕДИНИТЬСТРОКИ СТРСОЕДИНИТЬ",
    "CONTAINS": "СОДЕРЖИТ INCLUDES HAS ВКЛЮЧАЕТ",
    "STARTSWITH": "НАЧИНАЕТСЯ НАЧИНАЕТСЯС СТРНАЧИНАЕТСЯС STARTS BEGINSWITH",
    "ENDSWITH": "ЗАКАНЧИВАЕТСЯ ЗАКАНЧИВАЕТСЯНА СТРЗАКАНЧИВАЕТСЯНА ENDS КОНЧАЕТСЯ",
    "FIRSTCAPITAL": "ПРОПНАЧ PROPER CAPITALIZE INITCAP TITLECASE",
    "TOLOWER": "СТРОЧН НРЕГ LOWER LOWERCASE TOLOWERCASE LCASE НИЖНИЙРЕГИСТР",
    "TOUPPER": "ПРОПИСН ВРЕГ UPPER UPPERCASE TOUPPERCASE UCASE ВЕРХНИЙРЕГИСТР",
    "TRIM": "СЖПРОБЕЛЫ СОКРЛП STRIP ОБРЕЗАТЬ УБРАТЬПРОБЕЛЫ",
    "NORMALIZE": "CLEAN ПЕЧСИМВ",
    "LENGTH": "ДЛСТР СТРДЛИНА LEN STRLEN SIZE ДЛИНА CHAR_LENGTH",
    "REPLACE": "ПОДСТАВИТЬ ЗАМЕНИТЬ СТРЗАМЕНИТЬ SUBSTITUTE REPLACEALL ЗАМЕНА",
    "SUBSTRING": "ЛЕВСИМВ ПРАВСИМВ ПСТР СРЕД ЛЕВ ПРАВ LEFT RIGHT MID SUBSTR SLICE ПОДСТРОКА",
    "INDEXOF": "НАЙТИ ПОИСК СТРНАЙТИ FIND SEARCH POSITION STRPOS INSTR ПОЗИЦИЯ",
    "MATCHES": "MATCH REGEXMATCH REGEXP ПОДХОДИТ REGEX",
    "REGEXREPLACE": "REGEXP_REPLACE",
    "FORMAT": "ТЕКСТ ФОРМАТ СТРШАБЛОН",
    "DECIMAL": "ЗНАЧЕН ЧИСЛО NUMBER TONUMBER INT FLOAT PARSEFLOAT PARSEINT TODECIMAL CDBL",
    "BOOL": "BOOLEAN TOBOOL БУЛЕВО",
    "COUNT": "СЧЁТ СЧЁТЗ СЧЕТ СЧЕТЗ COUNTA КОЛИЧЕСТВО ЧИСЛОСТРОК",
    "SUM": "СУММ СУММА TOTAL ИТОГ ВСЕГО",
    "AVERAGE": "СРЗНАЧ СРЕДНЕЕ AVG MEAN",
    "MIN": "МИН МИНИМУМ LEAST",
    "MAX": "МАКС МАКСИМУМ GREATEST",
    "FIRST": "ПЕРВЫЙ ПЕРВОЕ ПЕРВАЯ HEAD",
    "LAST": "ПОСЛЕДНИЙ ПОСЛЕДНЕЕ ПОСЛЕДНЯЯ TAIL",
    "LIST": "СПИСОК ARRAY МАССИВ TUPLE",
    "DISTINCT": "УНИК UNIQUE УНИКАЛЬНЫЕ РАЗЛИЧНЫЕ",
    "ASCENDING": "СОРТ SORT ORDERBY SORTED СОРТИРОВКА ПОВОЗРАСТАНИЮ",
    "DESCENDING": "ПОУБЫВАНИЮ",
    "ANY": "EXISTS ЛЮБОЙ SOME ЕСТЬ",
    "ALL": "ВСЕ EVERY",
    "ROUND": "ОКРУГЛ ОКР ОКРУГЛИТЬ TOFIXED",
    "CEILING": "ОКРУГЛВВЕРХ ОКРВВЕРХ CEIL ROUNDUP",
    "FLOOR": "ОКРУГЛВНИЗ ОКРВНИЗ ЦЕЛ ЦЕЛОЕ TRUNC ROUNDDOWN",
    "POW": "СТЕПЕНЬ POWER",
    "SQRT": "КОРЕНЬ",
    "REMAINDER": "ОСТАТ ОСТАТОК MOD",
    "QUOTIENT": "ЧАСТНОЕ DIV ЦЕЛАЯЧАСТЬ",
    "PRODUCT": "ПРОИЗВЕД MULTIPLY УМНОЖИТЬ MUL",
    "ADD": "СЛОЖИТЬ PLUS",
    "SUBTRACT": "ВЫЧЕСТЬ MINUS",
    "DIVIDE": "РАЗДЕЛИТЬ",
    "USER": "ПОЛЬЗОВАТЕЛЬ CURRENTUSER ТЕКУЩИЙПОЛЬЗОВАТЕЛЬ ME Я",
    "NOW": "ТДАТА СЕЙЧАС ТЕКУЩАЯДАТА ТЕКУЩЕЕВРЕМЯ GETDATE CURRENT_TIMESTAMP SYSDATE CURRENTDATE",
    "STARTOFDAY": "СЕГОДНЯ TODAY НАЧАЛОДНЯ CURDATE",
    "ENDOFDAY": "КОНЕЦДНЯ",
    "DATE": "ДАТА TODATE ДАТАЗНАЧ DATEVALUE",
    "CREATEDATE": "DATETIME NEWDATE",
    "DURATION": "ПРОДОЛЖИТЕЛЬНОСТЬ ДЛИТЕЛЬНОСТЬ INTERVAL TIMESPAN TIMEDELTA",
    "YEAR": "ГОД",
    "MONTH": "МЕСЯЦ",
    "DAY": "ДЕНЬ",
    "HOUR": "ЧАС",
    "MINUTE": "МИНУТА",
    "SECOND": "СЕКУНДА",
    "DAYS": "ДНИ ДНЕЙ",
    "HOURS": "ЧАСЫ ЧАСОВ",
    "MINUTES": "МИНУТЫ МИНУТ",
    "SECONDS": "СЕКУНДЫ СЕКУНД",
    "DAYOFWEEK": "ДЕНЬНЕД WEEKDAY ДЕНЬНЕДЕЛИ",
    "WEEKOFYEAR": "НОМНЕДЕЛИ WEEKNUM НЕДЕЛЯГОДА",
    "GETSPAN": "РАЗНДАТ DATEDIF DATEDIFF РАЗНОСТЬДАТ",
    "ADDDAYS": "ДОБАВИТЬДНИ DATEADD",
    "ADDMONTHS": "ДАТАМЕС EDATE ДОБАВИТЬМЕСЯЦ",
    "ENDOFMONTH": "КОНМЕСЯЦА EOMONTH КОНЕЦМЕСЯЦА",
    "STARTOFMONTH": "НАЧАЛОМЕСЯЦА",
    "WORKDAYS": "РАБДЕНЬ WORKDAY",
    "WORKDAYSDURATION": "ЧИСТРАБДНИ NETWORKDAYS РАБОЧИЕДНИ",
    "FORMATLOC": "STRFTIME DATE_FORMAT TO_CHAR ФОРМАТДАТЫ",
    "BETWEEN": "МЕЖДУ",
}
_ACCOUNT = {
    "mbox": "email e_mail emailaddress mail почта элпочта электроннаяпочта адрес адресэлпочты адресэлектроннойпочты "
    "имейл мейл майл email_address mailbox address pochta",
    "fullName": "name fio фио имя полноеимя displayname фамилия fullname full_name имяфамилия fn imya lastname",
    "phone": "tel telephone телефон тел мобильный mobile phonenumber telefon",
    "title": "position job jobtitle должность dolzhnost post",
    "department": "dept отдел подразделение otdel division",
    "office": "офис кабинет room ofis location",
    "language": "lang язык locale yazyk",
    "manager": "boss руководитель начальник chief head шеф supervisor rukovoditel nachalnik",
    "username": "login user логин имяпользователя учетнаязапись nickname userid",
    "active": "активен активный enabled isactive действует работает",
    "id": "номер number uid",
}
_RECORD = {
    "_creator": "creator author автор создатель ктосоздал кемсоздано createdby avtor владелец owner",
    "_creationDate": "created createdat датасоздания создано creationdate когдасоздано created_at",
    "_lastWriteDate": "modified modifiedat updated датаизменения изменено updated_at lastmodified lastwritedate",
    "_isDisabled": "disabled archived вархиве архив isdisabled архивная удалено",
    "id": "номер number №записи номерзаписи recordid record_id ид",
}
WORDS = {
    **dict.fromkeys(("истина", "да", "yes", "правда", "верно"), "true"),
    **dict.fromkeys(("ложь", "нет", "no", "неверно"), "false"),
    **dict.fromkeys(
        ("none", "nil", "undefined", "nothing", "пусто", "empty", "неопределено", "ничего", "nan", "пустой", "нул"),
        "null",
    ),
}
"""Words that stand for a value elsewhere."""

_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХЗаеорсухкмнвтзё", "ABEKMHOPCTYX3aeopcyxkmhbt3e")
"""Cyrillic letters and what they are taken for."""


def folded(name: str) -> str:
    """Return a name without letter case, ё, blanks and marks: `E-mail` is `email`."""
    return "".join(letter for letter in name.casefold().replace("ё", "е") if letter.isalnum() or letter == "_")


def looks_like(name: str) -> str:
    """Return a name in Latin letters only, each Cyrillic one as what it looks like."""
    return name.translate(_LOOKALIKES).casefold()


def _turned(table: Mapping[str, str]) -> dict[str, str]:
    return {folded(word): name for name, words in table.items() for word in words.split()}


_ELSEWHERE = {"function": _turned(_FUNCTIONS), "account": _turned(_ACCOUNT), "record": _turned(_RECORD)}


def names_elsewhere(kind: str) -> Iterable[str]:
    """Return what functions, or attributes of an account or a record, are called elsewhere, folded."""
    return _ELSEWHERE[kind]


def from_elsewhere(kind: str, name: str, known: Iterable[str]) -> str:
    """Return what a `function`, or an attribute of an `account` or a `record`, is called here; empty where unknown."""
    found = _ELSEWHERE[kind].get(folded(name), "")
    return found if found in set(known) else ""
