"""The list of reports under work, and the pages of one."""

from django.urls import path

from xuezheng.web.desk.speech import views, views_claims, views_deciding, views_output, views_text

urlpatterns = [
    path("", views.drafts, name="speech"),
    path("take/", views.take, name="speech-take"),
    path("sample/", views.take_sample, name="speech-sample"),
    path("<uuid:code>/", views_text.text, name="speech-text"),
    path("<uuid:code>/find/<slug:slot>/", views_text.find, name="speech-find"),
    path("<uuid:code>/rows/<slug:slot>/", views_text.rows, name="speech-rows"),
    path("<uuid:code>/decide/<slug:slot>/", views_deciding.decide, name="speech-decide"),
    path("<uuid:code>/confirm-sure/", views_deciding.confirm_sure, name="speech-confirm-sure"),
    path("<uuid:code>/undo/", views_deciding.undo, name="speech-undo"),
    path("<uuid:code>/claims/", views_claims.claims, name="speech-claims"),
    path("<uuid:code>/claims/<slug:claim>/", views_claims.counterexamples, name="speech-claim"),
    path("<uuid:code>/years/", views_claims.years, name="speech-years"),
    path("<uuid:code>/tasks/", views_claims.tasks, name="speech-tasks"),
    path("<uuid:code>/output/", views_output.output, name="speech-output"),
    path("<uuid:code>/renew/", views_output.renew, name="speech-renew"),
    path("<uuid:code>/write/", views_output.write, name="speech-write"),
    path("<uuid:code>/edition/<int:number>/<slug:what>/", views_output.file, name="speech-file"),
    path("<uuid:code>/edited/", views_output.take_edited, name="speech-take-edited"),
    path("<uuid:code>/edited/<int:number>/", views_output.edited, name="speech-edited"),
    path("<uuid:code>/release/", views_output.release, name="speech-release"),
    path("<uuid:code>/released/", views_output.released, name="speech-released"),
    path("<uuid:code>/released/<slug:what>/", views_output.released_file, name="speech-released-file"),
]
