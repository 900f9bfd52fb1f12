### The journal of letters, the trail of changes, and answers to the author.

## On the card: where answers go

card-answers = { $own ->
        [yes] Replies come to you: { $to }. A non-delivery report would go to { $reports }.
       *[no] Replies and non-delivery reports go to the sender address: { $reports }.
    }
card-copy = A copy goes to you: { $address }.
letter-copy-failed = The letter has gone, but the server refused your copy ({ $address }).
