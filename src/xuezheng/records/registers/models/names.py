"""How names are spelled, so that a person is found by pinyin; and the filters people keep."""

from django.db import models

from xuezheng.records.accounts.models import User


class Spelling(models.Model):
    """A name that some pupil, teacher or school bears, by its sound (张伟 → zhangwei, zw).

    Triggers of the database note each name as it is written, whoever writes it, with an empty sound;
    `spell_new_names` fills it in before the next search.
    """

    name = models.CharField("姓名", max_length=100, primary_key=True)
    sound = models.CharField("拼音", max_length=300, blank=True, db_index=True)
    initials = models.CharField("拼音首字母", max_length=100, blank=True, db_index=True)

    class Frozen:
        table = None
        reason = "personal: names, and what follows from them"

    class Meta:
        verbose_name = verbose_name_plural = "姓名拼音"


class SavedFilter(models.Model):
    """A list as a person wants to find it again: which register, and what is asked of it."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="用户")
    register = models.CharField("名册", max_length=40)
    name = models.CharField("名称", max_length=40)
    asked = models.CharField("条件", max_length=1000)

    class Frozen:
        table = None
        reason = "personal: how somebody works"

    class Meta:
        verbose_name = verbose_name_plural = "保存的筛选"
        constraints = [
            models.UniqueConstraint(fields=["user", "register", "name"], name="saved_filter_once"),
        ]
