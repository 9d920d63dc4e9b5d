/* Sliders for the two ends of a range, beside the fields for typing them. */
(() => {
  "use strict";

  const months = (text) => {
    const [year, month] = text.split("-").map(Number);
    return 12 * year + month - 1;
  };
  const month = (count) => `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;

  /* How a range is counted: its ends, and a typed text as a place and back. */
  const scales = (panel) => {
    if (!panel.dataset.months) return { low: 0, high: 100, place: (text) => 100 * Number(text), text: (place) => String(place / 100) };
    const [low, high] = panel.dataset.months.split(" ").map(months);
    const place = (text, last) => months(text.length > 4 ? text : `${text}-${last ? 12 : "01"}`);
    return { low, high, place, text: month };
  };

  /**
   * Adds the sliders to a panel.
   * @param changed called with the field that a slider has changed
   * @param say gives the texts of the page
   * @returns a function that moves the sliders to what is typed
   */
  const sliders = (panel, changed, say) => {
    const fields = [...panel.querySelectorAll("input")];
    const { low, high, place, text } = scales(panel);
    const shown = (at) => (panel.dataset.months ? text(at) : say("value", { value: at / 100 }));
    const range = panel.closest("details").querySelector("summary").firstChild.textContent.trim();
    const knobs = fields.map((field, last) => {
      const knob = document.createElement("input");
      Object.assign(knob, { type: "range", min: low, max: high, step: 1, ariaLabel: say(last ? "to" : "from", { range }) });
      return knob;
    });
    const box = document.createElement("div");
    box.className = "osai-slider";
    box.append(...knobs);
    panel.prepend(box);
    const told = () =>
      knobs.forEach((knob, last) => {
        const end = Number(knob.value) === (last ? high : low);
        const value = shown(Number(knob.value));
        knob.ariaValueText = end ? say("noLimit", { value }) : value;
      });
    knobs.forEach((knob, last) =>
      knob.addEventListener("input", (event) => {
        event.stopPropagation();
        const other = Number(knobs[1 - last].value);
        knob.value = last ? Math.max(knob.value, other) : Math.min(knob.value, other);
        const at = Number(knob.value);
        fields[last].value = at === (last ? high : low) ? "" : text(at);
        told();
        changed(fields[last]);
      }),
    );
    return () => {
      knobs.forEach((knob, last) => {
        const { value, validity } = fields[last];
        const at = value && validity.valid ? Math.round(place(value, last)) : NaN;
        knob.value = Number.isNaN(at) ? (last ? high : low) : Math.min(high, Math.max(low, at));
      });
      told();
    };
  };

  window.osaiSliders = sliders;
})();
