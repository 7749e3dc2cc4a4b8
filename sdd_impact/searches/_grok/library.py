r"""The named patterns that come with Logstash and Elasticsearch, with expressions of our own.

What each name stands for: the reference of Logstash's grok filter and its pattern sets. Times, numbers and addresses are written more loosely
than there (``\d{1,2}`` for a month): what they refuse besides is no text that a log prints, and a search must not depend on the day of a sample line.
"""

from __future__ import annotations

_D = "[0-9]"
_HEX = "[0-9A-Fa-f]"
_WORDS = "[A-Z][a-zä]{2,9}"
_CLOCK = rf"{_D}{{1,2}}:{_D}{{2}}(?::{_D}{{2}}(?:[:.,]{_D}+)?)?"
_ZONE = rf"(?:Z|[+-]{_D}{{2}}:?{_D}{{2}})"
_PORT = rf"(?::{_D}+)?"
_HOST = r"(?:[0-9A-Za-z][0-9A-Za-z-]*(?:\.[0-9A-Za-z][0-9A-Za-z-]*)*\.?)"
_V4 = rf"(?:{_D}{{1,3}}(?:\.{_D}{{1,3}}){{3}})"
_V6 = rf"(?:{_HEX}*:(?:[0-9A-Fa-f:.]*{_HEX}|:)(?:%\w+)?)"
_NUMBER = rf"(?:[+-]?(?:{_D}+(?:\.{_D}*)?|\.{_D}+))"
_QUOTED = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
_URI_PATH = r"(?:/[A-Za-z0-9$.+!*'(){},~:;=@#%&_-]*)+"
_QUERY = r"[A-Za-z0-9$.+!*'|(){},~@#%&/=:;_?\[\]<>-]*"


def _any_case(*words: str) -> str:
    """Each word small, capitalised and in capitals."""
    return "|".join(form for word in words for form in (word, word.capitalize(), word.upper()))


