### Функции формул: что каждая даёт, одной строкой. Ключ — function-<имя>.

function-group-logic = Условия
function-group-text = Тексты
function-group-people = Кто и когда
function-group-list = Списки
function-group-number = Числа

function-if = первое значение, если условие верно, иначе второе
function-and = да, если верны все условия
function-or = да, если верно хотя бы одно условие
function-not = да, если условие неверно
function-empty = да, если значения нет
function-value = значение, а если его нет — запасное
function-equals = да, если значения равны
function-notequals = да, если значения различаются
function-greater = да, если первое больше
function-greatereq = да, если первое больше или равно
function-less = да, если первое меньше; тексты — по алфавиту
function-lesseq = да, если первое меньше или равно; тексты — по алфавиту
function-bool = да или нет из текста true или false

function-concat = склеивает тексты; пустые пропускает
function-join = склеивает тексты через разделитель
function-contains = да, если в тексте есть такой кусок
function-startswith = да, если текст так начинается
function-endswith = да, если текст так кончается
function-firstcapital = первая буква — большая
function-tolower = все буквы — малые
function-toupper = все буквы — большие
function-trim = убирает пробелы по краям
function-normalize = убирает лишние пробелы
function-length = сколько в тексте знаков
function-replace = заменяет кусок текста везде, где он есть
function-substring = часть текста; места считаются с 0
function-indexof = место куска в тексте, с 0; нет такого — −1
function-matches = да, если в тексте есть подходящее под выражение
function-notmatches = да, если в тексте нет подходящего под выражение
function-regexreplace = заменяет всё подходящее под выражение

function-user = аккаунт того, кто нажал или заполняет
function-now = дата и время сейчас

function-list = список из значений
function-count = сколько значений в списке
function-first = первое значение списка
function-last = последнее значение списка
function-all = да, если верны все в списке
function-any = да, если в списке что-нибудь есть
function-distinct = список без повторов
function-min = наименьшее значение
function-max = наибольшее значение
function-sum = сумма
function-average = среднее
function-ascending = список по возрастанию
function-descending = список по убыванию
function-union = записи и аккаунты из обоих списков, без повторов
function-listequals = да, если списки одинаковы

function-add = сумма чисел или длительностей; дата плюс длительность
function-subtract = первое минус второе
function-product = произведение
function-divide = частное; деление на ноль — пусто
function-round = ближайшее целое
function-ceiling = целое не меньше
function-floor = целое не больше
function-quotient = целая часть деления
function-remainder = остаток деления
function-sqrt = квадратный корень
function-pow = степень
function-decimal = число из текста
