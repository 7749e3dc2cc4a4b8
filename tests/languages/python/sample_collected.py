# path: shop/forms.py
from collections import defaultdict

from django.core.exceptions import ValidationError


def clean(data, limit):
    errors = defaultdict(list)
    if not data:
        # error: ValidationError "Attribute doesn't exist." audience=customer code=NOT_FOUND
        error = ValidationError("Attribute doesn't exist.", code=ErrorCode.NOT_FOUND.value)
        errors["attribute_ids"].append(error)
    if len(data) > limit:
        errors["extensions"].append(
            # error: ValidationError "Identifier is too long. Maximum length is {limit} characters." audience=customer
            ValidationError(f"Identifier is too long. Maximum length is {limit} characters.")
        )
    # error: ValidationError "Choose a color." audience=customer
    errors["color"] = ValidationError("Choose a color.")
    if data.old:
        # error: ValidationError "Too old." audience=customer
        raise ValidationError({"age": ValidationError("Too old.")})
    named = ValidationError("Raised by its name.")
    if data.named:
        # error: ValidationError "Raised by its name." audience=customer
        raise named
    try:
        data.save()
    except ValidationError as problem:
        return isinstance(problem, ValidationError)
