"""The language switch."""

from django.urls import path

from xuezheng.web.shown.language import switch_language

urlpatterns = [path("", switch_language, name="language")]
