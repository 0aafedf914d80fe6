// What is set beside the next question: kept here, shown as chips, sent with the question.
(() => {
  const baoda = window.baoda;
  const words = baoda.words;
  const NAMES = ["since", "until", "newspaper", "as_of", "mode", "strictness"];
  let set = {};
  let replaces = null;

  const field = (name) => document.querySelector(`#filter-fields [name=${name}]`);
  const shown = (name) => {
    const input = field(name);
    return input?.tagName === "SELECT" ? input.selectedOptions[0]?.textContent : set[name];
  };
  const chip = (names, text) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "filter-chip" });
    button.textContent = text;
    button.setAttribute("aria-label", baoda.format(words.remove, { name: text }));
    button.addEventListener("click", () => baoda.setFilters(Object.fromEntries(Object.entries(set).filter(([name]) => !names.includes(name)))));
    return button;
  };

  const show = () => {
    const bar = document.querySelector("#filters .set");
    if (!bar) return;
    const chips = [];
    if (set.since && set.until) chips.push(chip(["since", "until"], baoda.format(words.span, set)));
    else if (set.since) chips.push(chip(["since"], `${set.since} –`));
    else if (set.until) chips.push(chip(["until"], `– ${set.until}`));
    if (set.newspaper) chips.push(chip(["newspaper"], shown("newspaper")));
    if (set.as_of) chips.push(chip(["as_of"], baoda.format(words.asOf, { day: set.as_of })));
    for (const name of ["mode", "strictness"]) if (set[name]) chips.push(chip([name], shown(name)));
    bar.replaceChildren(...chips);
    const note = document.querySelector("#filters .replacing");
    note.replaceChildren();
    if (replaces !== null) {
      const cancel = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: words.cancel });
      cancel.addEventListener("click", () => { baoda.replace(null); baoda.fill(""); });
      note.append(baoda.format(words.editing, { number: replaces + 1 }), " ", cancel);
    }
  };

  baoda.setFilters = (values) => {
    set = Object.fromEntries(NAMES.filter((name) => values[name]).map((name) => [name, values[name]]));
    for (const name of NAMES) if (field(name)) field(name).value = set[name] ?? "";
    show();
  };
  baoda.replace = (number) => { replaces = number; show(); };
  baoda.filters = () => ({ ...set });

  // What is sent with the question in the box; from then on a new question follows.
  baoda.wish = (question) => {
    const wish = { question: question ?? document.querySelector("#question textarea").value, filters: set, replaces };
    replaces = null;
    show();
    open(false);
    return JSON.stringify(wish);
  };

  const open = (wanted) => {
    const fields = document.querySelector("#filter-fields");
    if (!fields || fields.hidden === !wanted) return;
    fields.hidden = !wanted;
    document.querySelector("[data-do=filters]").setAttribute("aria-expanded", String(wanted));
    if (wanted) fields.querySelector("input, select").focus();
  };
  baoda.acts.filters = (button) => open(button.getAttribute("aria-expanded") !== "true");
  baoda.acts["clear-filters"] = () => baoda.setFilters({});
  document.addEventListener("change", (event) => {
    if (event.target.closest("#filter-fields")) baoda.setFilters({ ...set, [event.target.name]: event.target.value });
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#filters")) open(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("#filter-fields")?.hidden && event.target.closest("#filters")) {
      open(false);
      document.querySelector("[data-do=filters]").focus();
    }
  });

  // The server fills the bar anew when the library's newspapers change; what was set stays set.
  let seen = null;
  baoda.looks.push(() => {
    const fields = document.querySelector("#filter-fields");
    if (fields && fields !== seen) {
      seen = fields;
      baoda.setFilters(set);
    }
  });
})();
