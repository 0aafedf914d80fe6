"""Every word the chat page says in its own voice, one object a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.records import CitedField, Mode, NoteKind, Verdict


@dataclass(frozen=True, slots=True)
class Texts:
    """The page's words in one language; `{…}` are places that `str.format` fills."""

    language: str
    title: str
    motto: str
    holdings: str
    span: str
    fresh: str
    placeholder: str
    question_label: str
    send: str
    stop: str
    looking: str
    welcome: str
    welcome_hint: str
    example: str
    empty: str
    empty_hint: str
    empty_command: str
    you: str
    answer: str
    sources: str
    closest: str
    whole_passage: str
    why: str
    why_rank: str
    why_terms: str
    also_in: str
    failed: str
    stopped: str
    milliseconds: str
    seconds: str
    good: str
    bad: str
    rating: str
    notes: Mapping[NoteKind, str]
    verdicts: Mapping[Verdict, str]
    fields: Mapping[CitedField, str]
    modes: Mapping[Mode, str]
    indexes: Mapping[str, str]


CHINESE = Texts(
    language="zh-CN",
    title="报答",
    motto="问报纸，得有据可查的回答",
    holdings="{articles} 篇报道",
    span="{first} 至 {last}",
    fresh="新的对话",
    placeholder="问报上的事，例如：谁、何时、多少",
    question_label="问题",
    send="提问",
    stop="停止",
    looking="正在查找报道",
    welcome="想从报上知道什么？",
    welcome_hint="每句回答都注明出处，原文可以逐字核对。试试：",
    example="《{headline}》讲了什么？",
    empty="这里还没有报纸",
    empty_hint="先收进几版报纸的文字，再回来提问。在终端里运行：",
    empty_command="baoda ingest 报纸文件夹",
    you="您的问题",
    answer="回答",
    sources="出处",
    closest="最接近的报道",
    whole_passage="看整段",
    why="为什么是这些段落？",
    why_rank="{index}第 {rank}",
    why_terms="对上的词：{terms}",
    also_in="又见 {places}",
    failed="没能回答",
    stopped="已停止",
    milliseconds="{count} 毫秒",
    seconds="{count} 秒",
    good="答得好",
    bad="答得不好",
    rating="评价这个回答（连同问题、回答和段落存入资料库）",
    notes={
        NoteKind.FALLBACK: "改用摘句",
        NoteKind.CAUTION: "请留意",
        NoteKind.HINT: "提示",
        NoteKind.AS_OF: "提问日期",
        NoteKind.PRIVACY: "隐私",
        NoteKind.CONFLICT: "说法不一",
        NoteKind.UNDERSTOOD: "所问",
        NoteKind.WIDE: "放宽查找",
        NoteKind.UNDATED: "无日期",
    },
    verdicts={
        Verdict.SUPPORTED: "有据",
        Verdict.UNSUPPORTED: "所引原文未载",
        Verdict.UNCHECKED: "未核对",
    },
    fields={
        CitedField.BODY: "正文",
        CitedField.HEADLINE: "标题",
        CitedField.KICKER: "引题",
        CitedField.DATELINE: "电头",
        CitedField.CREDIT: "署名",
    },
    modes={Mode.EXTRACT: "原文摘句", Mode.LLM: "聊天模型", Mode.AUTO: "自动"},
    indexes={"dense": "语义", "words": "词语", "bigrams": "字串"},
)
