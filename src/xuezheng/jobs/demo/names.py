"""Names of people: surnames as often as they are met, given names by sex, some rare characters."""

import numpy as np

from xuezheng.jobs.demo.shapes import objects

#: Surname and how many of ten thousand people bear it (rounded shares of the common surnames).
_SURNAMES = (
    "王 725 李 719 张 683 刘 538 陈 453 杨 308 黄 226 赵 205 吴 205 周 190 徐 152 孙 150 马 134 朱 129 胡 127 "
    "郭 123 何 120 林 119 高 118 罗 116 郑 93 梁 91 谢 79 宋 76 唐 74 许 73 韩 68 邓 66 冯 65 曹 63 彭 60 "
    "曾 59 肖 58 田 55 董 53 潘 51 袁 50 蔡 47 蒋 47 余 47 于 46 杜 46 叶 44 程 43 魏 42 苏 41 吕 40 丁 40 "
    "任 39 卢 39 姚 39 沈 38 钟 38 姜 36 崔 36 谭 36 陆 35 范 33 汪 33 廖 32 石 31 金 31 韦 30 贾 30 夏 29 "
    "付 29 方 28 邹 28 熊 28 白 28 孟 27 秦 27 邱 27 侯 26 江 26 尹 25 薛 25 闫 24 段 24 雷 24 龙 23 黎 22 "
    "史 22 陶 21 贺 21 毛 21 郝 20 顾 20 龚 20 邵 19 万 19 覃 18 武 18 钱 18 戴 17 严 17 莫 16 孔 16 向 15 "
    "常 15 汤 14 温 13 康 13 施 12 文 12 牛 11 樊 11 葛 10 邢 10 安 9 齐 9 易 9 乔 9 伍 8 庞 8 颜 8 倪 7 "
    "庄 7 聂 7 章 7 鲁 7 岳 6 翟 6 殷 6 詹 6 申 6 欧 5 耿 5 关 5 兰 5 焦 5 俞 4 左 4 柳 4 甘 4 祝 4 包 4 "
    "欧阳 4 上官 1 司马 1 诸葛 1 皇甫 1 夏侯 1 宇文 1 仉 1 乜 1 禤 1 逄 1 昝 1"
)
#: Given names by sex: first of two characters, second of two, standing alone.
_BOYS = (
    "子浩宇梓俊博泽天晨睿嘉一思志家鹏宏建国立海振永少书景承明文",
    "轩涵杰文明佑阳哲豪诚鸣远强伟飞达军新峰华康栋恒行乾宇然辰熙",
    "浩轩杰伟强鹏磊军勇涛斌超辉刚健波宇泽睿恒",
)
_GIRLS = (
    "欣梓诗雨佳可思雅静梦语若芷晓丽慧敏清知念初亦雪春秀玉",
    "怡涵琪馨婷雯瑶桐曦晴兰英娟燕梅花红霞茹心婉夏安宁菲彤萱颖",
    "婷静丽娜敏艳娟霞芳红燕雪琳玲悦萱",
)
#: Characters that old systems could not type; some lie outside the basic plane.
_RARE = "䶮㛃翀犇喆昶彧祎珺焜鑫淼垚㻬旸瑀玥堃芃畇暐浥湉鋆頔赟甯𣲗𬭚𫖯"


def _surnames() -> tuple[np.ndarray, np.ndarray]:
    words = _SURNAMES.split()
    return objects(words[::2]), np.array(words[1::2], dtype=float)


def full_names(chance: np.random.Generator, is_male: np.ndarray) -> np.ndarray:
    """One name for each person, as text.

    Two given characters for five in six, one for the others; one in three hundred has a rare one.
    """
    n = len(is_male)
    boys, girls = _given_names(chance, _BOYS, n), _given_names(chance, _GIRLS, n)
    given = np.where(is_male, boys, girls)
    rare = objects(_RARE)
    odd = np.flatnonzero(chance.random(n) < 1 / 300)
    given[odd] = rare[chance.integers(0, len(rare), len(odd))]
    surnames, shares = _surnames()
    family = np.searchsorted(np.cumsum(shares) / shares.sum(), chance.random(n), side="right")
    return surnames[family] + given


def _given_names(chance: np.random.Generator, pool: tuple[str, str, str], n: int) -> np.ndarray:
    first, second, alone = (objects(characters) for characters in pool)
    two = first[chance.integers(0, len(first), n)] + second[chance.integers(0, len(second), n)]
    return np.where(chance.random(n) < 1 / 6, alone[chance.integers(0, len(alone), n)], two)
