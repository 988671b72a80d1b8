"""Where the public pages stand."""

from django.urls import path

from xuezheng.web.portal.views import home

app_name = "portal"
urlpatterns = [path("", home, name="home")]
