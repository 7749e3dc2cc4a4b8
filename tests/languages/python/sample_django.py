# path: accounts/views.py
"""Django and Django REST framework."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, NotFound
from rest_framework.response import Response


class LinkExpired(APIException):
    status_code = status.HTTP_410_GONE
    # error: LinkExpired "The link has expired." status=410 audience=api code=link_expired
    default_detail = _("The link has expired.")
    default_code = "link_expired"


class IsOwner(BasePermission):
    message = "Only the owner may do that."  # error: IsOwner "Only the owner may do that." status=403 audience=api


class ResetForm(forms.Form):
    # error: - "Enter your e-mail address." audience=customer code=required
    email = forms.EmailField(error_messages={"required": _("Enter your e-mail address.")})
    error_messages = {
        # error: - "The two passwords do not match." audience=customer code=mismatch
        "mismatch": _("The two passwords do not match."),
        "invalid": "Enter a valid address.",  # error: - "Enter a valid address." audience=customer code=invalid
    }
    # error: - "Letters only." audience=customer
    name = forms.CharField(validators=[RegexValidator(r"^\w+$", message="Letters only.")])

    def clean(self):
        self.add_error("email", "This address is not known.")  # error: - "This address is not known." audience=customer
        # error: ValidationError "Wrong password" audience=customer code=wrong
        raise forms.ValidationError(_("Wrong password"), code="wrong")
        # error: ValidationError "The two passwords do not match." audience=customer code=mismatch
        raise forms.ValidationError(self.error_messages["mismatch"], code="mismatch")


class ResetSerializer(serializers.Serializer):
    default_error_messages = {"no_user": "No user {user_id}."}  # error: - "No user {{user_id}}." audience=api code=no_user

    def validate_email(self, value):
        # error: ValidationError "This address is blocked." status=400 audience=api
        raise serializers.ValidationError("This address is blocked.")
        # error: ValidationError "Not an address." status=400 audience=api
        # error: ValidationError "Too long." status=400 audience=api
        # error: ValidationError "Too short." status=400 audience=api
        raise serializers.ValidationError({"email": ["Not an address.", "Too long."], "name": "Too short."})


class ResetView(View):
    def post(self, request, user_id):
        raise Http404("No such user")  # error: Http404 "No such user" status=404 audience=customer
        raise PermissionDenied("Not yours")  # error: PermissionDenied "Not yours" status=403 audience=customer
        raise NotFound(f"No user {user_id}")  # error: NotFound "No user {user_id}" kinds=id status=404 audience=api
        raise NotFound(detail="No reset", code="no_reset")  # error: NotFound "No reset" status=404 audience=api code=no_reset
        # error: - "The mail could not be sent to {email}" kinds=email audience=customer
        messages.error(request, "The mail could not be sent to %s" % request.user.email)
        messages.add_message(request, messages.ERROR, _("Try again later"))  # error: - "Try again later" audience=customer
        messages.success(request, "not an error")
        # error: - "token expired" status=410 audience=api code=E17
        return JsonResponse({"error": "token expired", "code": "E17"}, status=410)
        # error: - "bad token" status=400 audience=api code=BAD
        return JsonResponse({"errors": [{"message": "bad token", "code": ErrorCode.BAD.value}]}, status=400)
        return JsonResponse({"ok": True})
        return HttpResponseBadRequest("No token")  # error: - "No token" status=400 audience=customer
        return HttpResponse("Gone", status=410)  # error: - "Gone" status=410 audience=customer
        return HttpResponse("Fine")
        # error: - "Already reset." status=409 audience=api
        return Response({"detail": "Already reset."}, status=status.HTTP_409_CONFLICT)
        return Response(serializer.errors, status=400)
        # error: - "The link is not valid." audience=customer
        return render(request, "reset.html", {"error": "The link is not valid."})
        return render(request, "reset.html", {"form": form})
