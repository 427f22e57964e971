"""Telling people who are not at a desk: DingTalk, WeCom, Feishu, mail."""
