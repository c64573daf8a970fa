// Begins the live connection, which only speaks of what goes wrong (3 is a warning), and looks for a board that went away.
Blazor.start({ circuit: { logLevel: 3, reconnectionOptions: { maxRetries: 1000, retryIntervalMilliseconds: 2000 } } });
