# file: shop/rules.py
import re

# the rule has moved and has another name
EMAIL_RULE = re.compile(
    r"^[a-z]+@[a-z]+\.com$"
)
