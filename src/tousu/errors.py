"""What can go wrong, by who must act: the caller, the rule author, the owner of a model or a corpus.

Sentences here speak to engineers; what a complainant reads stands in ``data/messages.toml`` under ``code``.
"""

from __future__ import annotations

from collections.abc import Iterable


class TousuError(Exception):
    """Base of every error that tousu raises on purpose."""

    code = "error"

    def __init__(self, message: str, **fields: object) -> None:
        super().__init__(message)
        self.fields = fields

    def __reduce__(self) -> tuple[object, ...]:  # errors cross process borders, whatever their __init__ takes
        return _revived, (type(self), str(self), self.fields)


class InputError(TousuError):
    """The text cannot be analysed as it is: not a ``str``, lone surrogates, or over the size limit."""

    code = "input"


class ConfigError(TousuError):
    """A setting is unknown or has a value that it cannot have; the nearest known name is given."""

    code = "config"


class UnknownNameError(ConfigError):
    """An id (channel, rule, kind, issue) that does not exist; names the nearest and the known ones."""

    code = "unknown_name"

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = nearest(name, names)
        hint = f" Did you mean {near!r}?" if near else ""
        listed = ", ".join(names[:40]) + (", …" if len(names) > 40 else "")
        super().__init__(
            f"unknown {what} {name!r}.{hint} Known: {listed}.",
            what=what,
            name=name,
            nearest=near or "",
            known=listed,
        )


class RuleError(TousuError):
    """A rule file is wrong. Says which file, which key, and what was expected there."""

    code = "rule"

    def __init__(self, file: str, key: str, expected: str, **fields: object) -> None:
        super().__init__(f"{file}: {key}: {expected}", file=file, key=key, expected=expected, **fields)


class ModelError(TousuError):
    """A model file is damaged, foreign, or newer than this version can read."""

    code = "model"


class CorpusError(TousuError):
    """A row of a corpus cannot be used; says file and line."""

    code = "corpus"


class FileError(TousuError):
    """A file cannot be read or written: missing, not text, or in an encoding that is not known."""

    code = "file"

    @classmethod
    def reading(cls, path: object, error: Exception) -> FileError:
        """What the system said when it should read a file; ``path`` as it is shown."""
        cause = _cause(error)
        reason = {"ENOENT": "missing", "EISDIR": "directory"}.get(cause, "unreadable")
        return cls(f"{path}: {error}", reason=reason, path=str(path), cause=cause)

    @classmethod
    def writing(cls, path: object, error: Exception, reason: str = "unwritable") -> FileError:
        """What the system said when it should write one."""
        return cls(f"{path}: {error}", reason=reason, path=str(path), cause=_cause(error))


def _cause(error: Exception) -> str:
    """The system's name of what went wrong, e.g. ``EACCES``."""
    import errno

    return errno.errorcode.get(getattr(error, "errno", None) or 0, "")


def _revived(kind: type[TousuError], message: str, fields: dict[str, object]) -> TousuError:
    error = kind.__new__(kind, message)
    error.fields = fields
    return error


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name closest to ``name``, or None when none is close."""
    import difflib

    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
