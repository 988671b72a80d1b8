"""The first page of the desk."""

from django.urls import path

from xuezheng.web.desk.today.views import today

urlpatterns = [path("", today, name="today")]
