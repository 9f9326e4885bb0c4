"""Questions of the room, a bounded number of SQL queries each."""
