"""What belongs to the page and to no article: folios, the day's date, editors, telephone lines, section labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.names import person_list
from ingest.spelled_days import in_figures
from ingest.variants import plain

SECTIONS = frozenset(
    "国内国际 国内 国际 要闻 今日要闻 时政 时政要闻 综合 综合新闻 经济 财经 财经新闻 产经 "
    "社会 社会新闻 文化 文娱 文体 文教 体育 娱乐 科技 教育 卫生 健康 健康周刊 军事 国防 "
    "法治 法制 民生 民生新闻 生活 服务 广告 公益广告 副刊 文艺 理论 评论 观点 时评 言论 "
    "声音 视点 视觉 影像 图片 图片新闻 专题 专版 特刊 专刊 特别报道 深度 深度报道 调查 "
    "人物 读书 书评 旅游 美食 汽车 房产 楼市 证券 金融 消费 互联网 数码 环球 世界 天下 "
    "中国 中国新闻 国际新闻 国内新闻 本地 本地新闻 本市新闻 都市 都市新闻 城事 城市 区域 "
    "区域新闻 地方 地方新闻 各地 三农 农业 乡村 乡村振兴 生态 环境 能源 交通 港澳台 台港澳 "
    "港澳 台湾 华人 侨乡 党建 党建新闻 政法 统战 人大 政协 两会 时讯 快讯 简讯 短讯 速览 "
    "导读 导航 头版 封面 百姓 热线 互动 读者来信 来信 天气 气象 讣告 公告 启事 分类广告 "
    "招聘 招生 收藏 周末 周刊 特稿 纪实 荐读 一线 现场 新闻 关注 聚焦 热点 焦点 焦点新闻 "
    "新闻纵深 纵深 连载 星期刊 大地 广角 博览 书画 摄影 艺术 戏剧 影视 演艺 少年 青年 "
    "老年 女性 家庭 校园 职场 企业 产业 市场 商业 投资 理财 保险 银行 医药 医疗 "
    "港闻 两岸 两岸新闻 大湾区 社论 论坛 民意 民意论坛 时事 政治 财经要闻 产业财经 股市 地产 马经 运动 影剧 影视娱乐 "
    "头条 全球 即时新闻 地方综合 生活新闻 文教 国际财经".split()
)

_DAY_LINE = re.compile(
    r"\W*(?:[\u4e00-\u9fff]{2,8}\s+)?(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日?"
    r"(?:\W{0,3}(?:星期|周)[一二三四五六日天])?(?:[^\w。！？][^。！？]{0,40})?"
)
_ISO_DAY = re.compile(
    r"\W*(?:18|19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s*(?:第?\s*[A-Z]?\d{1,3}\s*版|星期.|周.)|[^\w。！？])?[^。！？]{0,30}"
)
_EDITION = re.compile(r"[\u4e00-\u9fff]{1,4}(?:特刊|周刊|副刊|专刊|专版|专栏|画刊|月刊)")
_WEEKDAY = re.compile(
    r"[^。！？]{0,24}\d{1,2}\s*月\s*\d{1,2}\s*日\W{0,3}(?:星期|周)[一二三四五六日天](?:[^\w。！？][^。！？]{0,40})?"
)
_FOLIO = re.compile(r"\W*第?\s*(?P<page>[A-Za-z]?\d{1,3})\s*版?\W*")
_HAN_FOLIO = re.compile(r"\W*第\s*(?P<page>[一二三四五六七八九十]{1,3})\s*版\W*")
_PAGE_BESIDE_DAY = re.compile(
    r"第\s*(?P<page>[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s*版|(?<![A-Za-z\d-])(?P<lettered>[A-Z]\d{1,2})(?![A-Za-z\d-])"
)
_FOLIO_LABEL = re.compile(
    r"\W*(?:第\s*)?(?P<page>[A-Za-z]?\d{1,3})\s*版?[\s·:：|｜/／-]*(?P<label>[\u4e00-\u9fff]{2,6})\W*"
)
_LABEL_FOLIO = re.compile(
    r"\W*(?P<label>[\u4e00-\u9fff]{2,6})[\s·:：|｜/／-]*(?:第\s*)?(?P<page>[A-Za-z]?\d{1,3})\s*版?\W*"
)
_STAFF = re.compile(
    r"\W*(?:本版|本期|今日|值班|执行|责任|版面|图片|新闻|一版|要闻|见习|首席)*"
    r"(?:责任编辑|责编|编辑|核稿|主编|总编辑|总编|副总编|编委|主任|美编|美术编辑|版式设计|版式|制版|排版|组版|设计|校对|"
    r"检校|审校|终审|审读|视觉|统筹|策划)\s*(?P<mark>[:：/／ ])\s*(?P<staff>\S.{0,60})"
)
_IMPRINT = re.compile(
    r"\W*(?:[\u4e00-\u9fff]{0,8}(?:电话|热线|专线|传真|邮编|邮政编码|邮箱|电子邮箱|电子信箱|网址|社址|地址|印刷|承印|邮发代号|零售|零售价|定价|每份|年价|月价|"
    r"督印人|承印人|出版人|发行人|广告许可证|广告经营许可证|国内统一连续出版物号|国内统一刊号|统一刊号|微信|微博|公众号|客户端|发行|订阅|投稿|报料|爆料)"
    r"\s*[:：（(].{0,80}|(?:E-?mail|Tel|http|www\.|CN\s?\d).{0,80}|今日\s*\d{1,3}\s*版.{0,40}|总第\s*\d+\s*期.{0,40}|第\s*\d{3,6}\s*[期号].{0,40})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[。！？；]|，.*，")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff· ]{2,8}")


class FurnitureKind(StrEnum):
    """Which piece of furniture a line is."""

    DAY = "day"
    FOLIO = "folio"
    STAFF = "staff"
    IMPRINT = "imprint"
    LABEL = "label"
    RUNNING = "running head"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of furniture; `sure` when its form leaves no other reading, `page` when it names one."""

    kind: FurnitureKind
    sure: bool
    page: str = ""


