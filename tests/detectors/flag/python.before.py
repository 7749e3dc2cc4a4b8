# file: accounts/views.py
from waffle import flag_is_active


def reset(request):
    return flag_is_active(request, "reset-v1")
