// The search of a copy that is read without a server: it looks in the index of offline-index.js, in both languages.
(() => {
  "use strict";
  const MOST_SHOWN = 50;
  const [PLACE, NAMED, EXACT, CITED, SAME, ALIKE] = [1000, 9, 6, 4, 2, 1];
  const SHORTEST_STEM = 4; // letters that two forms of a word share at their beginning
  const LANGUAGES = ["en", "id"];

  const box = document.getElementById("offline-results");
  const { entries, names, amending, numbering, fillers, same } = window.selarasIndex;
  const language = LANGUAGES.indexOf(box.dataset.language);
  const asked = new URLSearchParams(window.location.search);
  const text = asked.get("q") || "";
  asked.delete("q");

  const words = (given) => given.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const contains = (held, label) => ` ${held.join(" ")} `.includes(` ${label.join(" ")} `);

  const tells = (word) => !fillers.includes(word);
  const telling = (given) => (given.some(tells) ? given.filter(tells) : given);
  const known = Object.entries(names).sort(([first], [second]) => second.length - first.length);
  const called = {}; // all words in the names of each law
  for (const [name, slug] of known) called[slug] = `${called[slug] || ""} ${name}`;

  // The laws that a text names, each before those that amend it, and the other words of the text.
  const read = (given) => {
    const counted = words(given).filter((word) => !numbering.includes(word));
    let rest = ` ${counted.join(" ").replaceAll("undang undang", "uu")} `;
    const laws = [];
    for (const [name, slug] of known) {
      const without = rest.replace(new RegExp(` ${name.replaceAll(" ", " ?")} `, "u"), " ");
      if (without !== rest) laws.push(slug, ...(amending[slug] || []));
      rest = without;
    }
    return { laws: [...new Set(laws)], others: words(rest) };
  };

  const prepared = entries.map((entry) => {
    const [file, id, labels, headings, digests] = entry;
    const [slug, path] = id.split(":");
    const said = words([...labels, ...headings, ...digests].join(" "));
    return {
      entry,
      slug,
      silent: !digests.some(Boolean),
      cited: new Set(id ? words(`${called[slug] || ""} ${labels.join(" ")} ${slug} ${path}`) : []),
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

  // How well a provision is cited by numbers: one that they lead to, or past, or that stands inside that one.
  const placed = ({ slug, place, depth }, laws, numbers) => {
    if (!laws.includes(slug)) return 0;
    let shared = 0;
    while (shared < place.length && place[shared] === numbers[shared]) shared += 1;
    const fits = shared && (shared === place.length || shared === numbers.length);
    return fits ? PLACE * shared - depth - laws.indexOf(slug) / laws.length : 0;
  };

  const rank = (typed, facets) => {
    const { laws, others } = read(typed);
    const places = new Set(prepared.flatMap(({ slug, place }) => (laws.includes(slug) ? place : [])));
    const numbers = others.filter((word) => places.has(word));
    const within = laws.length && others.some(tells) && !numbers.length;
    const wanted = telling(within ? others : words(typed));
    const meaning = synonyms(wanted);
    const narrowed = prepared.filter(({ entry }) => facets.every((facet) => entry[5].includes(facet)));
    const scored = narrowed.map((item) => {
      const weights = wanted.map((word) => weigh(word, item));
      const meant = meaning.filter((label) => item.line.includes(label)).length * SAME;
      const whole = weights.every((weight) => weight > 0);
      const sum = weights.reduce((total, weight) => total + weight, 0);
      const cited = placed(item, laws, numbers);
      const score = cited || sum + meant + (whole ? EXACT : 0) - item.depth / 10;
      return { item, whole: cited || whole || meant > 0, score, fits: cited || (sum + meant > 0 && !item.silent) };
    });
    if (!wanted.length) return facets.length ? narrowed.filter(({ silent }) => !silent) : [];
    const any = scored.filter(({ fits }) => fits);
    const all = any.filter(({ whole }) => whole);
    const best = all.length ? all : any;
    const inside = within ? best.filter(({ item }) => laws.includes(item.slug)) : [];
    const terms = best.filter(({ item }) => !item.place.length);
    return (inside.length ? [...inside, ...terms] : best)
      .sort((first, second) => second.score - first.score)
      .map(({ item }) => item);
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
      ...(digests[language] ? [element("p", "found-text", [digests[language]])] : []),
      ...(badges.length ? [element("p", "badges", badges)] : []),
    ]);
  };

  const facets = [...asked].map(([name, value]) => `${name}=${value}`);
  document.querySelectorAll('input[name="q"]').forEach((field) => { field.value = text; });
  if (words(text).length || facets.length) {
    const found = rank(text, facets);
    const say = (line, count) => element("p", "section-note", [line.replace("{count}", String(count))]);
    box.append(found.length ? say(box.dataset.found, found.length) : say(box.dataset.nothing, 0));
    if (found.length > MOST_SHOWN) box.append(say(box.dataset.more, MOST_SHOWN));
    box.append(element("ol", "found", found.slice(0, MOST_SHOWN).map(shown)));
  }
})();