def read_furniture(line: str, *, indented: bool) -> Furniture | None:
    """Return what furniture a cleaned line is, or None; `indented`: the raw line began with a space."""
    line = in_figures(plain(line))
    if len(line) > 90 or _SENTENCE.search(line):
        return None
    if _DAY_LINE.fullmatch(line):
        return Furniture(FurnitureKind.DAY, sure="星期" in line, page=_page_beside_day(line))
    if _WEEKDAY.fullmatch(line) or _ISO_DAY.fullmatch(line):
        return Furniture(FurnitureKind.DAY, sure=True, page=_page_beside_day(line))
    folio = _read_folio(line)
    if folio is not None:
        return folio
    staff = _STAFF.fullmatch(line)
    if staff and (staff["mark"] != " " or person_list(staff["staff"], sure=True)):
        return Furniture(FurnitureKind.STAFF, sure=True)
    if _IMPRINT.fullmatch(line):
        return Furniture(FurnitureKind.IMPRINT, sure=True)
    if line.replace(" ", "") in SECTIONS:
        return Furniture(FurnitureKind.LABEL, sure=indented)
    if _EDITION.fullmatch(line):
        return Furniture(FurnitureKind.LABEL, sure=False)
    if indented and len(line) <= 6 and _HAN_ONLY.fullmatch(line) and not line.endswith(("摄", "图", "绘")):
        return Furniture(FurnitureKind.LABEL, sure=False)
    return None


def _page_beside_day(line: str) -> str:
    match = _PAGE_BESIDE_DAY.search(line)
    return page_name(match["page"] or match["lettered"]) if match else ""


def _read_folio(line: str) -> Furniture | None:
    match = _FOLIO.fullmatch(line) or _HAN_FOLIO.fullmatch(line)
    if match is not None:
        sure = "版" in line or len(match["page"]) < 3 or not match["page"].isdigit()
        return Furniture(FurnitureKind.FOLIO, sure=sure, page=page_name(match["page"]) if sure else "")
    for pattern in (_FOLIO_LABEL, _LABEL_FOLIO):
        match = pattern.fullmatch(line)
        if match is not None and match["label"] in SECTIONS:
            return Furniture(FurnitureKind.FOLIO, sure=True, page=page_name(match["page"]))
    return None


_HAN_DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")}


def page_name(printed: str) -> str:
    """03 → 3, a03 → A03, 十二 → 12: one name for a page however it is printed."""
    if printed.isdigit():
        return str(int(printed))
    if printed[0] in "一二三四五六七八九十":
        tens, found, ones = printed.partition("十")
        if not found:
            return str(_HAN_DIGITS[printed[-1]])
        return str((_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0))
    return printed.upper()
