// The reader: an article laid open beside the answer; over the whole window where that is narrow.
(() => {
  const baoda = window.baoda;
  let from = null; // what was pressed to open it

  baoda.acts.read = (button) => {
    if (!button.closest("#reader")) from = button;
    baoda.tell("read", { article: button.dataset.article, ...JSON.parse(button.dataset.span || "{}") });
  };

  const narrow = window.matchMedia("(max-width: 900px)");
  const cover = (covered) => {
    for (const one of document.querySelectorAll("#head, #tabs")) one.inert = covered;
  };
  const close = () => {
    const reader = document.querySelector("#reader");
    if (!reader?.classList.contains("open")) return false;
    reader.classList.remove("open");
    cover(false);
    document.body.classList.remove("reading");
    if (from?.isConnected) from.focus();
    return true;
  };
  baoda.acts["close-reader"] = close;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && close()) event.stopPropagation();
  });

  baoda.looks.push(() => {
    const reader = document.querySelector("#reader");
    const sheet = reader?.querySelector(".sheet");
    if (!sheet || !baoda.drawn("#reader")) return;
    reader.classList.add("open");
    document.body.classList.add("reading");
    cover(narrow.matches);
    const body = sheet.querySelector(".reader-body") ?? sheet;
    const goal = sheet.querySelector("mark, .box");
    const scroll = () => {
      if (!goal) return;
      const top = goal.getBoundingClientRect().top - body.getBoundingClientRect().top;
      body.scrollTop += top - body.clientHeight / 3;
    };
    scroll();
    sheet.querySelector("img")?.addEventListener("load", scroll);
    sheet.focus({ preventScroll: true });
  });
})();
