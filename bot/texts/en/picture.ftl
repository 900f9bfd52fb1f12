### The picture of a scenario and of a run.

button-picture = 🖼 Picture
picture-event = Event
picture-file = Scenario
picture-of-scenario = 🖼 <b>{ $title }</b>
picture-whole = The whole picture, in full size.
picture-of-run = 🖼 <b>{ $title }</b>: { $status ->
        [ended] the run has ended.
        [failed] the run was ended by an error.
       *[running] the run is still under way.
    }
picture-left-out = { $count ->
        [one] { $count } more step is not counted in the picture.
       *[other] { $count } more steps are not counted in the picture.
    }
picture-legend = { $fate ->
        [done] done
        [skipped] not done
        [ignored] error passed over
       *[failed] error
    }
error-picture-too-large = There are too many actions for one picture. Look at them in the list.
