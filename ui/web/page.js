// What Gradio leaves to do in the browser: the page's language, names for its buttons, and where to look.
(() => {
  const words = WORDS;
  document.documentElement.lang = words.language;
  let awaited = false;
  let opened = false;
  let measured = false;
  const look = () => {
    const box = document.querySelector("#question textarea");
    if (box && !measured) {
      measured = true; // Gradio measured the box before the style sheet had come
      document.fonts.ready.then(() => box.dispatchEvent(new Event("input", { bubbles: true })));
    }
    for (const [place, name] of [[".submit-button", words.send], [".stop-button", words.stop]]) {
      for (const button of document.querySelectorAll(`#question ${place}`)) {
        if (button.ariaLabel !== name) button.ariaLabel = button.title = name;
      }
    }
    const current = document.querySelector("#current");
    const waiting = Boolean(current?.querySelector(".waiting"));
    if (waiting && !awaited) current.scrollIntoView({ block: "start", behavior: "smooth" });
    awaited = waiting;
    const earlier = document.querySelectorAll("#past .exchange");
    if (!opened && earlier.length) earlier[earlier.length - 1].scrollIntoView({ block: "start" });
    opened ||= earlier.length > 0 || waiting;
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();
