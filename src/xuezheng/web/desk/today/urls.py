"""The first page of the desk, and the lists its numbers lead to."""

from django.urls import path

from xuezheng.web.desk.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("doubts/", views.doubts, name="today-doubts"),
    path("lists/<slug:name>/", views.worklist, name="today-list"),
]
