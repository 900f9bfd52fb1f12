### Faults of the product itself: what nobody expected. The number is the one in the process's log.

error-internal = Gonets stumbled over a fault of its own, and several tries did not help. Administrators were told. The fault's number: { $number }.
error-step-broke-off = In this action Gonets stumbled over a fault of its own.
untold-report = ⚠️ There is news about your notification, but it could not be shown: Gonets stumbled over a fault of its own. Open /list. Administrators were told. The fault's number: { $number }.
untold-notice = ⚠️ Something happened to a connection, but it could not be shown: Gonets stumbled over a fault of its own. Open /connections. The fault's number: { $number }.
untold-announcement = ⚠️ There is news for you, but it could not be shown: Gonets stumbled over a fault of its own. Open /start. The fault's number: { $number }.
fault = { $count ->
        [one] ⚠️ Gonets stumbled over a fault of its own and gave up { $count } piece of work. Those whom it concerns were told.
       *[other] ⚠️ Gonets stumbled over faults of its own and gave up { $count } pieces of work. Those whom it concerns were told.
    }
fault-named = <code>{ $number }</code> · { $kind ->
        [run] the run of a scenario
        [delivery] an email
        [report] news of an outcome
        [probe] the check of a connection
        [notice] news of a connection
        [announcement] news
        [upload] a file that was sent
        [connection] a connection that cannot be read, its emails wait: save it anew in /connections;
       *[other] work
    } No. { $about }
fault-next = The process's log tells under this number what happened. The button may be pressed again; if the fault comes again, show the log to whoever maintains Gonets.
