"""Where the indicators stand."""

from django.urls import path

from xuezheng.web.desk.indicators import views, views_of_rows

urlpatterns = [
    path("", views.catalogue, name="indicators"),
    path("compute/", views.compute, name="indicators-compute"),
    path("map/", views.outlines, name="indicators-map"),
    path("<str:code>/", views.indicator, name="indicators-one"),
    path("<str:code>/schools/", views_of_rows.schools, name="indicators-schools"),
    path("<str:code>/rows/", views_of_rows.rows, name="indicators-rows"),
]
