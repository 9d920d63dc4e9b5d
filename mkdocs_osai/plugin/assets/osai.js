/* What the pages share. Text from addresses and from the data is never used as HTML. */
(() => {
  "use strict";

  /**
   * Texts in the language of the page, from the JSON in it (see views/script_texts.py).
   * @param texts name → the text, or a list of texts for one thing and for several
   * @param language a language tag
   * @returns a function that gives the text of a name with its values; `count` decides which text
   */
  window.osaiTexts = (texts, language) => {
    const rules = new Intl.PluralRules(language);
    const shown = (value) => (typeof value === "number" ? value.toLocaleString(language) : value);
    return (name, values = {}) => {
      const found = texts[name];
      const text = typeof found === "string" ? found : found[rules.select(values.count) === "one" ? 0 : 1];
      return text.replace(/\{(\w+)\}/g, (_, key) => shown(values[key]));
    };
  };

  window.osaiDom = {
    /* As sanitize.py does: the text stays text if a script reads an attribute as HTML. */
    reparseSafe: (text) => text.replace(/<(?=[a-z/!?])|&(?=#|lt|amp)/gi, "$&\u2060"),
    make: (tag, about = {}, ...inside) => {
      const element = Object.assign(document.createElement(tag), about);
      element.append(...inside);
      return element;
    },
  };

  const start = () => {
    for (const [id, begin] of Object.entries(window.osaiPages)) {
      const root = document.getElementById(id);
      if (!root || root.dataset.ready) continue;
      root.dataset.ready = "yes";
      root.querySelector(".osai-without").hidden = true;
      begin(root);
    }
  };

  /* On a touch screen the first tap on a term shows its meaning, and the second one follows the link. */
  let tapped = null;
  addEventListener(
    "click",
    (event) => {
      const term = event.target.closest?.("a.osai-term:has(> .osai-basis)");
      if (event.pointerType === "touch" && term && term !== tapped) {
        event.preventDefault();
        event.stopPropagation();
        term.focus();
      }
      tapped = event.pointerType === "touch" ? term : null;
    },
    true,
  );
  /* The Escape key hides the basis of a number, which a style sheet shows. */
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const shown of document.querySelectorAll(":is(a, data, button):is(:hover, :focus) .osai-basis")) {
      shown.hidden = true;
      for (const leaving of ["pointerleave", "blur"])
        shown.parentElement.addEventListener(leaving, () => (shown.hidden = false), { once: true });
    }
  });
  /* When all parts of this script have run. Material replaces pages without loading them, and publishes an event. */
  const later = () => queueMicrotask(start);
  if (window.document$) document$.subscribe(later);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", later);
  else later();
})();
