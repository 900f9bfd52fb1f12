### Сценарий словами: каждый шаг — строка с номером.

explain-event = Когда нажата кнопка «{ $button }» в записи «{ $template }»
explain-change-context = Сменить контекст: { $template }, { $by ->
        [attribute] по { $objects }
        [formula] по формуле { $objects }
       *[missing] записи не указаны
    }
explain-change-variables = { $operation ->
        [add] Добавить к переменным
        [exclude] Исключить из переменных
       *[replace] Изменить переменные
    } { $set }:{ $given }
explain-exclude-set = Убрать набор переменных { $set } целиком
explain-send-message = Отправить сообщение: { $route }{ $waits ->
        [yes] , дождаться ответа сервера
       *[no] {""}
    }
explain-check = Проверить: { $condition }
explain-by-conditions = Выполнить по условиям
explain-by-conditions-branches = если { $condition }
explain-by-conditions-otherwise = иначе
explain-repeat = Повторять { $times } раз, счётчик { $variable }
explain-for-each = Для каждого из { $values }, переменная { $variable }
explain-change-attributes = Изменить запись: { $given }
explain-attribute-change = { $operation ->
        [add] { $attribute } + { $value }
        [remove] { $attribute } − { $value }
        [clear] очистить { $attribute }
       *[replace] { $attribute } = { $value }
    }
explain-create-record = Создать запись «{ $template }»{ $has-variable ->
        [yes] , переменная { $variable }
       *[no] {""}
    }
explain-duplicate-record = Дублировать запись{ $has-variable ->
        [yes] , переменная { $variable }
       *[no] {""}
    }
explain-run-apart = Выполнять отдельно от сценария
explain-empty = Действий пока нет
explain-unknown = Неизвестное действие: { $kind }
explain-missing = не указано
explain-ignores-errors = {" "}(ошибки пропускаются)
