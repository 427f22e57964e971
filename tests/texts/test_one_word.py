"""One thing has one word: what a mall calls it, wherever it is told."""

from __future__ import annotations

import pytest

from dutytui.texts import build_catalogues, catalogue
from dutytui.texts.catalogue import _

OTHERS = {
    "zh_Hans": {
        "回车": "Enter",
        "硬盘": "磁盘",
        "还原": "恢复",
        "设定": "设置",
        "凭据": "凭证",
        "否决": "驳回",
        "批准加入": "登记",
        "准入": "登记",
        "晚离": "留守",
        "当值": "当班",
        "巡查": "巡场",
        "过期": "超时",
        "PIN": "密码",
    },
    "zh_Hant": {
        "硬碟": "磁碟",
        "設置": "設定",
        "憑據": "憑證",
        "否決": "駁回",
        "批准加入": "登記",
        "准入": "登記",
        "晚離": "留守",
        "當值": "當班",
        "巡查": "巡場",
        "過期": "逾時",
        "超時": "逾時",
        "打開": "開啟",
        "歸檔": "封存檔",
        "PIN": "密碼",
    },
}
"""What might be said for it, too, and what is said."""


@pytest.mark.parametrize("language", OTHERS)
def test_no_second_word_for_one_thing(language: str) -> None:
    for message in build_catalogues.read(language):
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        for word, right in OTHERS[language].items():
            assert all(word not in text for text in said), f"{message.id}: {word} is {right} everywhere else"


@pytest.mark.parametrize(("language", "word"), [("zh-Hans", "同意"), ("zh-Hant", "同意")])
def test_who_signs_is_told_what_they_did_in_the_word_of_its_key(language: str, word: str) -> None:
    """That of one signature. The request itself has passed (通过) once all have signed."""
    catalogue.use(language)
    try:
        assert _("Approve") == _("agreed") == word
        assert word in _("Approve all that are marked, with one opinion")
    finally:
        catalogue.use("en")
