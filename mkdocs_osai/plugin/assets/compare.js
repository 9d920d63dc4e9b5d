/* The comparison: two to six models side by side. */
(() => {
  "use strict";

  let restore = () => {};

  function comparison(root) {
    const [texts, states, criteria, facts, urls, all] = JSON.parse(root.querySelector("script").textContent);
    const text = window.osaiTexts(texts, root.closest("[lang]")?.lang || "en");
    const { make, reparseSafe } = window.osaiDom;
    const links = [...root.querySelectorAll("li")].map((item) => item.querySelector("a")?.href);
    const models = new Map(
      all.map(([id, name, score, is, told, evidence], at) => [
        id,
        { id, name, score, is, told, evidence, link: links[at] },
      ]),
    );
    const [form, status] = [root.querySelector("form"), root.querySelector("[role=status]")];
    const [region, table] = [root.querySelector(".osai-beside"), root.querySelector("table")];
    const [select, add] = [form.querySelector("select"), form.querySelector("button")];
    const here = location.pathname;

    /* A line may break before a dot, and in a name such as CodeLlama, but not inside a word. */
    const breakable = (name) =>
      name.split(/(?=[_/])|(?<=\p{L})(?=\.\p{L})|(?<=\p{Ll})(?=\p{Lu})/u).flatMap((word, at) => (at ? [make("wbr"), word] : [word]));
    const glossary = root.querySelector(".osai-glossary-link")?.href;
    const asking = ([name, asks, ref], at) => {
      if (!glossary) return name;
      const href = `${glossary}#${encodeURIComponent(`criterion-${ref}`)}`;
      const term = make("a", { className: "osai-term", href }, make("span", {}, name));
      if (!asks) return term;
      term.setAttribute("aria-describedby", `asks-${at}`);
      term.append(make("span", { className: "osai-basis", id: `asks-${at}`, ariaHidden: "true" }, asks));
      return term;
    };
    const named = ({ name, link }) => (link ? make("a", { href: link }, ...breakable(name)) : make("span", {}, ...breakable(name)));
    /* On a phone the rows are no longer laid out as a table, so they need their roles. */
    const row = (...cells) => make("tr", { role: "row" }, ...cells);
    const body = (...rows) => make("tbody", { role: "rowgroup" }, ...rows);
    const line = (name, cells, chosen) =>
      row(
        make("th", { scope: "row", role: "rowheader" }, name),
        ...cells.map((cell, at) =>
          make(
            "td",
            { role: "cell" },
            make("b", { ariaHidden: "true" }, ...breakable(chosen[at].name)),
            make("div", {}, ...[cell].flat()),
          ),
        ),
      );
    const part = (title, lines, width) =>
      lines.length
        ? [body(row(make("th", { colSpan: width, scope: "rowgroup", role: "rowheader" }, title)), ...lines)]
        : [];

    const sources = (places, criterion, model) => {
      const seen = new Map();
      let last = null;
      return places.flatMap((place) => {
        const link = make("a", { href: urls[place] });
        const host = link.hostname.replace(/^www\./, "") || urls[place];
        const times = (seen.get(host) ?? 0) + 1;
        seen.set(host, times);
        const address = host + (times > 1 ? ` (${times})` : "");
        link.append(...(host === last ? [`(${times})`] : breakable(address)));
        last = host;
        link.ariaLabel = reparseSafe(text("evidence", { address, criterion, model }));
        return [" ", link];
      });
    };
    const grade = (model, at) => {
      const [name, sign, words] = states[model.is[at]];
      const parts = ["open", "partial", "closed"].includes(name)
        ? [make("i", { className: name, ariaHidden: "true" }, sign), ` ${words}`]
        : [words];
      return [make("span", {}, ...parts), ...sources(model.evidence[at], criteria[at][0], model.name)];
    };

    const ids = () => {
      const values = [...location.search.matchAll(/[?&]models=([^&]*)/g)].flatMap((match) => match[1].split(","));
      return values.filter(Boolean).map((value) => {
        try {
          return decodeURIComponent(value.replaceAll("+", " "));
        } catch {
          return value;
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
        make("option", { value: "" }, text(chosen.length > 5 ? "most" : "choose")),
        ...[...models.values()].filter((m) => !chosen.includes(m)).map((m) => make("option", { value: m.id }, m.name)),
      );
      if (!chosen.some((model) => model.id === kept)) select.value = kept;
      select.disabled = add.disabled = chosen.length > 5;

      const applying = [...criteria.keys()].filter((at) => chosen.some((m) => states[m.is[at]][0] !== "na"));
      const [differ, alike] = [true, false].map((wanted) =>
        applying.filter((at) => new Set(chosen.map((m) => m.is[at])).size > 1 === wanted),
      );
      const lines = (of) => of.map((at) => line(asking(criteria[at], at), chosen.map((m) => grade(m, at)), chosen));
      const width = chosen.length + 1;
      const heads = chosen.map((model) => {
        const button = make("button", { type: "button", ariaLabel: reparseSafe(text("removeModel", { model: model.name })) }, text("remove"));
        button.addEventListener("click", () => {
          const at = chosen.indexOf(model);
          go(chosen.filter((other) => other !== model));
          (table.querySelectorAll("thead button")[Math.min(at, chosen.length - 2)] ?? select).focus();
        });
        return make("th", { scope: "col", role: "columnheader" }, named(model), button);
      });
      table.dataset.models = chosen.length;
      table.replaceChildren(
        make("caption", { className: "osai-unseen" }, text("caption")),
        make("thead", { role: "rowgroup" }, row(make("td", { role: "cell" }), ...heads)),
        body(line(text("openness"), chosen.map((m) => m.score), chosen)),
        ...part(text("differ"), chosen.length > 1 ? lines(differ) : [], width),
        ...part(text(chosen.length > 1 ? "alike" : "criteria"), lines(alike), width),
        ...part(text("about"), facts.map((name, at) => line(name, chosen.map((m) => breakable(m.told[at] || text("untold"))), chosen)), width),
      );
      region.hidden = !chosen.length;
      const missing = requested.filter((id) => !models.has(id)).length;
      const left = requested.length - missing - chosen.length;
      const sentences = chosen.length > 1
        ? [text("summary", { models: chosen.map((m) => m.name).join(", "), count: differ.length, all: applying.length })]
        : [text(chosen.length ? "second" : "two")];
      if (missing) sentences.push(text("missing", { count: missing }));
      if (left > 0) sentences.push(text("six"));
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
    form.hidden = false;
    show();
  }

  (window.osaiPages ??= {})["osai-comparison"] = comparison;
  addEventListener("popstate", () => restore());
})();
