"""Pages of the foundations at the Banco: thin, they ask `queries` and call `services`."""
