# file: shop/api.py
from fastapi import APIRouter

router = APIRouter(prefix="/orders")


@router.get("/{order_id}")
async def order(order_id: int): ...


# signal: route-removed key="DELETE /orders/{order_id}" method="DELETE" path="/orders/{order_id}" mutating="yes" handler="cancel"
@router.delete("/{order_id}")
async def cancel(order_id: int): ...
# file: shop/urls.py
from django.urls import include, path, re_path

urlpatterns = [
    path("about/", views.about),
]
