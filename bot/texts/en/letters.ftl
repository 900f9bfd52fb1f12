### Many letters of one press.

tally = Letters: { $counts }.
tally-sent = { $count } of { $total } sent
tally-other = { $what ->
        [failed] { $count } not accepted
        [partly] { $count } not accepted for everybody
        [asks] { $count } need your answer
        [deferred] { $count } to be tried again
        [underway] { $count } waiting
       *[cancelled] { $count } cancelled
    }
letters-held = { $hold ->
        [suspended] The letters wait: the mail server does not accept them now. Administrators know; the letters go by themselves as soon as it works.
        [everything] The letters wait: an administrator is holding all sending. They go by themselves when it is released.
        [disabled] The letters wait: an administrator has switched off the connection to the mail server. They go by themselves when it is on again.
       *[no_password] The letters wait: the connection to the mail server has no password or secret to log in with. They go by themselves when an administrator enters it.
    }
letters-none-need = Nothing needs attention here any more.
button-letters = All letters ({ $count })
button-letters-need = Need attention ({ $count })
button-back-to-letters = ← To the letters
