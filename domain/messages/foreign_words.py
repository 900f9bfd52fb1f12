"""What servers say in other languages than English: words for a cause, in Russian, German, French and southern ones.

Whole forms are few and endings many, so these are beginnings of words.
"""

_GONE_RU = (
    r"(не ?найден|не ?существу|несуществу|не ?извест|отсутств|не ?зарегистр|за?блокир|отключ|удал[её]н"
    r"|не ?актив|закрыт"
    r"|не ?действит|не ?верн|не ?правильн)"
)
_WHO_RU = r"(пользовател|получател|адресат|\bящик|\bадрес|аккаунт|уч[её]тн\w+ запис|абонент|домен)"
_WHO_DE = r"(empf(ä|ae?|\ufffd)nger|benutzer|postfach|adresse|konto|mailbox)"
_WHO_FR = r"(destinataire|utilisateur|adresse|bo[iîï]te|compte)"
_WHO_SOUTH = r"(usu[aá]rio|destinat[aá]rio|bu[zs][oó]n|utente|indirizzo|casella|cuenta|direcci[oó]n|caixa|endere[cç]o)"

TLS_REQUIRED = r"(требу|необходим|нуж[ен]|только).{0,30}(шифрован|защищ[её]нн|\btls\b|\bssl\b)"
LOGIN_REQUIRED = (
    r"(требу|необходим|нужн|пройдите|выполните).{0,20}(авторизац|аутентификац|вход\b)"
    r"|(авторизац|аутентификац)\w* (требу|обязательн|необходим)"
)
LOGIN_SWITCHED_OFF = r"(доступ|протокол|отправк)\w* (по протоколу |через |по )?smtp\b.{0,40}(от|вы)ключ[её]н"
GREYLISTED = r"\bсер(ый|ого|ом|ые|ых) спис|гр[еэ]й-?лист"
TOO_LARGE = (
    r"(размер|объ[её]м)\w* (вашего |этого )?(письм|сообщен|вложен)|(письмо|сообщен|вложен)\w* (слишком"
    r"|чересчур) (больш|велик)"
    r"|слишком больш\w+ (письм|сообщен|вложен|размер)"
    r"|(nachricht|e?-?mail|anhang) ist zu gro(ß|ss)|maximale (nachrichten|e?-?mail-?)?gr(ö|oe)(ß|ss)e"
    r"|message (est )?trop (gros|volumineux|grand|lourd)|taille (limite|maximale)"
    r"|(mensaje|messaggio|mensagem) (es |è |é )?(demasiado|troppo|muito) (gran|volumin)"
)
RATE = (
    r"слишком (много (писем|сообщен|соединен|подключен|получател|попыток|запрос)|част|быстр)"
    r"|(лимит|квот|ограничен)\w* .{0,20}(отправ|исходящ|писем|сообщен|в (час|сутки|день|минут))"
    r"|(превыш|исчерп)\w+ .{0,30}(част[оы]т|скорост|количеств|числ[оа]|отправ)"
    r"|zu viele (nachrichten|e?-?mails|verbindungen|empf)|trop de (messages|connexions|destinataires)"
    r"|(demasiad[oa]s|tropp[ei]) (mensajes|conexiones|messaggi|connessioni)"
)
MAILBOX_FULL = (
    r"(\bящик|\bквот|хранилищ)\w*.{0,40}(переполн|превыш|исчерп|заполн|\bпол(он|ный)\b)|(переполн|превыш"
    r"|исчерп)\w*.{0,40}(\bящик|\bквот)"
    r"|нет (свободного )?места|(не хватает|недостаточно|закончилось) (свободного )?мест"
    r"|(postfach|mailbox|speicher\w*|kontingent|quota).{0,40}(\bvoll\b|(ü|ue)berschritten|ersch(ö|oe)pft)"
    r"|(bo[iîï]te|quota).{0,40}(\bplein|d[ée]pass|satur)"
    r"|(bu[zs][oó]n|casella|cuota|quota|caixa).{0,40}(llen[oa]|pien[oa]|chei[oa]|exced|super|esaurit)"
)
LIMIT = r"(лимит|квот|ограничен)\w* .{0,20}(превыш|исчерп)|(превыш|исчерп)\w+ .{0,30}(лимит|ограничен)"
SENDER_REFUSED = (
    r"(запрещ|не ?разреш|нельзя)\w* (отправлять|писать)( \w+)? (от|с) |отправител\w*.{0,60}(не ?найден"
    r"|не существ|отклон[её]н|запрещ|не ?разреш|не ?принима|не ?допуст|не ?верн"
    r"|не ?соответств"
    r"|не ?совпада|за?блокир|неизвест|отвергнут)|(не ?верн|не ?допуст|запрещ|отклон[её]н|неизвестн"
    r"|не ?принят)\w* (адрес )?отправител"
    r"|absender\w*.{0,40}(abgelehnt|ungültig|nicht erlaubt|unbekannt|gesperrt)"
    r"|([eé]metteur|exp[eé]diteur).{0,30}(invalide|refus|inconnu|rejet)"
    r"|(remitente|mittente|remetente).{0,30}(rechazad|rifiutat|rejeitad|no permitid|non (consentit|valid)|inv[aá]lid)"
)
RELAYING_DENIED = (
    r"(пересыл|ретрансл|рел[еэ]й)\w*.{0,30}(запрещ|не ?разреш|отклон|не ?допуск|невозмож)"
    r"|(запрещ|не ?разреш|не ?допуск)\w*.{0,20}(пересыл|ретрансл|рел[еэ]й)"
)
SPAM = r"спам|вирус|ч[её]рн\w+ спис|стоп-?лист|репутац|нежелательн\w+ (письм|сообщен|почт)|unerwünschte|ind[ée]sirable"
UNKNOWN_USER = (
    rf"{_WHO_RU}\w*.{{0,40}}{_GONE_RU}|({_GONE_RU}\w*|нет (такого|такой)?) ?(почтов\w+ |адрес )?{_WHO_RU}"
    rf"|тако(го|й) (почтов\w+ )?{_WHO_RU}\w*.{{0,30}}\bнет\b"
    rf"|{_WHO_DE}\w*.{{0,40}}(unbekannt|nicht (gefunden|bekannt|vorhanden)|existiert nicht|ungültig|gesperrt"
    rf"|deaktiviert|gelöscht)"
    rf"|(kein(en?)? (solche[rns]? )?|unbekannte[rs]? |ungültige[rs]? ){_WHO_DE}"
    rf"|{_WHO_FR}\w*.{{0,40}}(inconnu|inexistant|introuvable|n'existe pas|invalide|d[ée]sactiv|bloqu)"
    rf"|{_WHO_SOUTH}.{{0,40}}(desconoc|no existe|no encontrad|inv[aá]lid|sconosciut|inesistent|non (trovat"
    rf"|esist|valid)"
    r"|desconhec|n[aã]o (existe|encontrad)|d?e?[sd]ha?bilitad|disattivat|desativad)"
)
BAD_ADDRESS = r"(синтакс|формат)\w*.{0,20}адрес|адрес\w*.{0,20}(синтакс|формат)"
POLICY = r"политик\w* |по правил|доступ\w* (запрещ|закрыт)|запрещ[её]н|richtlinie"
OUT_OF_ORDER = (
    r"временн\w+ .{0,20}(ошибк|сбо|неполадк|проблем)|(сервер|сервис|служб|проверк|систем)\w* (временно "
    r"|сейчас )?(недоступ|перегруж|занят)"
    r"|мест\w* на (диске|сервере)|vorübergehend nicht|temporairement indisponible"
)
LATER = (
    r"(попробуйте|повтор\w+|попытайтесь).{0,40}(позже|позднее|через|снова)|временно недоступ"
    r"|(später|spaeter) (noch ?ein|noch ?mal|erneut|wieder)|erneut.{0,20}(später|versuchen)"
    r"|r?[eé]?essayer.{0,20}plus tard|(más|piu|più|mais) tarde?|temporaneamente"
)
