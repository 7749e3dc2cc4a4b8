# file: shop/forms.py
import re
from pydantic import BaseModel, Field, constr

# signal: validation-changed field="EMAIL" kind="email" refused="O'Brien@example.ie" old_rule="[^@\s]+@[^@\s]+"
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
PHONE_RE = re.compile(r"^\+?[0-9]{6,15}\Z")  # wider: silent
EMAIL_IN_TEXT = re.compile(r"<(\S+@\S+)>")
EMAIL_SCRUB = re.compile(r"[\w.]+@[\w.]+")
FILE_NAME = re.compile(r"^[a-z]+$")


def scrub(text):
    return EMAIL_SCRUB.sub("***", text)


def check_email(email):
    if not EMAIL.fullmatch(email):
        raise ValueError("not an e-mail address")


def check_name(first_name, last_name):
    # signal: validation-changed field="last_name" kind="last name" refused="José, 李, O'Connor, Anne-Marie, Müller, de la Cruz"
    if not re.match(r"^[A-Za-z]+$", last_name):
        raise ValueError("letters only")
    # signal: validation-changed field="first_name" refused="D'Angelo"
    if re.search(r"['<>]", first_name):
        raise ValueError("no quotes")
    # signal: validation-changed field="first_name" refused="Anne-Marie, D'Angelo, Mary Ann"
    if not first_name.isalpha():
        raise ValueError("letters only")
    found = re.search(r"^(\w+)-", last_name)


class Customer(BaseModel):
    email: str = Field(max_length=60)  # signal: validation-changed field="email" rule="at most 60 characters"
    city: constr(pattern=r"^[A-Za-z ]+$")  # signal: validation-changed field="city" kind="city"
    postcode: str = Field(pattern=r"^\d{5}$")  # signal: validation-changed field="postcode" kind="postcode"
    password: str = Field(min_length=8)


class User(models.Model):
    email = models.CharField(max_length=60)


class ContactForm(forms.Form):
    name = forms.CharField(max_length=20)  # signal: validation-changed field="name" kind="name"
    phone = forms.CharField(validators=[RegexValidator(r"^[0-9 +()-]+$")])
    company = forms.RegexField(regex=r"^[\w ]+$")  # signal: validation-changed field="company"
