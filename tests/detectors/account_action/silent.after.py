# file: accounts/mail/views.py
"""Views for what customers change. delete_account, reset_password."""
from graphene import Mutation
from accounts.service import lock_account, unlock_account

# def suspend_account(user): ...


def change_email(request):
    customer = request.user
    customer.email = request.POST["email"]
    lock_account(
        customer,
    )
    return customer
# file: accounts/mutations.py
class AccountDelete(BaseMutation):
    class Meta:
        description = "Delete the account."
# file: accounts/urls.py
from django.urls import path

urlpatterns = [
    path(
        "email/change/", change_email,
    ),
]
