// The text of an article: what belongs to a quote lights up together, with what is known of it. Written for Marsad.
"use strict";
(function () {
  const card = document.createElement("div");
  card.className = "card";
  card.hidden = true;
  const of = (number) => document.querySelectorAll(`[data-q~="${number}"], [data-card="${number}"]`);
  let lit = [];

  function dim() {
    lit.forEach((one) => one.classList.remove("lit"));
    lit = [];
    card.hidden = true;
  }

  // Of several quotes that lie over each other the innermost is meant: it is the last to begin.
  const numberOf = (target) => target.closest?.("[data-q]")?.dataset.q.split(" ").pop() ?? target.closest?.("[data-card]")?.dataset.card;

  function light(target) {
    const number = numberOf(target);
    dim();
    if (!number) return;
    lit = [...of(number)];
    lit.forEach((one) => one.classList.add("lit"));
    if (target.closest("[data-q]")) place(target.closest("[data-q]"), document.querySelector(`[data-card="${number}"]`));
  }

  function place(beside, source) {
    if (!source) return;
    card.className = `card ${[...source.classList].filter((name) => /^h\d$/.test(name)).join(" ")}`;
    const head = source.querySelector(".meta").cloneNode(true), facts = source.querySelector("dl").cloneNode(true);
    for (const one of [head, facts, ...head.querySelectorAll("[id]"), ...facts.querySelectorAll("[id]")]) one.removeAttribute("id");
    card.replaceChildren(head, facts);
    card.hidden = false;
    const box = beside.getClientRects()[0], height = card.offsetHeight;
    const below = box.bottom + height + 10 < innerHeight;
    card.style.top = `${scrollY + (below ? box.bottom + 6 : box.top - height - 6)}px`;
    card.style.left = `${scrollX + Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8))}px`;
  }

  document.addEventListener("DOMContentLoaded", () => {
    card.setAttribute("aria-hidden", "true");
    document.body.append(card);
    const main = document.querySelector(".reading");
    main.addEventListener("mouseover", (event) => light(event.target));
    main.addEventListener("mouseleave", dim);
    main.addEventListener("focusin", (event) => light(event.target));
    main.addEventListener("focusout", dim);
    addEventListener("keydown", (event) => { if (event.key === "Escape") dim(); });
  });
})();
