"""The list of long work, and the page of one piece."""

from django.urls import path

from xuezheng.web.desk.works import views

urlpatterns = [
    path("", views.works, name="works"),
    path("<uuid:code>/", views.work, name="work"),
]
