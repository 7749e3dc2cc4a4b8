"""Words without one of which a file of JavaScript or TypeScript can hold no statement."""

HINTS: tuple[bytes, ...] = (
    b"console", b"log", b"Log", b"LOG", b"throw", b"rror", b"reject", b"tatus", b"assert", b"invariant", b"alert", b"oast", b"otif", b"debug",
    b"write", b"capture", b"flash", b"essage", b"Validity", b"oom", b"winston", b"pino", b"consola", b"signale", b"emitWarning", b"required",
    b"zod", b"yup", b"joi", b"Joi", b"valid", b"fail", b"nackbar", b"Swal", b"Exception", b"ctx", b"eply", b"code(",
)  # fmt: skip