LIBRARY: dict[str, str] = {
    "USERNAME": "[a-zA-Z0-9._-]+",
    "USER": "%{USERNAME}",
    "EMAILLOCALPART": r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]+",
    "EMAILADDRESS": "%{EMAILLOCALPART}@%{HOSTNAME}",
    "INT": rf"(?:[+-]?{_D}+)",
    "BASE10NUM": _NUMBER,
    "NUMBER": _NUMBER,
    "BASE16NUM": rf"(?:[+-]?(?:0x)?{_HEX}+)",
    "BASE16FLOAT": rf"(?:[+-]?(?:0x)?(?:{_HEX}+(?:\.{_HEX}*)?|\.{_HEX}+))",
    "POSINT": rf"\b{_D}+\b",
    "NONNEGINT": rf"\b{_D}+\b",
    "WORD": r"\b\w+\b",
    "NOTSPACE": r"\S+",
    "SPACE": r"\s*",
    "DATA": ".*?",
    "GREEDYDATA": ".*",
    "QUOTEDSTRING": _QUOTED,
    "QS": _QUOTED,
    "UUID": rf"{_HEX}{{8}}-(?:{_HEX}{{4}}-){{3}}{_HEX}{{12}}",
    "URN": r"urn:[0-9A-Za-z][0-9A-Za-z-]*:[^\s]+",
    "MAC": rf"(?:{_HEX}{{2}}(?:[:-]{_HEX}{{2}}){{5}}|{_HEX}{{4}}(?:\.{_HEX}{{4}}){{2}})",
    "CISCOMAC": rf"{_HEX}{{4}}(?:\.{_HEX}{{4}}){{2}}",
    "WINDOWSMAC": rf"{_HEX}{{2}}(?:-{_HEX}{{2}}){{5}}",
    "COMMONMAC": rf"{_HEX}{{2}}(?::{_HEX}{{2}}){{5}}",
    "IPV6": _V6,
    "IPV4": _V4,
    "IP": f"(?:{_V4}|{_V6})",
    "HOSTNAME": rf"\b{_HOST}",
    "HOST": rf"\b{_HOST}",
    "IPORHOST": f"(?:{_HOST}|{_V6})",
    "HOSTPORT": f"%{{IPORHOST}}:{_D}+",
    "PATH": "(?:%{UNIXPATH}|%{WINPATH})",
    "UNIXPATH": r"(?:/[\w%!$@:.,+~-]*)+",
    "TTY": r"/dev/[\w/]+",
    "WINPATH": r"(?:[A-Za-z]+:|\\)(?:\\[^\\?*]*)+",
    "URIPROTO": r"[A-Za-z][A-Za-z0-9+.-]+",
    "URIHOST": f"%{{IPORHOST}}{_PORT}",
    "URIPATH": _URI_PATH,
    "URIQUERY": _QUERY,
    "URIPARAM": rf"\?{_QUERY}",
    "URIPATHPARAM": rf"{_URI_PATH}(?:\?{_QUERY})?",
    "URI": rf"%{{URIPROTO}}://(?:[^\s@/]*@)?(?:%{{URIHOST}})?(?:{_URI_PATH}(?:\?{_QUERY})?)?",
    "MONTH": rf"\b{_WORDS}\b",
    "MONTHNUM": f"{_D}{{1,2}}",
    "MONTHNUM2": f"{_D}{{2}}",
    "MONTHDAY": f"{_D}{{1,2}}",
    "DAY": _WORDS,
    "YEAR": rf"{_D}{{2}}(?:{_D}{{2}})?",
    "HOUR": f"{_D}{{1,2}}",
    "MINUTE": f"{_D}{{2}}",
    "SECOND": f"{_D}{{1,2}}(?:[:.,]{_D}+)?",
    "TIME": _CLOCK,
    "DATE_US": rf"{_D}{{1,2}}[/-]{_D}{{1,2}}[/-]{_D}{{2,4}}",
    "DATE_EU": rf"{_D}{{1,2}}[./-]{_D}{{1,2}}[./-]{_D}{{2,4}}",
    "ISO8601_TIMEZONE": _ZONE,
    "ISO8601_HOUR": f"{_D}{{1,2}}",
    "ISO8601_SECOND": f"{_D}{{1,2}}(?:[:.,]{_D}+)?",
    "TIMESTAMP_ISO8601": rf"{_D}{{2,4}}-{_D}{{1,2}}-{_D}{{1,2}}[T ]{_D}{{1,2}}:?{_D}{{2}}(?::?{_D}{{2}}(?:[:.,]{_D}+)?)?{_ZONE}?",
    "DATE": rf"{_D}{{1,2}}[./-]{_D}{{1,2}}[./-]{_D}{{2,4}}",
    "DATESTAMP": f"%{{DATE}}[- ]{_CLOCK}",
    "TZ": "[A-Z]{3}",
    "DATESTAMP_RFC822": f"{_WORDS} {_WORDS} {_D}{{1,2}} {_D}{{2,4}} {_CLOCK} [A-Z]{{3}}",
    "DATESTAMP_RFC2822": f"{_WORDS}, {_D}{{1,2}} {_WORDS} {_D}{{2,4}} {_CLOCK} {_ZONE}",
    "DATESTAMP_OTHER": f"{_WORDS} {_WORDS} {_D}{{1,2}} {_CLOCK} [A-Z]{{3}} {_D}{{2,4}}",
    "DATESTAMP_EVENTLOG": f"{_D}{{12,14}}",
    "SYSLOGTIMESTAMP": f"{_WORDS} +{_D}{{1,2}} {_CLOCK}",
    "PROG": r"[!-Z\\^-~]+",
    "SYSLOGPROG": r"%{PROG:program}(?:\[%{POSINT:pid}\])?",
    "SYSLOGHOST": "%{IPORHOST}",
    "SYSLOGFACILITY": r"<%{NONNEGINT:facility}\.%{NONNEGINT:priority}>",
    "HTTPDATE": rf"{_D}{{1,2}}/{_WORDS}/{_D}{{2,4}}:{_CLOCK} [+-]?{_D}+",
    "LOGLEVEL": "(?:" + _any_case(
        "alert", "trace", "debug", "notice", "info", "information", "warn", "warning", "err", "error", "crit", "critical", "fatal", "severe",
        "emerg", "emergency",
    ) + ")",
    "SYSLOGBASE": "%{SYSLOGTIMESTAMP:timestamp} (?:%{SYSLOGFACILITY} )?%{SYSLOGHOST:logsource} %{SYSLOGPROG}:",
    "SYSLOGBASE2": "(?:%{SYSLOGTIMESTAMP:timestamp}|%{TIMESTAMP_ISO8601:timestamp})(?: %{SYSLOGFACILITY})?(?: %{SYSLOGHOST:logsource})?(?: %{SYSLOGPROG}:)?",
    "SYSLOGLINE": "%{SYSLOGBASE2} %{GREEDYDATA:message}",
    "SYSLOG5424PRINTASCII": "[!-~]+",
    "SYSLOG5424PRI": "<%{NONNEGINT:priority}>",
    "SYSLOG5424SD": r"\[%{DATA}\]+",
    "SYSLOG5424BASE": (
        "%{SYSLOG5424PRI}%{NONNEGINT:version} +(?:-|%{TIMESTAMP_ISO8601:timestamp}) +(?:-|%{IPORHOST:host}) +(?:-|%{SYSLOG5424PRINTASCII:app}) "
        "+(?:-|%{POSINT:pid}) +(?:-|%{SYSLOG5424PRINTASCII:msgid}) +(?:-|%{SYSLOG5424SD:sd})?"
    ),
    "SYSLOG5424LINE": "%{SYSLOG5424BASE} +%{GREEDYDATA:message}",
    "JAVACLASS": r"(?:[a-zA-Z$_][a-zA-Z$_0-9]*\.)*[a-zA-Z$_][a-zA-Z$_0-9]*",
    "JAVAFILE": r"[a-zA-Z$_0-9. -]+",
    "JAVAMETHOD": "(?:<(?:cl)?init>|[a-zA-Z$_][a-zA-Z$_0-9]*)",
    "JAVASTACKTRACEPART": rf"\s*at %{{JAVACLASS:class}}\.%{{JAVAMETHOD:method}}\(%{{JAVAFILE:file}}(?::{_D}+)?\)",
    "JAVALOGMESSAGE": ".*",
    "HTTPDUSER": r"\S+",
    "HTTPDERROR_DATE": f"{_WORDS} {_WORDS} {_D}{{1,2}} {_CLOCK} {_D}{{4}}",
    "COMMONAPACHELOG": (
        r'%{IPORHOST:clientip} %{HTTPDUSER:ident} %{HTTPDUSER:auth} \[%{HTTPDATE:timestamp}\] '
        r'"(?:%{WORD:verb} %{NOTSPACE:request}(?: HTTP/%{NUMBER:httpversion})?|%{DATA:rawrequest})" (?:-|%{NUMBER:response}) (?:-|%{NUMBER:bytes})'
    ),
    "HTTPD_COMMONLOG": "%{COMMONAPACHELOG}",
    "COMBINEDAPACHELOG": "%{COMMONAPACHELOG} %{QS:referrer} %{QS:agent}",
    "HTTPD_COMBINEDLOG": "%{COMBINEDAPACHELOG}",
}  # fmt: skip
