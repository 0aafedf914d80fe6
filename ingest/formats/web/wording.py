"""The words by which web pages give away what a piece is: names of elements, and phrases that no article holds.

The phrases are looked for in plain text, in Simplified characters.
"""

from __future__ import annotations

import re

from ingest.formats.web.kinds import Kind

# Words of class and id names, by what they are names of. A word of an element that holds most of the page's text tells
# nothing.
NAMES_OF = {
    Kind.NAVIGATION: "nav menu crumb crumbs breadcrumb breadcrumbs position location pager pages pagination next prev "
    "more links link topbar top daohang search tag tags keyword keywords biaoqian",
    Kind.RELATED: "related relate relative recommend recommends rec rank ranking hot side sidebar aside widget "
    "xiangguan tuijian remen paihang",
    Kind.ADVERT: "ad ads adv advert adcontent banner guanggao",
    Kind.COMMENT: "comment comments reply replies pinglun avatar favatar authi pstatus score vote feedback complain",
    Kind.SHARING: "share bdshare fenxiang qrcode qr ewm toolbar tools tool toolbox op subscribe download app",
    Kind.SITE: "foot footer copyright statement disclaimer declare editor edit login popup dialog modal bottom",
}
FURNITURE_NAMES = {name: kind for kind, names in NAMES_OF.items() for name in names.split()}
TEXT_NAMES = frozenset(
    "content contents article text txt body detail details con cont zoom ozoom trs post story entry artibody rich main "
    "maincontent articlebody newstext neirong zw zhengwen".split()
)
CAPTION_NAMES = frozenset(
    "caption figcaption desc descr note pictext pic imgdesc picnote tuzhu zhushi pictitle photo picture image".split()
)
TITLE_NAMES = frozenset("title tit headline bt biaoti subject h".split())
UNDER_TITLE_NAMES = frozenset("sub pre kicker intro lead yinti futi summary abstract deck".split())
ITEM_NAMES = frozenset("item article post news story entry art card".split())

# Phrases that only a site says, however the line goes on.
_SITE = (
    r"版权所有|版权声明|著作权|未经(?:书面)?授权|本网站所刊载|特别声明|免责声明|凡本网|责任编辑|责编\s*[:：|｜]|"
    r"(?:编辑|图片编辑|校对|审核|监制|美编|统筹|排版|值班编辑)\s*[:：|｜]|用微信扫|微信扫|扫一扫|长按.{0,6}二维码|"
    r"标签\s*[:：]|关键[字词]\s*[:：]|附件\s*[:：]|主办(?:单位)?\s*[:：]|承办(?:单位)?\s*[:：]|技术支持\s*[:：]|网站标识|"
    r"地址\s*[:：].{0,40}(?:邮编|电话)|违法和不良|互联网新闻信息|原标题\s*[:：]|摘要\s*[:：]|核心提示|内容提要|"
    r"导读\s*[:：]|[（(]本文共|本帖最后|阅读下一篇|来源链接|原文链接|为了更好的体验|请安装播放器"
)
# Words that buttons and labels of a site begin with, and sentences of the news as well: those end like sentences.
_LABEL = (
    r"分享|扫码|点击|关注|知道了|继续滑动|原创|往期|更多|欢迎关注|觉得好看|打印|关闭窗口|【?纠错|(?:阅读)?[上下]一[篇页版条]|没有了|"
    r"阅读[全原]文|展开全文|查看全文|加载更多|返回|(?:相关|推荐|延伸|精彩|热门|猜你)\s*(?:阅读|新闻|推荐|文章|链接|"
    r"报道|喜欢|专题)|热点|热门|排行|大家都在看|24小时|字号|字体|当前位置|您?(?:现在|当前)的?位置|您现在的位置|您所在|"
    r"登录|注册|首页|下载|请安装|请打开|收藏|举报|我要|赞 ?\d*$|浏览次数|点击数|阅读[量数]|"
    r"查看[:：]|回复[:：]|附件|广告$|赞助|推广|评论|网友评论|跟贴|放大|缩小|默认|请继续往下|保存网页|.{0,6}[报爆]料\s*[:：]|"
    r"网上传播|手机看|用手机"
)
SITE_PHRASE = re.compile(rf"^[\s\W]{{0,4}}(?:{_SITE})", re.IGNORECASE)
LABEL_PHRASE = re.compile(rf"^[\s\W]{{0,4}}(?:{_LABEL})", re.IGNORECASE)
SITE_PHRASE_INSIDE = re.compile(
    r"版权所有|未经授权|不得转载|ICP备|经营许可证|信息服务许可证|Copyright|All rights reserved|Powered by|"
    r"网站标识码|扫一扫|责任编辑[:：]|公众号。?$|建立镜像|在看[”’」]?$|下载APP|仅提供信息存储|"
    r"information storage|WordPress",
    re.IGNORECASE,
)
THE_END = re.compile(r"[\s\W]*(?:END|完|全文完)[\s\W]*", re.IGNORECASE)
CUES = re.compile(
    r"^[\s\W]{0,4}(?:(?:相关|推荐|延伸|精彩|热门|热点|猜你|更多|往期|最新|近期|大家都在|网友|最热|深度)\s*"
    r"(?:阅读|新闻|推荐|文章|链接|报道|喜欢|专题|看|评论|排行|回顾|内容|观察|精彩)|评论|留言|热点排行|热门|"
    r"节目预告|Most (?:Viewed|Popular|Read)|Related|Comments?\b|Recommended)",
    re.IGNORECASE,
)
ABOUT_COMMENTS = re.compile(r"评论|留言|网友|跟[贴帖]|Comments?\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[。！？…；.!?][”’」』）)\"]*(?:[(（]完[)）])?$")
COMMA = re.compile(r"[，、；：,;]")
CAPTION = re.compile(
    r"^[▲△▼↑↓←→◆]|^(?:图为|上图|下图|资料图|题图)|(?:摄|供图|提供|资料图片?|图片来源.{0,12})[）)]?$|\[Photo"
)
