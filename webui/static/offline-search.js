// The search of a copy that is read without a server: it looks in the index of offline-index.js, in both languages.
(() => {
  "use strict";
  const MOST_SHOWN = 50;
  const [PLACE, NAMED, EXACT, CITED, SAME, ALIKE] = [30, 9, 6, 4, 2, 1];
  const SHORTEST_STEM = 4; // letters that two forms of a word share at their beginning
  const LANGUAGES = ["en", "id"];

  const box = document.getElementById("offline-results");
  const { entries, names, same } = window.selarasIndex;
  const language = LANGUAGES.indexOf(box.dataset.language);
  const asked = new URLSearchParams(window.location.search);
  const text = asked.get("q") || "";
  asked.delete("q");

  const words = (given) => given.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const contains = (held, label) => ` ${held.join(" ")} `.includes(` ${label.join(" ")} `);

  const prepared = entries.map((entry) => {
    const [file, id, labels, headings, digests] = entry;
    const [slug, path] = id.split(":");
    const said = words([...labels, ...headings, ...digests].join(" "));
    return {
      entry,
      cited: new Set(id ? words(`${names[slug] || ""} ${labels.join(" ")} ${slug} ${path}`) : []),
      place: id ? words(path) : [],
      named: new Set(words((id ? headings : [...labels, ...headings]).join(" "))),
      said: new Set(said),
      line: ` ${said.join(" ")} `,
      depth: id ? path.split(".").length : 1,
    };
  });

  // Two words are alike where one begins as the other does: "victims" and "victim", "restitusinya" and "restitusi".
  const alike = (word, held) => {
    if (word.length < SHORTEST_STEM) return false;
    for (const other of held) {
      if (other.length >= SHORTEST_STEM && (other.startsWith(word) || word.startsWith(other))) return true;
    }
    return false;
  };

  const weigh = (word, { cited, named, said }) => {
    if (named.has(word)) return NAMED;
    if (said.has(word)) return EXACT;
    if (cited.has(word)) return CITED;
    return alike(word, said) ? ALIKE : 0;
  };

  // Other names of the concepts that the words name, such as "broker" for "calo".
  const synonyms = (wanted) =>
    same
      .map((group) => group.map(words))
      .filter((group) => group.some((label) => contains(wanted, label)))
      .flatMap((group) => group.filter((label) => !contains(wanted, label)))
      .map((label) => ` ${label.join(" ")} `);

  const rank = (wanted, facets) => {
    const others = synonyms(wanted);
    const narrowed = prepared.filter(({ entry }) => facets.every((facet) => entry[5].includes(facet)));
    const scored = narrowed.map((item) => {
      const weights = wanted.map((word) => weigh(word, item));
      const meant = others.filter((label) => item.line.includes(label)).length * SAME;
      const whole = weights.every((weight) => weight > 0);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      // A citation: words that all stand in the names of the law, with the numbers of the provision.
      const cited = item.place.length && wanted.every((word) => item.cited.has(word));
      const placed = cited && item.place.every((number) => wanted.includes(number));
      const best = (whole ? EXACT : 0) + (placed ? PLACE : 0) - item.depth / 10;
      return { item, whole: whole || meant > 0, score: sum + meant + best, sum: sum + meant };
    });
    if (!wanted.length) return facets.length ? narrowed : [];
    const any = scored.filter(({ sum }) => sum > 0);
    const all = any.filter(({ whole }) => whole);
    return (all.length ? all : any).sort((first, second) => second.score - first.score).map(({ item }) => item);
  };

  const element = (tag, style, content) => {
    const made = document.createElement(tag);
    if (style) made.className = style;
    made.append(...content);
    return made;
  };

  const shown = ({ entry: [file, id, labels, headings, digests, , held] }) => {
    const link = element("a", "", [labels[language]]);
    link.href = file;
    const beside = id ? headings[language] : labels[1 - language];
    const note = element("span", id ? "provision-heading" : "quiet", [beside]);
    if (!id) note.lang = LANGUAGES[1 - language];
    const badges = [];
    if (!held) badges.push(element("span", "badge is-past", [box.dataset.past]));
    if (!id) badges.push(element("span", "badge is-term", [box.dataset.term]));
    return element("li", "", [
      element("p", "found-head", [link, " ", note]),
      element("p", "found-text", [digests[language]]),
      ...(badges.length ? [element("p", "badges", badges)] : []),
    ]);
  };

  const wanted = words(text);
  const facets = [...asked].map(([name, value]) => `${name}=${value}`);
  document.querySelectorAll('input[name="q"]').forEach((field) => { field.value = text; });
  if (wanted.length || facets.length) {
    const found = rank(wanted, facets);
    const say = (line, count) => element("p", "section-note", [line.replace("{count}", String(count))]);
    box.append(found.length ? say(box.dataset.found, found.length) : say(box.dataset.nothing, 0));
    if (found.length > MOST_SHOWN) box.append(say(box.dataset.more, MOST_SHOWN));
    box.append(element("ol", "found", found.slice(0, MOST_SHOWN).map(shown)));
  }
})();
