"""Sending in: choose and upload, look, take in; batches; taking out."""

from django.urls import path

from xuezheng.web.desk.intake import batches, views

urlpatterns = [
    path("", views.start, name="intake"),
    path("template/<str:register>/", views.template, name="intake-template"),
    path("upload/<uuid:code>/", views.upload, name="intake-upload"),
    path("upload/<uuid:code>/annotated/", views.annotated, name="intake-annotated"),
    path("export/", views.export, name="intake-export"),
    path("export/<uuid:code>/", views.exported, name="intake-exported"),
    path("export/<uuid:code>/file/", views.exported_file, name="intake-exported-file"),
    path("batches/", batches.batches, name="intake-batches"),
    path("batches/<int:number>/", batches.batch, name="intake-batch"),
    path("batches/<int:number>/file/", batches.kept, name="intake-kept"),
]
