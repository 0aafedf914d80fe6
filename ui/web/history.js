// The History and the Search tab: what is typed there, and what is pressed.
(() => {
  const baoda = window.baoda;

  // Earlier conversations
  const text = () => document.querySelector("[name=talk-text]")?.value ?? "";
  const about = (button, more) => ({ conversation: button.dataset.conversation, text: text(), ...more });
  let typing;
  document.addEventListener("input", (event) => {
    if (event.target.name !== "talk-text") return;
    clearTimeout(typing);
    typing = setTimeout(() => baoda.tell("talks", { text: text() }), 250);
  });
  baoda.acts.resume = (button) => baoda.tell("resume", about(button));
  baoda.acts.export = (button) => baoda.tell("export", about(button, { form: button.dataset.form }));
  baoda.acts.rename = (button) => {
    const row = button.closest("li");
    row.classList.add("renamed");
    row.querySelector(".renaming").hidden = false;
    row.querySelector(".renaming input").select();
  };
  baoda.acts["cancel-rename"] = (button) => {
    const row = button.closest("li");
    row.classList.remove("renamed");
    row.querySelector(".renaming").hidden = true;
    row.querySelector("[data-do=rename]").focus();
  };
  baoda.acts.forget = (button) => {
    const sure = button.parentElement.querySelector(".sure");
    sure.hidden = !sure.hidden;
    if (!sure.hidden) sure.focus();
  };
  baoda.acts["forget-surely"] = (button) => baoda.tell("forget", about(button));
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".history-tools")) event.preventDefault();
    if (!event.target.matches(".renaming")) return;
    event.preventDefault();
    baoda.tell("rename", about(event.target, { title: event.target.querySelector("input").value }));
  });
  // The file comes inside the link, and is handed to the browser as one.
  const save = async (link) => {
    const file = await (await fetch(link.href)).blob();
    const address = URL.createObjectURL(file);
    Object.assign(document.createElement("a"), { href: address, download: link.download }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    baoda.say(baoda.words.exported);
  };
  baoda.looks.push(() => {
    const link = document.querySelector("#export a[download]");
    if (link && baoda.drawn("#export")) save(link);
    if (document.querySelector("#talks li") && baoda.drawn("#talks")) {
      for (const form of document.querySelectorAll("#talks .renaming")) form.hidden = true;
      for (const row of document.querySelectorAll("#talks .renamed")) row.classList.remove("renamed");
      for (const sure of document.querySelectorAll("#talks .sure")) sure.hidden = true;
    }
  });

  // Search
  let search = {};
  const look = (change) => {
    const form = document.querySelector(".search-form");
    search = {
      text: form.querySelector("[name=search-text]").value,
      exact: Boolean(form.querySelector("[name=search-exact]:checked")?.value),
      order: form.querySelector("[name=search-order]").value,
      newspaper: search.newspaper ?? "",
      month: search.month ?? "",
      ...change,
    };
    if (search.text.trim()) baoda.tell("find", search);
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".search-form")) return;
    event.preventDefault();
    look({ newspaper: "", month: "" });
  });
  document.addEventListener("change", (event) => {
    if (["search-exact", "search-order"].includes(event.target.name)) look({});
  });
  baoda.acts.facet = (button) => look({ [button.dataset.name]: button.dataset.value });
  baoda.acts.more = (button) => look({ shown: Number(button.dataset.shown) });
})();
