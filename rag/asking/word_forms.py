"""English words → the forms that a dictionary lists: ferries → ferry, built → build, harbour → harbor."""

from __future__ import annotations

from collections.abc import Iterator

IRREGULAR = {
    form: base
    for base, forms in (
        pair.split(":")
        for pair in (
            "begin:began,begun become:became break:broke,broken bring:brought build:built burn:burnt buy:bought "
            "catch:caught choose:chose,chosen come:came cut:cutting deal:dealt die:dying do:done draw:drew,drawn "
            "drive:drove,driven eat:ate,eaten fall:fell,fallen feed:fed fight:fought find:found flee:fled "
            "fly:flew,flown forget:forgot,forgotten get:got,gotten give:gave,given go:went,gone grow:grew,grown "
            "hang:hung hear:heard hide:hid,hidden hold:held keep:kept know:knew,known lay:laid lead:led "
            "leave:left lend:lent lose:lost make:made mean:meant meet:met pay:paid ride:rode,ridden "
            "rise:rose,risen run:ran say:said see:saw,seen sell:sold send:sent set:setting shoot:shot show:shown "
            "sing:sang,sung sink:sank,sunk sit:sat sleep:slept speak:spoke,spoken spend:spent stand:stood "
            "steal:stole,stolen stick:stuck strike:struck swim:swam,swum take:took,taken teach:taught tell:told "
            "think:thought throw:threw,thrown understand:understood wear:wore,worn win:won write:wrote,written "
            "man:men woman:women child:children person:people foot:feet"
        ).split()
    )
    for form in forms.split(",")
}
_ENDINGS = (
    ("ies", ("y",)), ("ied", ("y",)), ("ves", ("f", "fe")), ("men", ("man",)), ("es", ("", "e")), ("s", ("",)),
    ("ing", ("", "e")), ("ed", ("", "e")), ("est", ("", "e")), ("er", ("", "e")), ("iest", ("y",)), ("ier", ("y",)),
)  # fmt: skip
_SPELLINGS = (("our", "or"), ("tre", "ter"), ("ise", "ize"), ("metre", "meter"), ("litre", "liter"), ("gramme", "gram"))
_SHORTEST = 3  # letters that a base form has at least


def base_forms(word: str) -> Iterator[str]:
    """Yield the word and what it may be a form of: ferries → ferry, built → build, harbour → harbor."""
    seen: set[str] = set()
    for form in _forms(word):
        for spelling in (
            form,
            *(form.removesuffix(ours) + theirs for ours, theirs in _SPELLINGS if form.endswith(ours)),
        ):
            if spelling not in seen:
                seen.add(spelling)
                yield spelling


def _forms(word: str) -> Iterator[str]:
    yield word
    if word in IRREGULAR:
        yield IRREGULAR[word]
    for ending, bases in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _SHORTEST:
            continue
        yield from (stem + base for base in bases)
        if stem[-1] == stem[-2] and ending not in ("s", "es"):  # stopped → stop
            yield stem[:-1]
