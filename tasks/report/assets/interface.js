// What every page does: language, theme, data that arrives, the search box, lists as CSV. Written for Marsad.
"use strict";
(function () {
  const root = document.documentElement;
  const data = {}, waiting = {}, listeners = [];
  const marsad = (globalThis.marsad = { data, language: root.lang });

  // A page on disk may lack a store, or be refused it.
  const remembered = (name) => { try { return localStorage.getItem(`marsad.${name}`); } catch { return null; } };
  const remember = (name, value) => { try { localStorage.setItem(`marsad.${name}`, value); } catch { /* only for this page, then */ } };

  const theme = new URLSearchParams(location.search).get("theme") || remembered("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;

  marsad.receive = (name, value) => {
    data[name] = value;
    (waiting[name] || []).forEach((done) => done(value));
    delete waiting[name];
  };

  // The data of a name; its script is loaded when it is first asked for.
  marsad.want = (name) => new Promise((done) => {
    if (name in data) return done(data[name]);
    if (!(name in waiting)) {
      const script = document.createElement("script");
      script.src = `${document.body.dataset.root}data/${name}.js`;
      waiting[name] = [];
      document.head.append(script);
    }
    waiting[name].push(done);
  });

  marsad.onLanguage = (act) => listeners.push(act);

  // The number that a noun stands in: as many forms as are named here, and one for all others.
  const NUMBERS = { ar: ["one", "two", "few", "many"], en: ["one"] };
  function counted(noun, count) {
    const { language } = marsad, forms = (data.strings?.[language]?.[`count.${noun}`] ?? "{n}").split("|");
    const at = NUMBERS[language].indexOf(new Intl.PluralRules(language).select(Number(String(count).replaceAll(",", ""))));
    return (forms.at(at) ?? forms[0]).replace("{n}", count);
  }
  const filled = (words, values) => words.replace(/\{(\w+)(?::(\w+))?\}/g, (all, name, noun) => (!(name in values) ? all : noun ? counted(noun, values[name]) : values[name]));
  marsad.say = (key, values = {}) => filled(data.strings?.[marsad.language]?.[key] ?? key.slice(key.indexOf(".") + 1), values);

  const days = {};
  marsad.day = (iso) => {
    const [year, month, day] = String(iso).slice(0, 10).split("-").map(Number);
    if (!year || !month || !day) return String(iso);
    const locale = marsad.language === "ar" ? "ar-u-ca-gregory-nu-latn" : "en-GB";
    days[locale] ??= new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    return days[locale].format(Date.UTC(year, month - 1, day));
  };

  function translate() {
    const language = marsad.language;
    root.lang = language;
    root.dir = language === "ar" ? "rtl" : "ltr";
    for (const one of document.querySelectorAll("[data-t]")) one.textContent = marsad.say(one.dataset.t, JSON.parse(one.dataset.values || "{}"));
    for (const one of document.querySelectorAll("[data-t-attr]")) {
      const [name, key] = one.dataset.tAttr.split(/:(.*)/);
      one.setAttribute(name, marsad.say(key, JSON.parse(one.dataset.values || "{}")));
    }
    for (const one of document.querySelectorAll("[data-ar]")) one.textContent = one.dataset[language];
    for (const one of document.querySelectorAll("[data-dir]")) { one.lang = language; one.dir = root.dir; }
    for (const one of document.querySelectorAll("time[datetime]")) one.textContent = marsad.day(one.getAttribute("datetime"));
    listeners.forEach((act) => act(language));
  }

  const folding = {};
  function foldingOf(fold) {
    const each = (map) => new RegExp(`[${Object.keys(map).join("")}]`, "gu");
    return { presentation: new RegExp(`[${fold.presentation}]`, "g"), dropped: new RegExp(`[${fold.dropped}]+`, "g"), letters: each(fold.letters), casefold: each(fold.casefold) };
  }
  // The same folding as tasks/text/normalize.py, from its own tables.
  marsad.fold = (text) => {
    const fold = data.fold;
    if (!folding.all) folding.all = foldingOf(fold);
    const { presentation, letters, dropped, casefold } = folding.all;
    return text.replace(presentation, (found) => found.normalize("NFKC")).replace(letters, (found) => fold.letters[found])
      .replace(dropped, "").toLowerCase().replace(casefold, (found) => fold.casefold[found]);
  };

  const cell = (value) => (value === null || value === undefined ? "" : /[",\n\r]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  marsad.download = (name, columns, rows) => {
    const lines = [columns, ...rows].map((row) => row.map(cell).join(","));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/csv;charset=utf-8" }));
    link.download = `${name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  // An address to be read on paper: in letters where it can be, without what only leads to the words in the page.
  const unseen = /[\p{C}\s]/gu;
  marsad.addressOf = (href) => {
    const plain = href.split(":~:")[0].replace(/#$/, "");
    try { return decodeURI(plain).replace(unseen, encodeURIComponent); } catch { return plain; }
  };
  addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("a.out")) one.dataset.address ??= marsad.addressOf(one.href); });

  marsad.element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  marsad.page = () => JSON.parse(document.getElementById("rows")?.textContent || "{}");

  document.addEventListener("DOMContentLoaded", () => {
    const asked = new URLSearchParams(location.search).get("lang") || remembered("language");
    if (asked === "ar" || asked === "en") marsad.language = asked;
    translate();
    document.querySelector('[data-switch="language"]').addEventListener("click", () => {
      marsad.language = marsad.language === "ar" ? "en" : "ar";
      remember("language", marsad.language);
      translate();
    });
    document.querySelector('[data-switch="theme"]').addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      remember("theme", root.dataset.theme);
    });
    document.querySelector("[data-search]").addEventListener("submit", (event) => {
      event.preventDefault();
      const asks = new URLSearchParams({ q: event.target.elements.q.value });
      location.href = `${document.body.dataset.root}index.html#${asks}`;
    });
    for (const button of document.querySelectorAll("[data-csv]")) {
      button.addEventListener("click", () => {
        const list = marsad.page().lists?.[button.dataset.csv];
        if (list) marsad.download(button.dataset.csv, list.columns, list.rows);
      });
    }
  });
})();
