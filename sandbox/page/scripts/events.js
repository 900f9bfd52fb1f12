/* Changes as they come */
const events = new EventSource("/sandbox/events");
events.onmessage = () => load();
events.onopen = () => { $("offline").hidden = true; };
events.onerror = () => { $("offline").hidden = false; };
