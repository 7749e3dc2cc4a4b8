"""What a value is called and what kind of text it is, judged by names. One set of rules for all languages.

A name is written in ``snake_case`` whatever the language: ``userId``, ``user.id``, ``user.getId()`` and ``USER_ID`` are all ``user_id``.
Kinds are those of :data:`sdd_impact.model.KINDS`; one found by a name is *inferred*, one found by a format code, a type or a call is not.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sdd_impact import late

_WORD = late.regex(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+|[^\W\d_]+")

#: Last names that say nothing without their owner: ``user.id`` is ``user_id``.
GENERIC = frozenset([
    "id", "pk", "uuid", "guid", "uid", "name", "names", "type", "types", "key", "keys", "value", "values", "length", "size",
    "count", "code", "status", "state", "url", "uri", "path", "text", "message", "description", "title", "label", "version",
    "number", "index", "data", "info", "host", "port", "address", "reason", "args", "kind", "result", "level",
    "mode",
])  # fmt: skip

#: Owners that say nothing: ``self.name`` is ``name``.
NOBODY = frozenset(["self", "cls", "this", "super", "that", "klass", "$this", "static", "parent"])

#: Methods that give their object's text in another dress: ``email.strip()`` is ``email``.
DRESSING = frozenset([
    "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold", "encode", "decode", "trim",
    "toLowerCase", "toUpperCase", "toString", "toLocaleString", "valueOf", "isoformat", "strftime", "hexdigest", "get",
    "orElse", "orElseGet", "orElseThrow", "value_or", "unwrap", "join", "copy", "as_posix", "toISOString", "toFixed",
    "format", "total_seconds", "toArray", "asList", "name", "stripTrailing", "stripLeading", "strip_tags", "items", "keys",
    "values", "replace", "intern", "toJSON", "to_s", "to_str", "to_sym", "inspect", "to_json", "to_i", "to_f", "downcase", "upcase",
    "chomp", "squish", "iso8601", "titleize", "humanize", "toIso8601String", "toDateTimeString", "toArray", "getTimestamp",
])  # fmt: skip

#: Functions that give the text of another argument than the first, and its position: ``string.Join(", ", names)`` is ``names``.
PICKING = {"string.Join": 1, "String.Join": 1}

#: Functions that give their first argument's text: ``str(user_id)`` is ``user_id``.
CONVERSIONS = frozenset([
    "strerror", "strerror_r", "gai_strerror", "safe_strerror", "PyUnicode_AsUTF8", "qPrintable", "to_string", "StringPiece", "QString",
    "Itoa", "FormatInt", "FormatUint", "FormatBool",
    "toHexString", "toBinaryString", "toOctalString", "nullToEmpty", "defaultString", "toStringHelper",
    "str", "repr", "ascii", "bytes", "unicode", "text_type", "force_str", "force_text", "smart_str", "smart_text", "escape",
    "conditional_escape", "mark_safe", "String", "Number", "Boolean", "valueOf", "parseInt", "parseFloat", "int", "float",
    "bool", "list", "tuple", "set", "sorted", "dict", "dumps", "stringify", "inspect", "pformat", "safe_repr", "saferepr",
    "pretty", "escapeHtml", "encodeURIComponent", "decodeURIComponent", "encodeURI", "toString", "asList", "quote", "esc_html", "esc_attr", "esc_url", "wp_kses_post", "json_encode", "print_r", "var_export", "intval", "strval", "floatval", "boolval", "htmlspecialchars", "strtolower", "strtoupper",
    "unquote", "shlex_quote", "toError", "ensureError", "asError", "errToString", "t", "$t", "_", "__", "gettext", "translate",
])  # fmt: skip

#: Kinds that a call's result has, by the last name of the function.
CALL_KINDS = {
    **dict.fromkeys(["len", "size", "count", "indexOf", "hashCode", "ordinal", "int", "parseInt", "intValue", "longValue", "to_i", "intval", "getpid",
                     "currentTimeMillis", "nanoTime", "fileno", "bit_length"], "int"),
    **dict.fromkeys(["float", "parseFloat", "time", "monotonic", "perf_counter", "doubleValue", "floatValue"], "float"),
    **dict.fromkeys(["bool", "isinstance", "hasattr", "callable", "exists", "isEmpty", "contains", "startswith", "endswith", "is_file",
                     "is_dir", "startsWith", "endsWith", "includes", "equals", "booleanValue"], "bool"),
    **dict.fromkeys(["uuid1", "uuid3", "uuid4", "uuid5", "UUID", "randomUUID", "uuidv4"], "uuid"),
    **dict.fromkeys(["hexdigest", "hex", "toHexString", "token_hex", "encodeHexString"], "hex"),
    **dict.fromkeys(["isoformat", "strftime", "toISOString", "now", "utcnow", "today", "toLocaleDateString", "iso8601", "toIso8601String", "toDateTimeString"], "datetime"),
    **dict.fromkeys(["Itoa", "FormatInt", "FormatUint"], "int"),
    **dict.fromkeys(["total_seconds", "toMillis", "getSeconds"], "duration"),
    **dict.fromkeys(["dumps", "stringify", "toJSONString", "writeValueAsString", "json_encode", "to_json"], "json"),
    **dict.fromkeys(["abspath", "realpath", "dirname", "basename", "getcwd", "gettempdir", "getAbsolutePath", "as_posix"], "path"),
    **dict.fromkeys(["build_absolute_uri", "url_for", "get_absolute_url", "reverse", "geturl", "toURL"], "url"),
    **dict.fromkeys(["exc_info", "format_exc", "format_exception", "getStackTrace", "getStackTraceAsString"], "exception"),
}  # fmt: skip

CALL_KINDS["path.join"] = "path"
CALL_KINDS |= dict.fromkeys(["strerror", "strerror_r", "gai_strerror", "safe_strerror"], "exception")
CALL_KINDS |= {
    "JsonSerializer.Serialize": "json", "JsonConvert.SerializeObject": "json", "Guid.NewGuid": "uuid", "Path.Combine": "path",
    "Path.GetFullPath": "path", "string.IsNullOrEmpty": "bool", "string.IsNullOrWhiteSpace": "bool",
}  # fmt: skip
CALL_KINDS |= {
    "time.Since": "duration", "time.Until": "duration", "time.Now": "datetime", "uuid.New": "uuid", "uuid.NewString": "uuid",
    "filepath.Join": "path",
}  # fmt: skip

#: Kinds of declared types, by the type's last name without its arguments.
TYPE_KINDS = {
    **dict.fromkeys(["int", "long", "short", "byte", "Integer", "Long", "Short", "Byte", "BigInteger", "AtomicInteger", "AtomicLong",
                     "bigint", "OptionalInt", "OptionalLong", "Int", "UInt", "ULong", "UShort", "UByte", "BigInt"], "int"),
    **dict.fromkeys(["int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "rune", "uintptr"], "int"),
    **dict.fromkeys(["float32", "float64"], "float"),
    **dict.fromkeys(["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"], "int"),
    **dict.fromkeys(["int8_t", "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "size_t", "ssize_t", "off_t",
                     "pid_t", "uid_t", "gid_t", "intptr_t", "uintptr_t", "unsigned", "u_int", "u_char", "u_short", "u_long"], "int"),
    **dict.fromkeys(["f32", "f64"], "float"),
    **dict.fromkeys(["Uuid", "QUuid"], "uuid"),
    **dict.fromkeys(["IpAddr", "Ipv4Addr", "Ipv6Addr"], "ip"),
    **dict.fromkeys(["PathBuf", "Utf8Path", "Utf8PathBuf", "QDir"], "path"),
    **dict.fromkeys(["DateTime", "NaiveDateTime", "NaiveDate", "SystemTime", "OffsetDateTime", "QDateTime"], "datetime"),
    **dict.fromkeys(["error"], "exception"),
    **dict.fromkeys(["float", "double", "number", "Float", "Double", "BigDecimal", "Decimal", "OptionalDouble"], "float"),
    **dict.fromkeys(["bool", "boolean", "Boolean", "AtomicBoolean"], "bool"),
    **dict.fromkeys(["UUID", "UUID4"], "uuid"),
    **dict.fromkeys(["InetAddress", "IPv4Address", "IPv6Address", "IPvAnyAddress"], "ip"),
    **dict.fromkeys(["URL", "URI", "Url", "Uri", "HttpUrl", "AnyUrl", "AnyHttpUrl"], "url"),
    **dict.fromkeys(["Path", "PurePath", "PosixPath"], "path"),
    **dict.fromkeys(["Duration", "timedelta"], "duration"),
    **dict.fromkeys(["Time", "Date", "datetime", "date", "Instant", "LocalDate", "LocalDateTime", "OffsetDateTime", "ZonedDateTime"], "datetime"),
    **dict.fromkeys(["EmailStr", "InternetAddress"], "email"),
    **dict.fromkeys(["SecretStr", "SecretBytes"], "masked"),
    **dict.fromkeys(["Throwable", "BaseException"], "exception"),
    **dict.fromkeys(["sbyte", "ushort", "ulong", "nint", "nuint", "Int16", "Int32", "Int64", "UInt16", "UInt32", "UInt64"], "int"),
    **dict.fromkeys(["decimal", "Single"], "float"),
    "Guid": "uuid", "TimeSpan": "duration", "IPAddress": "ip", "IPEndPoint": "ip", "MailAddress": "email",
    **dict.fromkeys(["DateTime", "DateTimeOffset", "DateOnly"], "datetime"),
}  # fmt: skip

# Calls that mean masking, by one word of their name; participles that mean it in the name of a value.
_MASK_WORD = late.regex(
    r"(?:mask|redact|scrub|censor|obfuscat|anonymi[sz]|pseudonymi[sz]|hash|encrypt)(?:e|ed|ing|er|s|ion|d)?$|hmac$|md5$|sha$|sha\d+$|blake2[bs]?$|bcrypt$"
)
_MASKED_WORD = late.regex(r"(?:masked|redacted|scrubbed|censored|obfuscated|anonymi[sz]ed|pseudonymi[sz]ed|hashed|encrypted)$")
_NO_MASK = frozenset(["map", "table", "bit", "net", "subnet", "code", "set", "tag", "router", "commit", "build", "route"])

# Kinds by name: the last words decide. Checked in this order.
_NAMES = frozenset(["first_name", "last_name", "full_name", "user_name", "username", "customer_name", "display_name", "surname",
                    "given_name", "family_name", "nickname"])  # fmt: skip
_SECRETS = frozenset(["password", "passwd", "pwd", "passphrase", "passcode", "secret", "token", "api_key", "apikey", "private_key",
                      "secret_key", "access_key", "otp", "totp", "cvv", "credentials", "credential", "authorization", "cookie"])  # fmt: skip
_LAST = {
    **dict.fromkeys(["id", "pk", "uid", "oid"], "id"),
    **dict.fromkeys(["uuid", "guid"], "uuid"),
    **dict.fromkeys(["email", "mail", "e_mail", "email_address", "mail_address", "emailaddress"], "email"),
    **dict.fromkeys(["ip", "ipaddr", "ip_address", "ip_addr", "remote_addr", "client_addr"], "ip"),
    **dict.fromkeys(["url", "uri", "href"], "url"),
    **dict.fromkeys(["path", "filepath", "filename", "file_name", "dirname", "directory"], "path"),
    **dict.fromkeys(["duration", "elapsed", "latency", "took", "runtime", "elapsed_time", "ms", "millis", "secs", "seconds"], "duration"),
    **dict.fromkeys(["count", "num", "length", "len", "attempts", "attempt", "retries", "lineno", "port", "status_code"], "int"),
    **dict.fromkeys(["datetime", "timestamp", "date"], "datetime"),
    **dict.fromkeys(["phone", "mobile", "msisdn", "phone_number", "telephone"], "phone"),
    **dict.fromkeys(["mac", "mac_address"], "mac"),
    **dict.fromkeys(["json"], "json"),
    **dict.fromkeys(["hash", "sha", "digest", "checksum", "md5", "sha1", "sha256", "fingerprint"], "hex"),
    **dict.fromkeys(["e", "ex", "exc", "err", "error", "exception", "cause", "throwable", "exn"], "exception"),
}  # fmt: skip
_FIRST_BOOL = frozenset(["is", "has", "should", "can", "was", "will", "did"])
_FIRST_INT = frozenset(["num", "n", "nb", "len"])
_EXCEPTION_TYPE = late.regex(r"(?:Error|Exception|Throwable|Warning)$")


@lru_cache(maxsize=8192)
def words(identifier: str) -> tuple[str, ...]:
    """The lower-case words of an identifier in any style: ``userID`` → ``user``, ``id``."""
    return tuple(word.lower() for word in _WORD.findall(identifier))


def snake(identifier: str) -> str:
    """An identifier in ``snake_case``: ``userId`` → ``user_id``; a name without letters stays as it is."""
    return "_".join(words(identifier)) or identifier


@lru_cache(maxsize=8192)
def kind_of_name(name: str) -> str:
    """The kind that a snake-case name suggests, ``any`` where it suggests nothing."""
    parts = name.split("_")
    last, pair = parts[-1], "_".join(parts[-2:])
    if parts[0] in _FIRST_BOOL and len(parts) > 1:
        return "bool"
    if parts[0] in _FIRST_INT and len(parts) > 1:
        return "int"
    if _MASKED_WORD.match(last) or _MASKED_WORD.match(parts[0]):
        return "masked"
    if pair in _NAMES or last in _NAMES:
        return "name"
    if pair in _SECRETS or last in _SECRETS:
        return "secret"
    if last == "at" and len(parts) > 1:
        return "datetime"
    return _LAST.get(pair) or _LAST.get(last, "any")


def unmasked(name: str) -> str:
    """A snake-case name without the words that say it is masked: ``masked_email`` → ``email``."""
    return "_".join(part for part in name.split("_") if not _MASKED_WORD.match(part) and not _MASK_WORD.match(part))


@lru_cache(maxsize=2048)
def is_mask(function: str, masks: tuple[str, ...] = ()) -> bool:
    """Whether calling this (its last name) hides a value. ``masks`` are further names from the configuration."""
    if function in masks:
        return True
    parts = words(function)
    return any(_MASK_WORD.match(part) for part in parts) and not any(part in _NO_MASK for part in parts)


#: What stands before a type's name in Rust, C and C++: ``&'a mut``, ``const``.
_QUALIFIERS = late.regex(
    r"^(?:[&*]+\s*|'\w+\s+|(?:mut|const|static|volatile|constexpr|inline|ref|struct|unsigned|signed)\s+)+(?=[\w:])"
)


def kind_of_type(declared: str) -> str:
    """The kind of a declared type, ``any`` where it says nothing: ``Optional[int]``, ``int | None``, ``Int?``, ``java.util.UUID``."""
    text = declared.strip().strip("\"'").removeprefix(":").strip()
    for wrapper in ("Optional[", "Annotated[", "Final[", "Optional<", "Option<", "std::optional<"):
        if text.startswith(wrapper):
            text = text[len(wrapper) :].rstrip("]>").split(",")[0]
    options = [part.strip() for part in text.split("|") if part.strip() not in ("None", "null", "undefined")]
    if len(options) != 1:
        return "any"
    bare = _QUALIFIERS.sub("", options[0]).rstrip("*& ")
    last = re.split(r"::|[.\[<(]", bare.split("[")[0].split("<")[0])[-1].strip().rstrip("?")
    if _EXCEPTION_TYPE.search(last):
        return "exception"
    return TYPE_KINDS.get(last, "any")


def identifies(name: str, kind: str = "any") -> bool:
    """Whether a placeholder of this name and kind is an ID that a record can be found by (also one printed with ``%d``)."""
    return kind in ("id", "uuid") or (kind in ("any", "int", "float", "hex") and kind_of_name(name) in ("id", "uuid"))
