# file: shop/forms.py
import re

EMAIL = re.compile(r"^[a-z]+@[a-z]+\.com$")
