"""Where the places of the desk stand."""

from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("xuezheng.web.desk.today.urls")),
    path("cases/", include("xuezheng.web.desk.casework.urls")),
    path("work/", include("xuezheng.web.desk.works.urls")),
]
