"""Web pages put together for a test."""

STORY = (
    "首座海上驿站昨天在青屿锚地开张，过往渔船可以靠泊加水、修机器、看医生。",
    "驿站由一艘退役客轮改成，有床位六十张，医生轮流值守，全年不歇。",
)
OTHER = ("滨河夜市的收摊时间从下周起延到零点，噪声超过五十五分贝的摊位停业一天。",)


def page(body: str, title: str = "澜湾晨报", head: str = "") -> str:
    """Return a page with this body."""
    top = f'<head><meta charset="utf-8"><title>{title}</title>{head}</head>'
    return f"<!DOCTYPE html><html>{top}<body>{body}</body></html>"


def paragraphs(texts: tuple[str, ...]) -> str:
    """Return the texts as paragraphs of markup."""
    return "".join(f"<p>{text}</p>" for text in texts)
