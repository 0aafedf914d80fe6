"""Is this a person's name? Chinese surnames, foreign names with a dot, and runs of names with their roles.

All of it is asked of plain text, in Simplified characters, but for `people_named`.
"""

from __future__ import annotations

import re

from ingest.variants import as_printed, plain

# The hundred families and the surnames in use today, one character each.
_SINGLE = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗"
    "凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛"
    "禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌"
    "霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳"
    "汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印"
    "宿白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿边扈燕冀郏浦尚"
    "农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾暨居衡耿满弘匡文寇禄阙东欧殳沃利蔚夔隆师巩厍聂"
    "晁勾敖融冷訾辛阚那简饶曾沙鞠丰巢关蒯查荆红游竺权逯盖益桓公岳帅缑亢况郈晋楚闫法汝鄢涂"
    "钦牟佘佴墨哈谯笪佟言邸肖付代邝覃蹇苑冼揭卿区粟谌仝苟辜刀丛战亓甯鹿隋仵兰雒旷麦"
)
# The hundred commonest of them, by which names that are printed together are told apart.
_COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_COMPOUND = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 "
    "公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 "
    "拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 南荣 第五 爱新 纳兰 叶赫 完颜 "
    "张简 范姜".split()
)
_FOREIGN = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,8}(?:[·•・][\u4e00-\u9fffA-Za-z.]{1,10}){1,4}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
# What no given name ends in or holds, though the first character may be a surname: 全国, 高温, 时间, 方面.
_NOT_GIVEN = re.compile(
    r"[的了是在与及或被把将这那哪些们吗呢吧啊您我你他她它]|[上下中][午旬]|时间|方面|同志|先生|女士|记者|照片|图片"
)
_ROLE = re.compile(
    r"(?:本报|本刊|本社|本网|本台|新华社|中新社|人民网|全媒体|融媒体|首席|高级|特约|特派|见习|实习|驻[\u4e00-\u9fff]{2,4}?)*"
    r"(?:记者|通讯员|评论员|观察员|特派员|特约撰稿人?|撰稿|编译|译者|实习生|摄影报道|摄影|文[/／]图|图[/／]文|报道员|报道|作者|采写|采访|"
    r"校对|美编|编辑|责编|版式|设计)"
    r"\s*[:：]?"
)
_LONGEST = 4  # characters of a name without a dot
_BETWEEN = re.compile(r"[\s、，,；;/／]+")


def is_person(word: str) -> bool:
    """Whether the word alone reads as a full name: a surname with one or two characters, or a dotted name."""
    if _FOREIGN.fullmatch(word):
        return True
    if not _HAN.fullmatch(word) or _NOT_GIVEN.search(word):
        return False
    if word[:2] in _COMPOUND and 3 <= len(word) <= 4:
        return True
    if word[0] not in _SINGLE:
        return False
    return len(word) in (2, 3)


def may_be_person(word: str) -> bool:
    """Whether the word can be a name where the page says that a name stands, as after 记者."""
    if is_person(word):
        return True
    return bool(_HAN.fullmatch(word)) and 2 <= len(word) <= 4 and not _NOT_GIVEN.search(word)


def person_list(text: str, *, sure: bool) -> tuple[str, ...]:
    """Return the names in a run of names with roles between them, or nothing when any of it is no name.

    `sure`: the page itself says that these are names, so names outside the list of surnames are taken too.
    """
    words = [word for word in _BETWEEN.split(_ROLE.sub(" ", text)) if word]
    words = close_spaced(words)
    if sure:
        words = [name for word in words for name in split_names(word)]
    test = may_be_person if sure else is_person
    if not words or not all(test(word) for word in words):
        return ()
    return tuple(words)


def people_named(text: str, *, sure: bool) -> tuple[str, ...]:
    """Return what `person_list` does, of a text in any script, with the names as they are printed."""
    among = plain(text)
    return tuple(as_printed(name, among, text) for name in person_list(among, sure=sure))


def split_names(word: str) -> tuple[str, ...]:
    """Return the names that are printed together in a word, 程一帆叶知非 → 程一帆, 叶知非; else the word itself.

    Of all ways to cut the word into names the best has common surnames and given names of two characters, which are
    more common than those of one. Four characters are two names only where both surnames are common.
    """
    if len(word) == _LONGEST and _HAN.fullmatch(word) and word[:2] not in _COMPOUND:
        halves = word[:2], word[2:]
        return halves if all(is_person(half) and half[0] in _COMMON for half in halves) else (word,)
    if len(word) <= _LONGEST or not _HAN.fullmatch(word):
        return (word,)
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ()), *[None] * len(word)]
    for end in range(2, len(word) + 1):
        ways = []
        for length in range(2, min(_LONGEST, end) + 1):
            before, name = best[end - length], word[end - length : end]
            if before is not None and is_person(name):
                ways.append((before[0] + name_cost(name), (*before[1], name)))
        best[end] = min(ways, default=None)
    found = best[-1]
    return found[1] if found else (word,)


def name_cost(name: str) -> int:
    """Return how unusual a name's form is: one character for the given name, or a rare surname."""
    if name[:2] in _COMPOUND and len(name) > 2:
        return 1 + (len(name) == 3)
    return 1 + 2 * (len(name) == 2) + 2 * (name[0] not in _COMMON)


def close_spaced(words: list[str]) -> list[str]:
    """Join names of two characters that were printed apart to the width of three: 王 强 → 王强."""
    closed: list[str] = []
    for word in words:
        if len(word) == 1 and closed and len(closed[-1]) == 1:
            closed[-1] += word
        else:
            closed.append(word)
    return closed
