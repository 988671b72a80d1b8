"""Where everything stands: the portal at the root, the desk, signing in."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("xuezheng.web.desk.urls")),
    path("account/", include("xuezheng.web.shown.account_urls")),
    path("language/", include("xuezheng.web.shown.urls")),
    path("api/", include("xuezheng.web.api.urls")),
    path("", include("xuezheng.web.portal.urls")),
]
handler500 = "xuezheng.web.shown.middleware.broken"
