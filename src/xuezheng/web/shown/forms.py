"""Forms: what an action found wrong is put where the person sees it."""

from django import forms

from xuezheng.errors import XuezhengError


def put_on(form: forms.Form, error: XuezhengError) -> None:
    """Show an action's faults on the form, one line a fault, what was typed kept."""
    for fault in error.faults:
        form.add_error(None, f"{fault.what} {fault.remedy}".strip())
    if not error.faults:
        form.add_error(None, error.sentence)
