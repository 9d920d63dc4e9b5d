/* The database and the comparison. Text from addresses and from the data is never used as HTML. */
(() => {
  "use strict";

  /* Material opens its own search for an address with `q`. */
  const TEXTS = ["find", "since", "until", "min_score", "max_score"];
  const MANY = 200;
  const DESCENDING = ["score", "released", "compute"];
  const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const bare = (sort) => sort.replace(/^-/, "");
  const number = (count) => count.toLocaleString("en");
  /* As sanitize.py does: the text stays text if a script reads an attribute as HTML. */
  const reparseSafe = (text) => text.replace(/<(?=[a-z/!?])|&(?=#|lt|amp)/gi, "$&\u2060");
  let restore = () => {};

  /** Filters, sorting, download and selection of models in the database. */
  function database(root) {
    const form = root.querySelector("form");
    const body = root.querySelector("tbody");
    const heads = [...root.querySelectorAll("th[data-k]")];
    const keys = heads.map((head) => head.dataset.k);
    const filters = [...form.querySelectorAll("fieldset")].map((set) => ({
      name: set.dataset.n,
      boxes: [...set.querySelectorAll("input")],
    }));
    const place = Object.fromEntries(filters.map((filter, at) => [filter.name, at]));
    const status = form.querySelector("[role=status]");
    const chosen = form.querySelector(".osai-chosen");
    const here = location.pathname;
    const column = (row, key) => row.cells[keys.indexOf(key)].textContent;
    const rows = [...body.rows].map((row, rank) => ({
      row,
      rank,
      id: decodeURIComponent(row.dataset.i),
      is: row.dataset.f.split(",").map((places) => places.split(".")),
      score: parseFloat(row.dataset.s ?? column(row, "score")),
      released: column(row, "released"),
      compute: parseFloat(row.dataset.c ?? ""),
      text: fold(["name", "organization", "base_model"].map((key) => column(row, key)).join("\n")),
    }));
    const rest = root.querySelector(".osai-rest");
    let order = rows;
    let [sort, sorted, typing, most] = ["-score", "-score", null, MANY];

    const field = (name) => form.elements.namedItem(name);
    const value = (name) => (field(name).validity.valid ? field(name).value.trim() : "");

    const tests = () => {
      const found = [];
      const words = fold(value("find")).split(/\s+/).filter(Boolean);
      if (words.length) found.push((model) => words.every((word) => model.text.includes(word)));
      filters.forEach(({ boxes }, at) => {
        const wanted = boxes.flatMap((box, i) => (box.checked ? String(i) : []));
        if (wanted.length) found.push((model) => model.is[at].some((is) => wanted.includes(is)));
      });
      const [since, until, least, most] = TEXTS.slice(1).map(value);
      const known = (date, end) => date.length >= end.length;
      if (since) found.push(({ released: r }) => known(r, since) && r.slice(0, since.length) >= since);
      if (until) found.push(({ released: r }) => known(r, until) && r.slice(0, until.length) <= until);
      if (least) found.push((model) => model.score >= Number(least));
      if (most) found.push((model) => model.score <= Number(most));
      return found;
    };

    const arrange = () => {
      if (sort === sorted) return;
      const key = bare(sort);
      const way = sort.startsWith("-") ? -1 : 1;
      const sortValue = (model) => {
        if (["score", "compute"].includes(key)) return Number.isNaN(model[key]) ? "" : model[key];
        if (heads[keys.indexOf(key)].classList.contains("c")) return Number(model.is[place[key]][0]);
        return column(model.row, key);
      };
      for (const model of rows) model.by = sortValue(model);
      order = [...rows].sort((a, b) => {
        if (a.by === "" || b.by === "") return (a.by === "") - (b.by === "") || a.rank - b.rank;
        const less = typeof a.by === "number" ? a.by - b.by : collator.compare(a.by, b.by);
        return way * less || a.rank - b.rank;
      });
      const all = document.createDocumentFragment();
      for (const { row } of order) all.append(row);
      body.append(all);
      sorted = sort;
    };

    const show = () => {
      const all = tests();
      let count = 0;
      arrange();
      for (const model of order) {
        model.found = all.every((test) => test(model));
        count += model.found;
        const hidden = !model.found || count > most;
        if (model.row.hidden !== hidden) model.row.hidden = hidden;
      }
      rest.hidden = count <= most;
      heads.forEach((head, at) => {
        if (keys[at] !== bare(sort)) head.removeAttribute("aria-sort");
        else head.ariaSort = sort.startsWith("-") ? "descending" : "ascending";
      });
      for (const part of form.querySelectorAll("details")) {
        const inputs = [...part.querySelectorAll("input")];
        const set = inputs.filter((input) => (input.type === "checkbox" ? input.checked : input.value));
        part.querySelector("b").textContent = set.length || "";
      }
      const text = `${number(count)} of ${number(rows.length)} models`;
      status.textContent = count ? text : `${text}: clear a filter to see more`;
    };

    const read = () => {
      const query = new URLSearchParams(location.search);
      for (const name of TEXTS) field(name).value = query.get(name) ?? "";
      for (const { name, boxes } of filters) {
        const wanted = query.getAll(name);
        for (const box of boxes) box.checked = wanted.includes(box.value);
      }
      const by = query.get("sort") ?? "";
      sort = keys.includes(bare(by)) ? by : "-score";
      show();
    };

    const write = (from) => {
      const state = new URLSearchParams();
      for (const name of TEXTS) if (field(name).value) state.append(name, field(name).value);
      for (const { name, boxes } of filters)
        for (const box of boxes) if (box.checked) state.append(name, box.value);
      if (sort !== "-score") state.append("sort", sort);
      const address = here + (String(state) && `?${state}`);
      const again = typing === from && TEXTS.includes(from?.name);
      history[again ? "replaceState" : "pushState"](null, "", address);
      typing = from;
      show();
    };

    const choose = () => {
      const picked = rows.filter((model) => model.box.checked).map((model) => model.id);
      for (const { box } of rows) box.disabled = picked.length > 5 && !box.checked;
      const [words, link] = chosen.children;
      link.hidden = picked.length < 2;
      link.search = `?models=${picked.map(encodeURIComponent).join(",")}`;
      link.textContent = `Compare ${picked.length} models`;
      words.textContent = ["Choose two to six models to compare them", "Choose one more"][picked.length] ?? "";
    };

    /* As sanitize.py does: a spreadsheet executes no cell. */
    const cell = (text) => {
      const safe = text
        .replace(/[\r\p{Cf}]/gu, " ")
        .replace(/^(?=[\t\n]|\s*[=+\-@＝＋－＠])|(?<=;)(?=[\s"]*[=+\-@＝＋－＠])/gu, "'");
      return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const download = () => {
      const label = (td) => td.querySelector("i")?.getAttribute("aria-label") ?? td.textContent;
      const lines = [["id", ...heads.map((h) => h.dataset.k + (h.className === "c" ? "_class" : ""))]];
      for (const { row, id, found } of order) {
        const [name, score, ...others] = [...row.cells].map(label);
        if (found) lines.push([id, name, row.dataset.s ?? score, ...others]);
      }
      const text = lines.map((line) => `${line.map(cell).join(",")}\n`).join("");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
      link.download = "models.csv";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };

    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const key = head.dataset.k;
        const first = (DESCENDING.includes(key) ? "-" : "") + key;
        sort = sort === first ? (first === key ? `-${key}` : key) : first;
        write(null);
      });
    }
    for (const model of rows) {
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", ariaLabel: reparseSafe(`Compare ${model.row.cells[0].textContent}`) });
      model.box = box;
      model.row.cells[0].prepend(box);
    }
    body.addEventListener("change", choose);
    form.addEventListener("input", (event) => write(event.target));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("[data-do=csv]").addEventListener("click", download);
    form.querySelector("[data-do=reset]").addEventListener("click", () => {
      sort = "-score";
      form.reset();
      write(null);
    });
    form.querySelector("[data-do=more]").addEventListener("click", ({ currentTarget: button }) => {
      button.ariaExpanded = String(form.classList.toggle("osai-filters--all"));
    });
    rest.querySelector("button").addEventListener("click", () => {
      most = Infinity;
      show();
      root.querySelector(".osai-region").focus();
    });
    form.addEventListener("keydown", (event) => {
      const open = event.key === "Escape" && event.target.closest("details[open]");
      if (!open) return;
      open.open = false;
      open.querySelector("summary").focus();
    });
    root.addEventListener("click", (event) => {
      const within = event.target.closest("details");
      for (const part of form.querySelectorAll("details[open]")) if (part !== within) part.open = false;
    });
    restore = () => {
      if (location.pathname === here && root.isConnected) read();
    };
    form.hidden = false;
    choose();
    read();
  }

  /** Two to six models side by side. */
  function comparison(root) {
    const [states, criteria, facts, urls, all] = JSON.parse(root.querySelector("script").textContent);
    const links = [...root.querySelectorAll("li")].map((item) => item.querySelector("a")?.href);
    const models = new Map(
      all.map(([id, name, score, is, told, evidence], at) => [
        id,
        { id, name, score, is, told, evidence, link: links[at] },
      ]),
    );
    const [form, status] = [root.querySelector("form"), root.querySelector("[role=status]")];
    const [region, table] = [root.querySelector(".osai-region"), root.querySelector("table")];
    const [select, add] = [form.querySelector("select"), form.querySelector("button")];
    const here = location.pathname;

    const make = (tag, about = {}, ...inside) => {
      const element = Object.assign(document.createElement(tag), about);
      element.append(...inside);
      return element;
    };
    const asking = ([name, asks]) =>
      asks ? make("details", { className: "osai-asks" }, make("summary", {}, name), make("p", {}, asks)) : name;
    const named = ({ name, link }) => (link ? make("a", { href: link }, name) : name);
    const line = (name, cells, label = name) =>
      make("tr", {}, make("th", { scope: "row", ariaLabel: reparseSafe(label) }, name), ...cells.map((cell) => make("td", {}, ...[cell].flat())));
    const part = (title, lines, width) =>
      lines.length
        ? [make("tbody", {}, make("tr", {}, make("th", { colSpan: width, scope: "rowgroup" }, title)), ...lines)]
        : [];

    const sources = (places) => {
      const seen = new Map();
      return places.flatMap((place) => {
        const link = make("a", { href: urls[place] });
        const host = link.hostname.replace(/^www\./, "") || urls[place];
        const times = (seen.get(host) ?? 0) + 1;
        seen.set(host, times);
        link.append(host + (times > 1 ? ` (${times})` : ""));
        return [" ", link];
      });
    };
    const grade = (model, at) => {
      const [name, sign, words] = states[model.is[at]];
      const parts = ["open", "partial", "closed"].includes(name)
        ? [make("i", { className: name, ariaHidden: "true" }, sign), ` ${words}`]
        : [words];
      return [make("span", {}, ...parts), ...sources(model.evidence[at])];
    };

    const ids = () => {
      const values = [...location.search.matchAll(/[?&]models=([^&]*)/g)].flatMap((match) => match[1].split(","));
      return values.filter(Boolean).map((text) => {
        try {
          return decodeURIComponent(text.replaceAll("+", " "));
        } catch {
          return text;
        }
      });
    };

    const go = (chosen) => {
      const query = chosen.map((model) => encodeURIComponent(model.id)).join(",");
      history.pushState(null, "", here + (query && `?models=${query}`));
      show();
    };

    const show = () => {
      const requested = [...new Set(ids())];
      const chosen = requested.flatMap((id) => models.get(id) ?? []).slice(0, 6);
      const kept = select.value;
      select.replaceChildren(
        make("option", { value: "" }, chosen.length > 5 ? "Six is the most" : "Choose a model"),
        ...[...models.values()].filter((m) => !chosen.includes(m)).map((m) => make("option", { value: m.id }, m.name)),
      );
      if (!chosen.some((model) => model.id === kept)) select.value = kept;
      select.disabled = add.disabled = chosen.length > 5;

      const applying = [...criteria.keys()].filter((at) => chosen.some((m) => states[m.is[at]][0] !== "na"));
      const [differ, alike] = [true, false].map((wanted) =>
        applying.filter((at) => new Set(chosen.map((m) => m.is[at])).size > 1 === wanted),
      );
      const lines = (of) => of.map((at) => line(asking(criteria[at]), chosen.map((m) => grade(m, at)), criteria[at][0]));
      const width = chosen.length + 1;
      const heads = chosen.map((model) => {
        const button = make("button", { type: "button", ariaLabel: reparseSafe(`Remove ${model.name}`) }, "Remove");
        button.addEventListener("click", () => {
          const at = chosen.indexOf(model);
          go(chosen.filter((other) => other !== model));
          (table.querySelectorAll("thead button")[Math.min(at, chosen.length - 2)] ?? select).focus();
        });
        return make("th", { scope: "col" }, named(model), button);
      });
      table.replaceChildren(
        make("caption", { className: "osai-unseen" }, "The models side by side"),
        make("thead", {}, make("tr", {}, make("td"), ...heads)),
        make("tbody", {}, line("Openness", chosen.map((m) => m.score))),
        ...part("Where they differ", chosen.length > 1 ? lines(differ) : [], width),
        ...part(chosen.length > 1 ? "Where they are alike" : "Criteria", lines(alike), width),
        ...part("About them", facts.map((name, at) => line(name, chosen.map((m) => m.told[at] || "not told"))), width),
      );
      region.hidden = !chosen.length;
      const missing = requested.filter((id) => !models.has(id)).length;
      const left = requested.length - missing - chosen.length;
      const sentences = chosen.length > 1
        ? [`${chosen.map((m) => m.name).join(", ")}: they differ by ${differ.length} of ${applying.length} criteria.`]
        : [chosen.length ? "Add a second model to compare it with." : "Choose two to six models."];
      if (missing) sentences.push(`Of the models asked for, ${missing} ${missing > 1 ? "are" : "is"} not in the index.`);
      if (left > 0) sentences.push("Only the first six are shown.");
      status.textContent = sentences.join(" ");
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const more = models.get(select.value);
      const chosen = [...new Set(ids())].flatMap((id) => models.get(id) ?? []).slice(0, 5);
      if (more) go([...chosen, more]);
      select.value = "";
      select.focus();
    });
    restore = () => {
      if (location.pathname === here && root.isConnected) show();
    };
    root.querySelector(".osai-without").hidden = true;
    form.hidden = false;
    show();
  }

  const start = () => {
    for (const [id, begin] of [["osai-database", database], ["osai-comparison", comparison]]) {
      const root = document.getElementById(id);
      if (!root || root.dataset.ready) continue;
      root.dataset.ready = "yes";
      root.querySelector(".osai-without").hidden = true;
      begin(root);
    }
  };

  /* The Escape key hides the basis of a number, which a style sheet shows. */
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const shown of document.querySelectorAll(":is(a, data):is(:hover, :focus) .osai-basis")) {
      shown.hidden = true;
      for (const leaving of ["pointerleave", "blur"])
        shown.parentElement.addEventListener(leaving, () => (shown.hidden = false), { once: true });
    }
  });
  addEventListener("popstate", () => restore());
  /* Material replaces pages without loading them, and publishes an event. */
  if (window.document$) document$.subscribe(start);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
})();
