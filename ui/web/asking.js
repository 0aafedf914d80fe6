// The Ask tab: questions asked by a press, edited, asked again, rated; and where to look while an answer comes.
(() => {
  const baoda = window.baoda;
  const words = baoda.words;
  const busy = () => document.querySelector("#question .stop-button") !== null;

  baoda.fill = (text) => {
    const box = document.querySelector("#question textarea");
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };

  const ask = (wish) => { if (!busy()) baoda.tell("ask", wish); };
  baoda.acts.example = (button) => ask({ question: button.dataset.question, filters: baoda.filters() });
  baoda.acts.retry = (button) => ask(JSON.parse(button.dataset.wish));
  baoda.acts.edit = (button) => {
    if (busy()) return;
    const wish = JSON.parse(button.dataset.wish);
    baoda.setFilters(wish.filters);
    baoda.replace(wish.replaces);
    baoda.fill(wish.question);
  };

  // A press on 👍 or 👎 counts at once; pressed again, it is taken back. The reason may follow.
  const rate = (group, note) => {
    const pressed = group.querySelector("[aria-pressed=true]");
    baoda.tell("rate", { key: group.dataset.key, rating: pressed?.dataset.rating ?? "none", note });
  };
  baoda.acts.rate = (button) => {
    const group = button.closest(".rating");
    const pressed = button.getAttribute("aria-pressed") !== "true";
    for (const other of group.querySelectorAll("[data-rating]")) other.setAttribute("aria-pressed", pressed && other === button);
    group.querySelector(".reason").hidden = !pressed;
    group.querySelector(".thanks").textContent = "";
    rate(group, "");
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".reason")) return;
    event.preventDefault();
    const group = event.target.closest(".rating");
    rate(group, event.target.querySelector("input").value);
    event.target.hidden = true;
    group.querySelector(".thanks").textContent = words.thanks;
  });

  // A marker leads to its card beside the answer, or below it where the window is narrow.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".marker a");
    if (!link) return;
    event.preventDefault();
    const card = document.getElementById(link.getAttribute("href").slice(1));
    document.querySelector(".card.lit")?.classList.remove("lit");
    card.classList.add("lit");
    card.scrollIntoView({ block: "nearest", behavior: "smooth" });
    card.focus({ preventScroll: true });
  });

  let awaited = false;
  let opened = false;
  baoda.looks.push(() => {
    const current = document.querySelector("#current");
    const waiting = Boolean(current?.querySelector(".waiting"));
    if (waiting && !awaited) current.scrollIntoView({ block: "start", behavior: "smooth" });
    awaited = waiting;
    const earlier = document.querySelectorAll("#past .exchange");
    if (!opened && earlier.length) earlier[earlier.length - 1].scrollIntoView({ block: "start" });
    opened ||= earlier.length > 0 || waiting;
  });
})();
