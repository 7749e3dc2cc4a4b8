# file: accounts/views.py
from waffle import flag_is_active


def reset(request):
    # signal: flag-added key="reset-v2" flag="reset-v2"
    if flag_is_active(request, "reset-v2"):
        return True
    # if flag_is_active(request, "in-a-comment"):
    return flag_is_active(request, "reset-v1")


def other(client, user):
    # signal: flag-added key="mask-addresses"
    return client.bool_variation("mask-addresses", user, False)
