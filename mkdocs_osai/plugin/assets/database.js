/* The database. Text from addresses and from the data is never used as HTML. */
(() => {
  "use strict";

  /* Material opens its own search for an address with `q`. */
  const TEXTS = ["find", "since", "until", "min_score", "max_score"];
  const MANY = 200;
  const LONG = 12;
  const DESCENDING = ["score", "released", "compute"];
  const ORDERS = ["-score", "score", "-released", "released", "-compute", "compute", "name", "-name"];
  /* The columns shown at first, as far as there is room: those that matter most first. */
  const WANTED = ["origin", "license", "organization", "released", "type"];
  const bare = (sort) => sort.replace(/^-/, "");
  let restore = () => {};

  /** Filters, sorting, columns, download and selection of models in the database. */
  function database(root) {
    const { fold, searched, relevance, nearness } = window.osaiFind;
    const { make, reparseSafe } = window.osaiDom;
    const [texts] = JSON.parse(root.querySelector("script").textContent);
    const language = root.closest("[lang]")?.lang || "en";
    const say = window.osaiTexts(texts, language);
    const collator = new Intl.Collator(language, { sensitivity: "base", numeric: true });
    const form = root.querySelector("form");
    const region = root.querySelector(".osai-region");
    const table = region.querySelector("table");
    const body = table.tBodies[0];
    const heads = [...root.querySelectorAll("th[data-k]")];
    const keys = heads.map((head) => head.dataset.k);
    const terms = heads.map((head) => head.querySelector("a.osai-term")?.hash ?? "");
    const facts = keys.filter((key, at) => at > 1 && !heads[at].classList.contains("c"));
    const labels = Object.fromEntries(heads.map((head, at) => [keys[at], (head.querySelector("span") ?? head).textContent]));
    const filters = [...form.querySelectorAll("fieldset[data-n]")].map((set) => ({
      name: set.dataset.n,
      label: set.querySelector("legend").firstElementChild?.firstElementChild?.textContent ?? set.querySelector("legend").textContent,
      boxes: [...set.querySelectorAll("input")],
    }));
    const place = Object.fromEntries(filters.map((filter, at) => [filter.name, at]));
    const status = form.querySelector("[role=status]");
    const near = form.querySelector(".osai-near");
    const orders = form.querySelector(".osai-order select");
    const ordered = root.querySelector(".osai-ordered");
    const chosen = form.querySelector(".osai-chosen");
    const rest = root.querySelector(".osai-rest");
    const here = location.pathname;
    const column = (row, key) => row.cells[keys.indexOf(key)].textContent;
    /* The value of a cell that says it in another way, such as a number with a decimal comma. */
    const exact = (cell) => cell.dataset.v ?? cell.textContent;
    const rows = [...body.rows].map((row, rank) => ({
      row,
      rank,
      id: decodeURIComponent(row.dataset.i),
      is: row.dataset.f.split(",").map((places) => places.split(".")),
      score: parseFloat(row.dataset.s ?? exact(row.cells[1])),
      released: column(row, "released"),
      compute: parseFloat(row.dataset.c ?? ""),
      fields: searched(["name", "organization", "base_model"].map((key) => column(row, key))),
      found: true,
    }));
    let order = rows;
    let [sort, sorted, typing, most, columns] = ["", "-score", null, MANY, null];

    const field = (name) => form.elements.namedItem(name);
    const value = (name) => (field(name).validity.valid ? field(name).value.trim() : "");

    /* What is asked for: for each part its name, and the test of a model. */
    const tests = () => {
      const found = [];
      filters.forEach(({ label, boxes }, at) => {
        const wanted = boxes.flatMap((box, i) => (box.checked ? String(i) : []));
        const clear = () => boxes.forEach((box) => (box.checked = false));
        if (wanted.length) found.push({ label, clear, test: (model) => model.is[at].some((is) => wanted.includes(is)) });
      });
      const [since, until, least, most] = TEXTS.slice(1).map(value);
      const known = (date, end) => date.length >= end.length;
      const add = (label, names, test) => {
        found.push({ label, test, clear: () => names.forEach((name) => (field(name).value = "")) });
      };
      const released = ({ released: r }) =>
        (!since || (known(r, since) && r.slice(0, since.length) >= since)) &&
        (!until || (known(r, until) && r.slice(0, until.length) <= until));
      if (since || until) add(say("release"), ["since", "until"], released);
      const open = ({ score }) => (!least || score >= Number(least)) && (!most || score <= Number(most));
      if (least || most) add(say("openness"), ["min_score", "max_score"], open);
      return found;
    };

    /* The relevance of each model for the search; near spellings only if no model has the words. */
    const search = () => {
      const text = value("find");
      const words = fold(text).split(/\s+/).filter(Boolean);
      for (const model of rows) model.fits = words.length ? relevance(words, model.fields) : 1;
      const literal = !words.length || rows.some((model) => model.fits);
      if (!literal) {
        const nearTo = nearness(text);
        for (const model of rows) model.fits = nearTo(model.fields);
      }
      return { text, words, literal };
    };

    const current = () => sort || (value("find") ? "fits" : "-score");

    const arrange = () => {
      const by = current();
      if (by === sorted && by !== "fits") return;
      const key = bare(by);
      const way = by.startsWith("-") ? -1 : 1;
      const sortValue = (model) => {
        if (by === "fits") return -model.fits;
        if (["score", "compute"].includes(key)) return Number.isNaN(model[key]) ? "" : model[key];
        if (heads[keys.indexOf(key)].classList.contains("c")) {
          const is = Number(model.is[place[key]][0]);
          return is > 3 ? "" : is; /* what does not apply comes last */
        }
        return column(model.row, key);
      };
      for (const model of rows) model.by = sortValue(model);
      order = [...rows].sort((a, b) => {
        if (a.by === "" || b.by === "") return (a.by === "") - (b.by === "") || a.rank - b.rank;
        const less = typeof a.by === "number" ? a.by - b.by : collator.compare(a.by, b.by);
        return way * less || a.rank - b.rank;
      });
      sorted = by;
    };

    /* Moves the rows that are shown, unless they are in this order: moving all takes long. */
    const inOrder = (shown) => {
      const follows = ({ row }, at) => !at || shown[at - 1].row.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (!shown.every(follows)) body.prepend(...shown.map(({ row }) => row));
    };

    const inWords = (by) => {
      if (texts.orders[by]) return texts.orders[by];
      const label = labels[bare(by)];
      const down = by.startsWith("-");
      if (heads[keys.indexOf(bare(by))].classList.contains("c")) return say(down ? "closedFirst" : "openFirst", { criterion: label });
      /* German has nouns with a capital letter in a sentence, too. */
      const name = language.startsWith("de") ? label : label.toLocaleLowerCase(language);
      return say(down ? "descending" : "ascending", { column: name });
    };

    const tellOrder = () => {
      const by = current();
      const known = [...(value("find") ? ["fits"] : []), ...ORDERS];
      if (!known.includes(by)) known.push(by);
      orders.replaceChildren(...known.map((one) => make("option", { value: one, selected: one === by }, inWords(one))));
      ordered.textContent = inWords(by);
      heads.forEach((head, at) => {
        if (keys[at] !== bare(by)) head.removeAttribute("aria-sort");
        else head.ariaSort = by.startsWith("-") ? "descending" : "ascending";
      });
    };

    /* Where nothing is found: how many models there are without one of the filters. */
    const tellNear = (all, asked) => {
      const without = all.map((one) => ({
        ...one,
        count: rows.filter((model) => model.fits && all.every(({ test }) => test === one.test || test(model))).length,
      }));
      if (asked.words.length && all.length)
        without.push({
          label: say("search"),
          clear: () => (field("find").value = ""),
          count: rows.filter((model) => all.every(({ test }) => test(model))).length,
        });
      const found = without.filter(({ count }) => count);
      const buttons = found.map(({ label, count, clear }) => {
        const words = say("without", { filter: label, count });
        const button = make("button", { type: "button", className: "osai-link" }, words);
        button.addEventListener("click", () => {
          clear();
          write(null);
          status.tabIndex = -1;
          status.focus();
        });
        return button;
      });
      near.replaceChildren(...(found.length ? [say("near"), " ", ...buttons.flatMap((one, at) => (at ? [" · ", one] : [one]))] : []));
      near.hidden = !found.length;
    };

    const show = () => {
      const all = tests();
      const asked = search();
      let count = 0;
      arrange();
      for (const model of order) {
        model.found = model.fits > 0 && all.every(({ test }) => test(model));
        count += model.found;
        const hidden = !model.found || count > most;
        if (model.row.hidden !== hidden) model.row.hidden = hidden;
      }
      inOrder(order.filter((model) => model.found).slice(0, most));
      rest.hidden = count <= most;
      tellOrder();
      for (const part of form.querySelectorAll("details:not(.osai-columns)")) {
        const inputs = [...part.querySelectorAll("input:not([type=range], .osai-narrow)")];
        const set = inputs.filter((input) => (input.type === "checkbox" ? input.checked : input.value));
        part.querySelector("b").textContent = set.length || "";
      }
      const found = say("found", { count, all: rows.length });
      const unknown = asked.literal ? "" : `${say("unknown", { text: asked.text })} `;
      if (count) status.textContent = unknown ? unknown + say("spellings", { found }) : found;
      else status.textContent = unknown + say("none", { found });
      near.hidden = true;
      if (!count) tellNear(all, asked);
    };

    /* The columns chosen, or those that there is room for. */
    const showColumns = () => {
      const wide = (key) => parseFloat(getComputedStyle(table.querySelector(`col.${key}`)).width) || 0;
      table.classList.remove(...facts.map((key) => `no-${key}`)); /* else the others are wider than they need */
      let room = root.clientWidth;
      for (const col of table.querySelectorAll("col:is(.name, .score, .grade)")) room -= parseFloat(getComputedStyle(col).width) || 0;
      const fitting = WANTED.filter((key) => (room -= wide(key)) >= 0 || ((room += wide(key)), false));
      const shown = columns ?? fitting;
      table.classList.add(...facts.filter((key) => !shown.includes(key)).map((key) => `no-${key}`));
      for (const box of form.querySelectorAll(".osai-columns input")) box.checked = shown.includes(box.value);
      hint();
    };

    /* The box scrolls only where the table is wider; a shadow shows that there is more. */
    const hint = () => {
      const wide = table.offsetWidth > root.clientWidth + 1;
      region.classList.toggle("osai-region--more", wide && region.scrollLeft + region.clientWidth < region.scrollWidth - 2);
      if (wide) region.tabIndex = 0;
      else region.removeAttribute("tabindex");
    };

    const read = () => {
      const query = new URLSearchParams(location.search);
      for (const name of TEXTS) field(name).value = query.get(name) ?? "";
      for (const { name, boxes } of filters) {
        const wanted = query.getAll(name);
        for (const box of boxes) box.checked = wanted.includes(box.value);
      }
      const by = query.get("sort") ?? "";
      sort = keys.includes(bare(by)) ? by : "";
      columns = query.has("columns") ? query.get("columns").split(",").filter((key) => facts.includes(key)) : null;
      for (const move of moves) move();
      showColumns();
      show();
    };

    const write = (from) => {
      const state = new URLSearchParams();
      for (const name of TEXTS) if (field(name).value) state.append(name, field(name).value);
      for (const { name, boxes } of filters)
        for (const box of boxes) if (box.checked) state.append(name, box.value);
      if (sort === "-score" && !field("find").value) sort = "";
      if (sort) state.append("sort", sort);
      if (columns) state.append("columns", columns.join(","));
      const address = here + (String(state) && `?${state}`);
      const again = typing === from && TEXTS.includes(from?.name);
      typing = from;
      for (const move of moves) move();
      show();
      try {
        history[again ? "replaceState" : "pushState"](null, "", address);
      } catch {
        // Safari refuses more than 100 changes in some seconds; the next one has all of them.
      }
    };

    const choose = () => {
      const picked = rows.filter((model) => model.box.checked).map((model) => model.id);
      for (const { box } of rows) box.disabled = picked.length > 5 && !box.checked;
      const [words, link] = chosen.children;
      link.hidden = picked.length < 2;
      link.search = `?models=${picked.map(encodeURIComponent).join(",")}`;
      link.textContent = say("compare", { count: picked.length });
      words.textContent = texts.choose[picked.length] ?? "";
    };

    /* As sanitize.py does: a spreadsheet executes no cell. */
    const cell = (text) => {
      const safe = text
        .replace(/[\r\p{Cf}]/gu, " ")
        .replace(/^(?=[\t\n]|\s*[=+\-@＝＋－＠])|(?<=;)(?=[\s"]*[=+\-@＝＋－＠])/gu, "'");
      return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    };
    const download = () => {
      const label = (td) => texts.classes[td.querySelector("i")?.className] ?? exact(td);
      const lines = [["id", ...heads.map((h) => h.dataset.k + (h.className === "c" ? "_class" : ""))]];
      for (const { row, id, found } of order) {
        const [name, score, ...others] = [...row.cells].map(label);
        if (found) lines.push([id, name, row.dataset.s ?? score, ...others]);
      }
      const text = lines.map((line) => `${line.map(cell).join(",")}\n`).join("");
      const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: "models.csv" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    };

    /* The signs of a row become links to the evidence when somebody comes to the row. */
    const linkSigns = (row) => {
      const page = row?.cells[0].querySelector("a");
      if (!page || row.dataset.linked) return;
      row.dataset.linked = "yes";
      terms.forEach((term, at) => {
        const sign = row.cells[at].querySelector("i:not(.na)");
        if (!term.startsWith("#criterion-") || !sign) return;
        const words = reparseSafe(say("evidence", { criterion: labels[keys[at]], class: sign.ariaLabel }));
        const link = make("a", { className: "osai-dot", tabIndex: -1, ariaLabel: words, title: words });
        link.href = page.href.replace(/#.*$/, "") + term;
        sign.replaceWith(link);
        link.append(sign);
      });
    };
    const rowOf = (event) => event.target.closest?.("tbody tr");
    body.addEventListener("pointerover", (event) => linkSigns(rowOf(event)));
    body.addEventListener("focusin", (event) => linkSigns(rowOf(event)));
    body.addEventListener("keydown", (event) => {
      const row = rowOf(event);
      if (!row || event.target.tagName !== "A" || event.altKey || event.ctrlKey || event.metaKey) return;
      const at = event.target.closest("td, th").cellIndex;
      const link = (line, cell) => line?.cells[cell]?.querySelector("a");
      const along = (step) => {
        for (let cell = at + step; row.cells[cell]; cell += step) if (link(row, cell)) return link(row, cell);
      };
      const across = (way) => {
        for (let line = row[way]; line; line = line[way]) {
          if (line.hidden) continue;
          linkSigns(line);
          if (link(line, at)) return link(line, at);
        }
      };
      const target = {
        ArrowRight: () => along(1),
        ArrowLeft: () => along(-1),
        ArrowDown: () => across("nextElementSibling"),
        ArrowUp: () => across("previousElementSibling"),
      }[event.key]?.();
      if (!target) return;
      event.preventDefault();
      target.focus();
    });
    /* A theme that handles links itself takes the focus away. */
    root.querySelector(".osai-skip").addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      root.querySelector("#osai-after").focus();
    });
    /* The whole cell of a sign is its link. */
    body.addEventListener("click", ({ target }) => {
      if (target.tagName === "TD") target.querySelector(".osai-dot")?.click();
    });
    table.caption.querySelector("[hidden]")?.removeAttribute("hidden");

    for (const head of heads) {
      const button = make("button", { type: "button" });
      const term = head.querySelector(".osai-term");
      if (term?.hasAttribute("aria-describedby")) button.setAttribute("aria-describedby", term.getAttribute("aria-describedby"));
      button.append(...(term ?? head).childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const key = head.dataset.k;
        const first = (DESCENDING.includes(key) ? "-" : "") + key;
        sort = current() === first ? (first === key ? `-${key}` : key) : first;
        write(null);
      });
    }
    for (const model of rows) {
      const box = make("input", { type: "checkbox", ariaLabel: reparseSafe(say("pick", { model: model.row.cells[0].textContent })) });
      model.box = box;
      model.row.cells[0].prepend(box);
    }

    const choice = form.querySelector(".osai-columns fieldset");
    for (const key of facts) choice.append(make("label", {}, make("input", { type: "checkbox", value: key }), make("span", {}, labels[key])));
    choice.addEventListener("input", (event) => {
      event.stopPropagation();
      columns = [...choice.querySelectorAll("input:checked")].map((box) => box.value);
      showColumns();
      write(null);
    });

    /* A filter with many values has a field that narrows them down. */
    for (const { name, label, boxes } of filters) {
      if (boxes.length <= LONG) continue;
      const input = make("input", { type: "search", className: "osai-narrow", placeholder: say("find"), ariaLabel: reparseSafe(say("findIn", { filter: label })) });
      const set = boxes[0].closest("fieldset");
      set.querySelector("legend").after(input);
      input.addEventListener("input", (event) => {
        event.stopPropagation();
        const text = fold(input.value.trim());
        for (const box of boxes) box.parentElement.hidden = !box.checked && !fold(box.parentElement.textContent).includes(text);
      });
    }
    const moves = [...form.querySelectorAll(".osai-range:is([data-months], :has([type=number]))")].map((panel) => window.osaiSliders(panel, write, say));

    body.addEventListener("change", choose);
    form.addEventListener("input", (event) => {
      if (event.target === orders) sort = orders.value === "fits" ? "" : orders.value;
      write(event.target);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("[data-do=csv]").addEventListener("click", download);
    form.querySelector("[data-do=reset]").addEventListener("click", () => {
      sort = "";
      columns = null;
      form.reset();
      for (const label of form.querySelectorAll("label[hidden]")) label.hidden = false;
      showColumns();
      write(null);
    });
    form.querySelector("[data-do=more]").addEventListener("click", ({ currentTarget: button }) => {
      button.ariaExpanded = String(form.classList.toggle("osai-filters--all"));
    });
    rest.querySelector("button").addEventListener("click", () => {
      const next = order.filter((model) => model.found)[most];
      most = Infinity;
      show();
      next?.row.querySelector("a, input")?.focus();
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
    region.addEventListener("scroll", hint, { passive: true });
    let width = 0;
    new ResizeObserver(() => {
      if (root.clientWidth === width) return;
      width = root.clientWidth;
      showColumns();
    }).observe(root);
    restore = () => {
      if (location.pathname === here && root.isConnected) read();
    };
    form.hidden = false;
    choose();
    read();
  }

  (window.osaiPages ??= {})["osai-database"] = database;
  addEventListener("popstate", () => restore());
})();
