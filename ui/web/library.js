// The Library tab: files dropped or chosen, sent one by one with their progress; the table and what is done in it.
(() => {
  const baoda = window.baoda;
  const words = baoda.words;
  const make = (name, given) => Object.assign(document.createElement(name), given);

  // Files on their way
  const send = (file, onProgress) => new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", new URL("gradio_api/upload", document.baseURI));
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => (request.status === 200 ? resolve(JSON.parse(request.responseText)[0]) : reject(new Error(request.statusText || request.status)));
    request.onerror = () => reject(new Error(words.failed));
    request.send(form);
  });

  const row = (name) => {
    const line = make("li");
    const bar = make("progress", { max: 1, value: 0 });
    bar.setAttribute("aria-label", name);
    const state = make("span", { className: "state", textContent: words.waiting });
    line.append(make("span", { className: "name", textContent: name }), bar, state);
    return { line, bar, state };
  };

  const upload = async (chosen) => {
    const zone = document.querySelector(".drop");
    const list = document.querySelector(".files.sending");
    const fail = (text) => { list.replaceChildren(make("li", { className: "failed", textContent: text })); };
    ingested().hidden = true;
    if (!chosen.length) return fail(words.nothing);
    if (chosen.length > Number(zone.dataset.most)) return fail(baoda.format(words.refusedMany, { most: zone.dataset.most, count: chosen.length }));
    const kinds = document.querySelector("[name=files]").accept.split(",");
    const readable = ({ name }) => kinds.some((kind) => name.toLowerCase().endsWith(kind));
    if (!chosen.some(readable)) return fail(baoda.format(words.unread, { kinds: kinds.join(" ") }));
    const big = chosen.find(({ file }) => file.size > Number(zone.dataset.bytes));
    if (big) return fail(baoda.format(words.refusedSize, { name: big.name, most: `${Math.round(zone.dataset.bytes / 1e6)} MB` }));
    zone.classList.add("busy");
    const rows = chosen.map(({ name }) => row(name));
    list.replaceChildren(...rows.map(({ line }) => line));
    const files = [];
    for (const [at, { file, name }] of chosen.entries()) {
      const { line, bar, state } = rows[at];
      try {
        const path = await send(file, (share) => {
          bar.value = share;
          state.textContent = baoda.format(words.sending, { percent: Math.round(share * 100) });
        });
        bar.value = 1;
        state.textContent = words.waiting;
        files.push({ path, name });
      } catch (error) {
        line.classList.add("failed");
        state.textContent = `${words.failed}: ${error.message}`;
      }
    }
    zone.classList.remove("busy");
    if (!files.length) return;
    before = ingested().innerHTML;
    const day = document.querySelector("[name=intake-day]").value;
    baoda.tell("ingest", { files, newspaper: document.querySelector("[name=intake-newspaper]").value, ...(day && { day }) });
  };

  document.addEventListener("change", (event) => {
    if (!event.target.matches(".drop input[type=file]")) return;
    const chosen = [...event.target.files].filter((file) => !file.name.startsWith("."));
    upload(chosen.map((file) => ({ file, name: file.webkitRelativePath || file.name })));
    event.target.value = "";
  });

  const walk = async (entry, into) => {
    if (entry.name.startsWith(".")) return;
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      into.push({ file, name: entry.fullPath.replace(/^\//, "") });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return;
      for (const one of some) await walk(one, into);
    }
  };
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const zone = event.target.closest?.(".drop");
      document.querySelector(".drop")?.classList.toggle("over", name === "dragover" && Boolean(zone));
      if (!zone) return;
      event.preventDefault();
      if (name !== "drop") return;
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
      const into = [];
      entries.reduce((before, entry) => before.then(() => walk(entry, into)), Promise.resolve()).then(() => upload(into));
    });
  }
  // When the server begins to tell, its list takes the place of ours.
  const ingested = () => document.querySelector("#ingested");
  let before = null;
  baoda.looks.push(() => {
    if (before === null || ingested().innerHTML === before) return;
    before = null;
    document.querySelector(".files.sending").replaceChildren();
    ingested().hidden = false;
  });

  baoda.acts["try-pages"] = (button) => { button.disabled = true; baoda.tell("samples", {}); };
  baoda.acts["go-upload"] = () => baoda.openTab(2);

  // The table
  let sheet = {};
  const show = (change) => {
    sheet = { ...sheet, offset: 0, ...change };
    baoda.tell("sheet", sheet);
  };
  let typing;
  document.addEventListener("input", (event) => {
    if (event.target.name !== "table-text") return;
    clearTimeout(typing);
    typing = setTimeout(() => show({ text: event.target.value }), 250);
  });
  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.name === "table-newspaper") show({ newspaper: target.value });
    if (target.name === "table-kind") show({ kind: target.value || null });
    if (target.dataset.check === "all") {
      for (const box of document.querySelectorAll("tbody [data-check]")) box.checked = target.checked;
    }
    if (target.dataset.check) count();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".table-tools")) event.preventDefault();
  });
  const checked = () => [...document.querySelectorAll("tbody [data-check]:checked")].map((box) => box.dataset.check);
  const count = () => {
    const button = document.querySelector("[data-do=delete-checked]");
    const number = checked().length;
    button.hidden = !number;
    button.querySelector("span").textContent = baoda.format(button.dataset.label, { count: number });
  };
  baoda.looks.push(() => {
    if (!document.querySelector("#table .pager") || !baoda.drawn("#table")) return;
    for (const box of document.querySelectorAll("#table [data-check]")) box.checked = false;
    count();
  });
  baoda.acts.sort = (button) => show({ sort: button.dataset.column, descending: button.dataset.descending === "true" });
  baoda.acts.turn = (button) => show({ offset: Number(button.dataset.offset) });
  baoda.acts["delete-checked"] = () => baoda.tell("delete", { articles: checked() });
  baoda.acts.undo = (button) => { button.disabled = true; baoda.tell("undo", { removal: button.dataset.removal }); };

  const dialog = () => document.querySelector("dialog.correcting");
  baoda.acts.correct = (button) => {
    const facts = JSON.parse(button.dataset.facts);
    dialog().dataset.article = facts.article;
    for (const name of ["headline", "newspaper", "day", "page"]) dialog().querySelector(`[name=${name}]`).value = facts[name];
    dialog().showModal();
  };
  baoda.acts["cancel-correct"] = () => dialog().close();
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("dialog.correcting")) return;
    const value = (name) => dialog().querySelector(`[name=${name}]`).value;
    const day = value("day");
    baoda.tell("correct", { article: dialog().dataset.article, headline: value("headline"), newspaper: value("newspaper"), page: value("page"), ...(day && { day }) });
  });
})();
