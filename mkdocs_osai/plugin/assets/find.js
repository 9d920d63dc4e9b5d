/* The search of the database: by relevance, and near spellings where nothing else is found. */
(() => {
  "use strict";

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const plain = (text) => ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

  /** What the search reads of a model: its name, its organisation and its base model. */
  const searched = (texts) =>
    texts.map((text) => {
      const folded = fold(text);
      return { folded, plain: plain(folded) };
    });

  /* How well a word fits a text: the whole text, one of its words, the beginning of one, a part. */
  const fit = (word, { folded, plain: words }) => {
    if (!folded.includes(word)) return 0;
    const own = plain(word);
    if (words === own) return 4;
    if (words.includes(own)) return 3;
    return words.includes(own.trimEnd()) ? 2 : 1;
  };

  /** The relevance of a model for a search; 0 if a word is nowhere. A name counts most. */
  const relevance = (words, fields) => {
    let sum = 0;
    for (const word of words) {
      const at = fields.findIndex((field) => field.folded.includes(word));
      if (at < 0) return 0;
      sum += 10 * (fields.length - at) + fit(word, fields[at]);
    }
    return sum;
  };

  /* The number of letters to add, leave out, change or swap; `most` + 1 if there are more. */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let [before, last] = [[], [...Array(b.length + 1).keys()]];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        next[j] = Math.min(last[j] + 1, next[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
          next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, last] = [last, next];
    }
    return last[b.length];
  };

  /** Gives the relevance of models for near spellings of a search; 0 for those that are not near. */
  const nearness = (text) => {
    const words = plain(fold(text)).split(" ").filter(Boolean);
    const known = new Map();
    const near = (word, token) => {
      const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
      const key = `${word} ${token}`;
      if (!known.has(key)) known.set(key, token.startsWith(word) ? 0 : distance(word, token, most) - most);
      return known.get(key) <= 0;
    };
    return (fields) => {
      let sum = words.length ? 1 : 0;
      for (const word of words) {
        const at = fields.findIndex((field) => field.plain.split(" ").some((token) => token && near(word, token)));
        if (at < 0) return 0;
        sum += 10 * (fields.length - at);
      }
      return sum;
    };
  };

  window.osaiFind = { fold, searched, relevance, nearness };
})();
