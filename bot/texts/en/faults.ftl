### Faults of the product itself: what nobody expected. The number is the one in the process's log.

error-internal = Gonets ran into an internal error, and several attempts did not help. Administrators were told. Error number: { $number }.
error-step-broke-off = In this action Gonets ran into an internal error.
untold-report = ⚠️ There is news about your notification, but it could not be shown: Gonets ran into an internal error. Open /list. Administrators were told. Error number: { $number }.
untold-notice = ⚠️ Something happened to a connection, but it could not be shown: Gonets ran into an internal error. Open /connections. Error number: { $number }.
untold-announcement = ⚠️ There is news for you, but it could not be shown: Gonets ran into an internal error. Open /start. Error number: { $number }.
fault = { $count ->
        [one] ⚠️ Gonets ran into an internal error and gave up { $count } task. The people concerned were told.
       *[other] ⚠️ Gonets ran into internal errors and gave up { $count } tasks. The people concerned were told.
    }
fault-named = <code>{ $number }</code> · { $kind ->
        [run] the run of a scenario
        [delivery] an email
        [report] news of an outcome
        [probe] the check of a connection
        [notice] news of a connection
        [announcement] news
        [upload] a file that was sent
        [connection] a connection that cannot be read, its emails wait: save it again in /connections;
       *[other] work
    } No. { $about }
fault-next = The bot’s log says under this number what happened. You can press the button again; if the error comes back, show the log to whoever maintains Gonets.
