"""Analysis → text, JSON, …: a room a format. Wording stands in ``data/messages/report.toml``."""
