# file: accounts/views.py
from django.urls import path
from graphene import Mutation


def change_email(request):
    user = request.user
    user.email = request.POST["email"]
    return user


class AccountDelete(BaseMutation):
    class Meta:
        description = "Delete the account."


urlpatterns = [path("email/change/", change_email)]
