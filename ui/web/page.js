// What Gradio leaves to do in the browser: the page's language, names for its controls, and one listener for our buttons.
(() => {
  const baoda = window.baoda;
  const words = baoda.words;
  document.documentElement.lang = words.language;
  baoda.acts = {}; // what a press on [data-do=name] does
  baoda.looks = []; // what is looked at after every change of the page
  baoda.format = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-do]");
    const act = pressed && baoda.acts[pressed.dataset.do];
    if (act) act(pressed, event);
  });

  // A line for what is done at once and needs no answer, read out by screen readers.
  baoda.say = (text) => {
    let toast = document.querySelector("#toast");
    if (!toast) {
      toast = Object.assign(document.createElement("div"), { id: "toast" });
      toast.setAttribute("role", "status");
      document.body.append(toast);
    }
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(baoda.silence);
    baoda.silence = setTimeout(() => toast.classList.remove("shown"), 2600);
  };

  baoda.acts.language = (link, event) => {
    event.preventDefault();
    const chosen = words.language === "en" ? "zh" : "en";
    document.cookie = `baoda_language=${chosen}; path=/; max-age=31536000; samesite=lax`;
    window.location.assign(link.href);
  };

  baoda.acts.copy = async (button) => {
    const text = button.dataset.text;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages that came without TLS from another machine have no clipboard.
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    baoda.say(words.copied);
  };

  // Gradio keeps elements that look as they did; whether a place was drawn anew is told by a sign of the server's.
  const signs = {};
  baoda.drawn = (place) => {
    const sign = document.querySelector(`${place} [data-drawn]`)?.dataset.drawn;
    const anew = sign !== undefined && sign !== signs[place];
    if (anew) signs[place] = sign;
    return anew;
  };

  baoda.openTab = (number) => document.querySelectorAll("#tabs [role=tablist] [role=tab]")[number]?.click();

  // Enter while an input method is composing picks a word; it must not send the question.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  }, true);

  // The arrows go from tab to tab, as a tab list promises.
  document.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (!event.target.matches("#tabs [role=tab]") || !(event.key in steps)) return;
    const tabs = [...document.querySelectorAll("#tabs [role=tablist] [role=tab]")].filter((one) => one.offsetParent);
    const next = tabs[(tabs.indexOf(event.target) + steps[event.key] + tabs.length) % tabs.length];
    next.focus();
    next.click();
  });

  let measured = false;
  baoda.looks.push(() => {
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
  });
  // What the server fills the opened page with would wipe out an answer that began before; questions wait for it, but not for ever.
  baoda.filled = new Promise((resolve) => {
    baoda.looks.push(() => document.querySelector(".masthead") && resolve());
    setTimeout(resolve, 20000);
  });
  const look = () => baoda.looks.forEach((one) => one());
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
})();
