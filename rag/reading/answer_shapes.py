"""What answers look like in folded Chinese text: figures with units, dates, names of people, places and bodies."""

from __future__ import annotations

from rag.chinese import HAN


def any_of(*words: str) -> str:
    """Return a pattern that matches any of the words, given in one or more texts with spaces between; first wins."""
    return "(?:" + "|".join(" ".join(words).split()) + ")"


NUMBER = r"(?:\d[\d,]*+(?:\.\d+)?+|[一二两三四五六七八九十百千零〇半]++)[多余几]?[十百千万亿]*[多余]?"
PERCENT = any_of(
    r"\d[\d.]*% 百分之[零一二三四五六七八九十百点\d]+ [一二三四五六七八九十\d]+分之[一二三四五六七八九十\d]+",
    r"\d[\d.]*个百分点 \d[\d.]*倍 [一二两三四五六七八九\d]成 [一二两三四五六七八九十]+倍 翻[一两三]?番 一半 过半",
)
_REIGN = r"[\u4e00-\u9fff]{2}[元一二三四五六七八九十]+年"  # 建文二年
DATE = any_of(
    r"\d{2,4}年(?:\d{1,2}月)?(?:\d{1,2}日)? \d{1,2}月(?:\d{1,2}日|[上中下]旬|[初底末])? \d{1,2}日 [今去前明当同]年",
    r"[一二三四五六七八九〇零]{4}年 \d+世纪 公元前?\d+ 星期[一二三四五六日天] 周[一二三四五六日] [春夏秋冬]季",
    r"[一二三四五六七八九十]+月 \d+周?岁 [\u4e00-\u9fff]{1,2}[朝代] [初末]年",
    "清晨 凌晨 上午 中午 下午 傍晚 晚上 夜间 黄昏 春节 元旦 国庆 中秋 年代 时期 期间",
    _REIGN,
)
CLOCK = any_of(r"\d{1,2}[时点](?:\d{1,2}分)? \d{1,2}:\d{2} [一二三四五六七八九十]+[时点]")
YEAR = any_of(r"\d{2,4}年 [今去前明当同]年 [一二三四五六七八九〇零]{4}年 公元前?\d+ 十?年代", _REIGN)
LENGTH = any_of("公里 千米 公尺 公分 米 厘米 毫米 英里 海里 里 英尺 尺 km cm mm m")
WEIGHT = any_of("公斤 千克 吨 克 斤 磅")
DURATION = any_of("个?世纪 周年 年 个多?月 个?星期 周 天 日 个?多?小时 分钟? 秒")
MONEY = any_of("美元 欧元 日元 英镑 港元 卢布 韩元 元 块 人民币")
PEOPLE = any_of("人次 人 名 位 口 员")
AREA = any_of("平方公里 平方千米 平方米 公顷 亩 平方英里")
MEASURE = any_of(
    "平方公里 平方米 公里 千米 海里 厘米 毫米 米 公顷 亩 吨 公斤 千克 克 人次 户次 架次 周年 世纪 小时 分钟 百分点",
    "个月 个 家 项 座 辆 艘 架 台 套 条 次 场 届 名 位 人 口 岁 件 颗 枚 部 本 篇 册 集 首 幅 张 份 种 类 级 层 楼 间",
    "所 处 只 头 匹 株 棵 粒 块 元 点 步 站 国 省 市 县 区 镇 村 户 天 年 日 月 周 秒 倍 度 分 轮 局 球 枪 声 响 发 支",
    "队 组 批 期 章 节 课 门 道 根 片 滴 升 瓦 伏 字 票 席 成 番 号 路 线 桥 校 院 馆 店 厂 车 船 机 美元 欧元 日元",
)
# Measures that stand for one another: 多少人 may be answered with 170名.
ALIKE = {
    **dict.fromkeys("人名位", PEOPLE),
    "成": PERCENT,
    "天": any_of("天 日"),
    "年": any_of("周年 年"),
    "个月": "个多?月",
    **dict.fromkeys("个种类", MEASURE),
}

TITLE = any_of(
    "主席 总统 总理 部长 书记 市长 省长 局长 院长 校长 主任 首相 外长 发言人 教授 队长 教练 球员 导演 作者 演员",
    "歌手 皇帝 国王 将军 委员 航天员 记者 专家 学者 工程师 司令 大使 医生 律师",
)
BODY = any_of(
    "公司 企业 集团 部门 机构 组织 单位 大学 学校 高校 学院 中学 银行 球队 俱乐部 乐队 使馆 媒体 电视台 报纸",
    "研究所 党派 政党 军队 协会 医院 法院 委员会 联盟 团队",
)
LAND = any_of("国家 城市 地区 地方 省份 省 市 县 区 州 村 镇 岛 舱 大洲 洲 国 车站 机场 港口 港 站 场馆 体育馆")
BOOK = any_of("书 作品 小说 文件 报告 电影 影片 歌曲 歌 专辑 著作 论文 刊物 文章 电视剧 法律 协定 条约 书籍 杂志 报纸")
_SURNAME = (
    "[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余"
    "潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文习岸]"
)

PERSON_NAME = "|".join(
    (
        rf"[{HAN}a-z]+·[{HAN}a-z]+",  # 威廉·琼斯
        rf"(?:{TITLE}|[长员者家人、为由])(?:{_SURNAME}[{HAN}]{{1,2}}|[{HAN}]{{2,3}}(?=[、,。)(说]))",
        rf"[{HAN}]{{2}}(?:部长|主席|总统|总理)",
        rf"(?<![{HAN}]){_SURNAME}[{HAN}]{{1,2}}(?![{HAN}])",
    )
)
PLACE_NAME = rf"[{HAN}]{{1,6}}{LAND}"
BODY_NAME = rf"[{HAN}a-z0-9·]{{1,12}}(?:{BODY}|[部局委办署厅院会台社报所党队])"
WORK_NAME = r"《[^》]+》|[“「\"][^”」\"]+[”」\"]"
REASON = r"因|由于|为了|所以|以致|导致|缘于|旨在|造成|使得|受.{1,12}影响"
SAID = r"说|表示|称|认为|指出|强调|“"
DEFINED = r"是|指|即|称为|简称|意为"
ENUMERATED = r"、|和|及|与|以及"
