### Functions of formulas: what each gives, in one line. The key is function-<name>.

function-group-logic = Conditions
function-group-text = Texts
function-group-people = Who and when
function-group-list = Lists
function-group-number = Numbers

function-if = the first value if the condition holds, else the second
function-and = yes if all conditions hold
function-or = yes if at least one condition holds
function-not = yes if the condition does not hold
function-empty = yes if there is no value
function-value = the value, or a fallback where there is none
function-equals = yes if the values are equal
function-notequals = yes if the values differ
function-greater = yes if the first is greater
function-greatereq = yes if the first is greater or equal
function-less = yes if the first is less; texts go by the alphabet
function-lesseq = yes if the first is less or equal; texts go by the alphabet
function-bool = yes or no from the text true or false

function-concat = joins texts; empty ones are skipped
function-join = joins texts with a separator
function-contains = yes if the text holds such a piece
function-startswith = yes if the text begins so
function-endswith = yes if the text ends so
function-firstcapital = makes the first letter a capital
function-tolower = turns all letters into small ones
function-toupper = makes all letters capital
function-trim = removes spaces at both ends
function-normalize = removes extra spaces
function-length = how many characters a text has
function-replace = replaces a piece wherever it stands
function-substring = a part of a text; places count from 0
function-indexof = the place of a piece, from 0; −1 if there is none
function-matches = yes if something in the text fits the expression
function-notmatches = yes if nothing in the text fits the expression
function-regexreplace = replaces everything that fits the expression

function-user = the account of who pressed or fills in
function-now = the date and time now

function-list = a list of values
function-count = how many values a list has
function-first = the first value of a list
function-last = the last value of a list
function-all = yes if all in the list hold
function-any = yes if the list has anything in it
function-distinct = the list without repeats
function-min = the least value
function-max = the greatest value
function-sum = the sum
function-average = the mean
function-ascending = the list in rising order
function-descending = the list in falling order
function-union = records and accounts of both lists, each once
function-listequals = yes if the lists are the same

function-add = the sum of numbers or durations; a date plus a duration
function-subtract = the first minus the second
function-product = the product
function-divide = the quotient; division by zero is empty
function-round = the nearest whole number
function-ceiling = the whole number not below
function-floor = the whole number not above
function-quotient = the whole part of a division
function-remainder = the remainder of a division
function-sqrt = the square root
function-pow = the power
function-decimal = a number from a text
