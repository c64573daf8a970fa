// Begins the live connection, which only speaks of what goes wrong, and looks for a board that went away.
Blazor.start({
    circuit: {
        configureSignalR: connection => connection.configureLogging('warning'),
        reconnectionOptions: { maxRetries: 1000, retryIntervalMilliseconds: 2000 },
    },
});
