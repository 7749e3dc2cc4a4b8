# file: shop/api.py
from fastapi import APIRouter

router = APIRouter(prefix="/orders")


@router.get("/{id}")  # another name for the parameter
async def order(id: int): ...


# signal: route-added key="POST /orders" method="POST" path="/orders" mutating="yes" handler="create"
@router.post("")
async def create(): ...


@client.get("/orders")
def ask(): ...


@mock.patch("/orders")
def mocked(): ...
# file: shop/urls.py
from django.urls import include, path, re_path
from rest_framework import routers

router = routers.DefaultRouter()
router.register(r"customers", views.Customers)  # signal: route-added key="ANY /customers" handler="views.Customers"

urlpatterns = [
    path(
        "about/",
        views.about,
    ),
    path("orders/<int:pk>/", views.Order.as_view()),  # signal: route-added key="ANY /orders/{pk}" handler="views.Order"
    re_path(r"^archive/(?P<year>[0-9]{4})/$", login_required(views.archive)),  # signal: route-added key="ANY /archive/{year}"
    path("api/", include("api.urls")),  # signal: route-added key="ANY /api/*"
]
# file: shop/views.py
class Customers(ModelViewSet):
    # signal: route-added key="POST /Customers/merge" handler="Customers.merge_all"
    @action(detail=True, methods=["post"], url_path="merge")
    def merge_all(self, request): ...
# file: shop/server.py
from aiohttp import web

app.router.add_post("/hook", handle)  # signal: route-added key="POST /hook" handler="handle"
app.add_routes([web.get("/health", health)])  # signal: route-added key="GET /health"
app.add_url_rule("/legacy", view_func=legacy, methods=["PUT"])  # signal: route-added key="PUT /legacy"
pathlib.Path("/etc").joinpath("x")
