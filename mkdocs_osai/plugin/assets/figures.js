(() => {
  "use strict";
  const NEAR = 16; // pixels from a mark to a pointer that means it
  const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const make = (tag, about, ...inside) => {
    const element = Object.assign(document.createElement(tag), about);
    element.append(...inside);
    return element;
  };

  /* A shape, or a point of a line. */
  const marksOf = (svg) => {
    const marks = new Map();
    for (const shape of svg.querySelectorAll("[data-t]")) {
      const texts = shape.dataset.t.split("\n");
      const points = texts[1] && shape.getAttribute("d").slice(1).split("L");
      texts.forEach((text, i) => {
        const [x, y] = points ? points[i].split(" ").map(Number) : [];
        const box = points ? { x, y, width: 0, height: 0 } : shape.getBBox();
        const mark = marks.get(text) ?? { text, box, points, shapes: [], of: shape.dataset.of };
        mark.shapes.push(shape);
        marks.set(text, mark);
      });
    }
    return [...marks.values()];
  };

  const explore = (figure, pictures, ariaLabel, word) => {
    const models = figure.querySelector(".osai-own")?.href;
    const tip = make("output", { className: "osai-tip", hidden: true });
    const chart = make("span", { className: "osai-chart", tabIndex: 0, role: "group", ariaLabel });
    pictures[0].before(chart);
    chart.append(...pictures, tip);
    let [svg, source, marks, now] = [null, "", [], -1];
    const unit = () => svg.clientWidth / svg.viewBox.baseVal.width;

    const load = async () => {
      const image = pictures.map((p) => p.querySelector("img")).find((i) => i.offsetWidth);
      if (!image || (source && source === image.currentSrc)) return;
      try {
        await image.decode(); // it may not be loaded yet
        source = image.currentSrc;
        const text = await (await fetch(source)).text();
        const found = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
        if (found.tagName !== "svg") return;
        found.querySelector("title")?.remove();
        found.removeAttribute("role");
        found.ariaHidden = true;
        show(-1);
        svg?.remove();
        tip.before((svg = document.importNode(found, true)));
        marks = marksOf(svg);
        now = -1;
      } catch {
        source = "";
      }
    };

    const show = (to) => {
      if (!svg || to === now) return;
      const mark = marks[(now = to)];
      tip.hidden = !mark;
      svg.classList.toggle("osai-pointed", !!mark);
      for (const old of svg.querySelectorAll(".osai-on")) old.classList.remove("osai-on");
      svg.querySelector("circle")?.remove();
      if (!mark) return;
      const { text, box, points, shapes, of } = mark;
      for (const shape of shapes) shape.classList.add("osai-on");
      if (points) {
        const dot = document.createElementNS(svg.namespaceURI, "circle");
        const about = { cx: box.x, cy: box.y, r: 5, fill: shapes[0].getAttribute("stroke") };
        for (const name in about) dot.setAttribute(name, about[name]);
        svg.append(dot);
      }
      tip.replaceChildren(text);
      if (models && of) tip.append(" ", make("a", { href: `${models}#m${of}`, tabIndex: -1 }, word));
      const left = (box.x + box.width / 2) * unit() - tip.offsetWidth / 2;
      tip.style.left = `${Math.max(0, Math.min(left, chart.clientWidth - tip.offsetWidth))}px`;
      const above = box.y * unit() - tip.offsetHeight - 8;
      tip.style.top = `${above < 0 ? (box.y + box.height) * unit() + 8 : above}px`;
    };

    const nearest = ({ target, clientX, clientY }) => {
      const hit = marks.findIndex(({ points, shapes }) => !points && shapes.includes(target));
      const { left, top } = svg.getBoundingClientRect();
      const [px, py] = [(clientX - left) / unit(), (clientY - top) / unit()];
      const far = marks.map(({ box: { x, y, width, height } }) =>
        Math.hypot(Math.max(x - px, 0, px - x - width), Math.max(y - py, 0, py - y - height)));
      const least = Math.min(...far);
      return hit < 0 && least < NEAR / unit() ? far.indexOf(least) : hit;
    };
    const point = async (event) => {
      if (tip.contains(event.target)) return;
      await load();
      if (svg) show(nearest(event));
    };
    const over = chart.closest(".osai-areas") ?? chart; // links lie over the chart
    over.onpointermove = over.onpointerdown = point;
    over.onpointerleave = ({ pointerType }) => pointerType === "mouse" && show(-1);
    chart.onblur = ({ relatedTarget }) => chart.contains(relatedTarget) || show(-1);
    chart.onkeydown = async (event) => {
      const step = KEYS[event.key];
      if (event.key === "Escape") show(-1);
      if (event.key === "Enter") tip.querySelector("a")?.click();
      if (!step) return;
      event.preventDefault();
      await load();
      if (marks[0]) show((Math.max(now, step < 0 ? 0 : -1) + step + marks.length) % marks.length);
    };
    // Another theme or width of the window shows another image.
    const resized = new ResizeObserver(() => svg && load());
    for (const picture of pictures) resized.observe(picture.querySelector("img"));
  };

  const start = () => {
    for (const figure of document.querySelectorAll(".osai-figure:not([data-ready])")) {
      figure.dataset.ready = "";
      const pictures = [...figure.querySelectorAll("picture")];
      const place = figure.querySelector(".osai-source");
      const [values, models, copy, copied] = place.dataset.texts.split("|");
      if (pictures[0]) explore(figure, pictures, values, models);
      const cite = place.dataset.cite?.replaceAll("\u2060", "");
      if (!cite || !navigator.clipboard) continue;
      const button = make("button", { type: "button" }, copy);
      button.onclick = () =>
        navigator.clipboard.writeText(cite).then(() => (button.textContent = copied));
      place.append(" · ", button);
    }
  };
  if (window.document$) document$.subscribe(start);
  else addEventListener("DOMContentLoaded", start);
})();
