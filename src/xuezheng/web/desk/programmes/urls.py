"""Where programmes and targets stand."""

from django.urls import path

from xuezheng.web.desk.programmes import changing, views

urlpatterns = [
    path("", views.targets, name="programmes"),
    path("projects/", views.projects, name="programmes-projects"),
    path("funds/", views.funds, name="programmes-funds"),
    path("due/", views.due, name="programmes-due"),
    path("targets/new/", changing.new_target, name="programmes-new-target"),
    path("<slug:kind>/<str:key>/", changing.one, name="programmes-one"),
    path("<slug:kind>/<str:key>/correct/", changing.correction, name="programmes-correct"),
    path("<slug:kind>/<str:key>/do/<slug:deed>/", changing.step, name="programmes-step"),
]
