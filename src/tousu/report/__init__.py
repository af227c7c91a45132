"""Analysis → text, HTML, SARIF, GitHub, Markdown: a room a format. Wording stands in ``data/messages/report.toml``."""
