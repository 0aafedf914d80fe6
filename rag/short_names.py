"""Short names of Chinese institutions and what they stand for, of our own compiling; either form finds the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rag.chinese import fold

_SHORT = 2  # characters of a name that may stand inside another word by chance

# Short name, then the name in full (several where usage differs).
_TABLE = """
发改委 国家发展和改革委员会 国家发展改革委
国家发改委 国家发展和改革委员会 国家发展改革委
工信部 工业和信息化部
人社部 人力资源和社会保障部
人社厅 人力资源和社会保障厅
人社局 人力资源和社会保障局
住建部 住房和城乡建设部
住建局 住房和城乡建设局
卫健委 卫生健康委员会 卫生健康委
国家卫健委 国家卫生健康委员会
央行 中国人民银行
银保监会 中国银行保险监督管理委员会
证监会 中国证券监督管理委员会
金监总局 国家金融监督管理总局
国资委 国有资产监督管理委员会
中纪委 中央纪律检查委员会 中国共产党中央纪律检查委员会
中央纪委 中央纪律检查委员会
国家监委 国家监察委员会
中组部 中央组织部
中宣部 中央宣传部
统战部 中央统一战线工作部
政法委 中央政法委员会
中央军委 中央军事委员会
全国人大 全国人民代表大会
人大常委会 人民代表大会常务委员会
全国政协 中国人民政治协商会议全国委员会
最高法 最高人民法院
最高检 最高人民检察院
文旅部 文化和旅游部
退役军人部 退役军人事务部
应急部 应急管理部
交通部 交通运输部
市场监管总局 国家市场监督管理总局
药监局 药品监督管理局
国家药监局 国家药品监督管理局
广电总局 国家广播电视总局
体育总局 国家体育总局
税务总局 国家税务总局
海关总署 中华人民共和国海关总署
国家医保局 国家医疗保障局
医保局 医疗保障局
国家外汇局 国家外汇管理局
外管局 国家外汇管理局
网信办 互联网信息办公室 网络安全和信息化委员会办公室
国家网信办 国家互联网信息办公室
国新办 国务院新闻办公室
港澳办 国务院港澳事务办公室
国台办 国务院台湾事务办公室
疾控中心 疾病预防控制中心
中疾控 中国疾病预防控制中心
国家疾控局 国家疾病预防控制局
地震台网 中国地震台网中心
民航局 中国民用航空局
国铁集团 中国国家铁路集团有限公司
中铁 中国中铁股份有限公司
中铁建 中国铁道建筑集团有限公司
中石油 中国石油天然气集团有限公司
中石化 中国石油化工集团有限公司
中海油 中国海洋石油集团有限公司
国家电网 国家电网有限公司
南方电网 中国南方电网有限责任公司
中核集团 中国核工业集团有限公司
航天科技集团 中国航天科技集团有限公司
中国商飞 中国商用飞机有限责任公司
工行 中国工商银行
农行 中国农业银行
建行 中国建设银行
交行 交通银行
招行 招商银行
邮储银行 中国邮政储蓄银行
国开行 国家开发银行
上交所 上海证券交易所
深交所 深圳证券交易所
北交所 北京证券交易所
港交所 香港交易所 香港联合交易所
社科院 社会科学院
中国社科院 中国社会科学院
中科院 中国科学院
北大 北京大学
清华 清华大学
复旦 复旦大学
人大附中 中国人民大学附属中学
北师大 北京师范大学
中科大 中国科学技术大学
上海交大 上海交通大学
西安交大 西安交通大学
华中科大 华中科技大学
哈工大 哈尔滨工业大学
北航 北京航空航天大学
中传 中国传媒大学
央视 中央电视台 中央广播电视总台
央广 中央人民广播电台
共青团中央 中国共产主义青年团中央委员会
全国妇联 中华全国妇女联合会
全国总工会 中华全国总工会
中国足协 中国足球协会
中国篮协 中国篮球协会
国际奥委会 国际奥林匹克委员会
世卫组织 世界卫生组织
世贸组织 世界贸易组织
国际货币基金组织 IMF
世行 世界银行
亚投行 亚洲基础设施投资银行
上合组织 上海合作组织
东盟 东南亚国家联盟
欧佩克 石油输出国组织
北约 北大西洋公约组织
欧洲央行 欧洲中央银行
美联储 美国联邦储备委员会
"""


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Every folded name → all folded names of its institution, the same tuple for each of them."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in _TABLE.split("\n"):
        forms = fold(line).split()
        merged = dict.fromkeys(forms)
        for form in forms:
            merged |= dict.fromkeys(groups.get(form, ()))
        for form in merged:
            groups[form] = tuple(merged)
    return groups


@cache
def _long_names() -> re.Pattern[str]:
    # The longest form wins: 国家发改委 before 发改委.
    forms = sorted((form for form in _groups() if len(form) > _SHORT), key=len, reverse=True)
    first = "".join(dict.fromkeys(form[0] for form in forms))  # most characters begin no name
    return re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, forms))})")


def other_names(name: str) -> tuple[str, ...]:
    """Return the other forms of an institution's name, short or long; none for anything else."""
    return tuple(form for form in _groups().get(fold(name), ()) if form != fold(name))


def institutions(folded: str, cut: Sequence[str]) -> tuple[str, ...]:
    """Return one name, the same whatever form is printed, for each institution of the table in a folded text.

    `cut` are the text's words: a name of two characters counts only as a word of its own (北大, but not in 东北大学).
    """
    groups = _groups()
    short = [word for word in cut if len(word) <= _SHORT and word in groups]
    # Compounds are cut into their parts too: those are no words of their own.
    alone = [word for word in short if not any(word in other for other in cut if len(other) > _SHORT)]
    found = [*_long_names().findall(folded), *alone]
    return tuple(dict.fromkeys(groups[form][0] for form in found))
