# file: accounts/forms.py
# TODO: one that was there before
EMAIL = 1
