// The search of a copy that is read without a server: it looks in the index of offline-index.js, in both languages.
(() => {
  "use strict";
  const MOST_SHOWN = 50;
  const MOST_NEAR = 4;
  const PLACE = 1000;
  const [HEADING, EXACT, SAME, ALIKE] = [3, 6, 2, 1]; // as the service weighs them
  const [SATURATION, SHORTNESS] = [1.2, 0.75]; // of BM25
  const SHORTEST_STEM = 4; // letters that two forms of a word share at their beginning
  const LANGUAGES = ["en", "id"];

  const box = document.getElementById("offline-results");
  const { entries, names, amending, numbering, articles, levels, fillers, same } = window.selarasIndex;
  const { forms, ambiguous, prominence } = window.selarasIndex;
  const language = LANGUAGES.indexOf(box.dataset.language);
  const asked = new URLSearchParams(window.location.search);
  const text = asked.get("q") || "";
  asked.delete("q");

  const words = (given) => given.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  const contains = (held, label) => ` ${held.join(" ")} `.includes(` ${label.join(" ")} `);

  const tells = (word) => !fillers.includes(word);
  const telling = (given) => (given.some(tells) ? given.filter(tells) : given);
  const known = Object.entries(names).sort(([first], [second]) => second.length - first.length);
  const reading = Object.keys(prominence);

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

  // A text to look in; two spaces between its words, so that phrases side by side are both counted.
  const field = (held) => {
    const counts = new Map();
    for (const word of held) counts.set(word, (counts.get(word) || 0) + 1);
    return { counts, line: ` ${held.join(" ").replaceAll(" ", "  ")} `, length: held.length };
  };

  const prepared = entries.map((entry) => {
    const [file, id, labels, headings, digests, , , headed, beside] = entry;
    const [slug, path] = id.split(":");
    const labelled = (same[file] || []).map(words);
    const heading = id ? words(headed ? headings.join(" ") : "") : labelled.flat();
    return {
      entry,
      slug,
      silent: !digests.some(Boolean),
      place: id ? words(path) : [],
      labels: labelled,
      heading: field(heading),
      body: field([...heading, ...words(`${digests.join(" ")} ${beside || ""}`)]),
      depth: id ? path.split(".").length : 1,
    };
  });
  const indexed = prepared.filter(({ silent }) => !silent);
  const mean = (name) => indexed.reduce((total, item) => total + item[name].length, 0) / indexed.length;
  const average = { heading: mean("heading"), body: mean("body") };
  const vocabulary = new Set(indexed.flatMap(({ body }) => [...body.counts.keys()]));

  // The forms of a word; of one that nothing holds, the words that begin as it does or as which it begins.
  const formsOf = (word) => {
    if (vocabulary.has(word)) return [word, ...forms.filter((group) => group.includes(word)).flat()];
    const begins = (other) => other.length >= SHORTEST_STEM && (other.startsWith(word) || word.startsWith(other));
    return word.length < SHORTEST_STEM ? [] : [...vocabulary].filter(begins);
  };

  // The other names of the concepts that the words name with this word, such as "broker" for "calo".
  const groups = Object.values(same).map((group) => group.map(words));
  const otherNames = (word, typed) => {
    const named = groups.filter((group) => group.some((label) => label.includes(word) && contains(typed, label)));
    const others = named.flat().map((label) => label.join(" "));
    return [...new Set(others)].filter((label) => !ambiguous.includes(label) && !contains(typed, words(label)));
  };

  // How much it tells of each text that something occurs in its field as often as `times` says: BM25.
  const ranked = (name, times) => {
    const found = new Map();
    for (const item of indexed) {
      const count = times(item[name]);
      if (count) found.set(item, count);
    }
    const rarity = Math.log(1 + (indexed.length - found.size + 0.5) / (found.size + 0.5));
    for (const [item, count] of found) {
      const norm = SATURATION * (1 - SHORTNESS + SHORTNESS * item[name].length / average[name]);
      found.set(item, (rarity * count * (1 + SATURATION)) / (count + norm));
    }
    return found;
  };

  // The texts that hold a word, one of its forms, or another name of what it names, with what that tells.
  const weigh = (word, typed) => {
    const alike = [...new Set(formsOf(word))];
    const once = ({ counts }) => counts.get(word) || 0;
    const any = ({ counts }) => alike.reduce((total, form) => total + (counts.get(form) || 0), 0);
    const scores = new Map();
    const own = [[HEADING, ranked("heading", once)], [EXACT, ranked("body", once)], [ALIKE, ranked("body", any)]];
    for (const [weight, found] of own) {
      for (const [item, score] of found) scores.set(item, Math.max(scores.get(item) || 0, weight * score));
    }
    for (const label of otherNames(word, typed)) {
      const phrase = ` ${label.replaceAll(" ", "  ")} `;
      for (const [item, score] of ranked("body", ({ line }) => line.split(phrase).length - 1)) {
        scores.set(item, (scores.get(item) || 0) + SAME * score);
      }
    }
    return scores;
  };

  // The words of a text without those that stand before the number of an article.
  const withoutArticles = (given) =>
    given.filter((word, at) => !(articles.includes(word) && /^(\d|[ivx]{1,6}$)/u.test(given[at + 1] || "")));

  // The numbers of a provision that a text gives without a law: "Pasal 4 ayat (2)"; empty if it is no such text.
  const everyPlace = new Set(prepared.flatMap(({ place }) => place));
  const bare = (given) => {
    const rest = withoutArticles(given);
    const numbers = rest.filter((word) => !levels.includes(word));
    const cites = rest.length < given.length || /^\d/u.test(given[0]);
    return cites && numbers.every((word) => everyPlace.has(word)) ? numbers : [];
  };

  // How well a provision is cited by numbers: one that they lead to, or past, or that stands inside that one.
  const placed = ({ slug, place, depth }, laws, numbers) => {
    if (!laws.includes(slug)) return 0;
    let shared = 0;
    while (shared < place.length && place[shared] === numbers[shared]) shared += 1;
    const fits = shared && (shared === place.length || shared === numbers.length);
    return fits ? PLACE * shared - depth - laws.indexOf(slug) / laws.length : 0;
  };

  // The articles of the laws around a number that they do not have; none where the words are no number of an article.
  const nearest = (laws, others) => {
    const numbers = withoutArticles(others).filter((word) => !levels.includes(word));
    const distance = ({ place }) => Math.abs(parseInt(place[0], 10) - parseInt(numbers[0], 10));
    if (!numbers.length || !numbers.every((word) => /^\d{1,4}\p{L}{0,3}$/u.test(word))) return [];
    return prepared
      .filter(({ slug, place }) => laws.includes(slug) && place.length === 1 && /^\d/u.test(place[0]))
      .sort((first, second) => distance(first) - distance(second))
      .slice(0, MOST_NEAR);
  };

  // All provisions of a number, those of the laws that say most on trafficking first, of others those in force.
  const numbered = (numbers) => {
    const order = ({ slug, entry }) => [-prominence[slug], -entry[6], reading.indexOf(slug)];
    return prepared
      .filter(({ place }) => numbers.length && place.join(".") === numbers.join("."))
      .map((item) => [order(item), item])
      .sort(([first], [second]) => first.map((part, at) => part - second[at]).find(Boolean) || 0)
      .map(([, item]) => item);
  };

  // What fits the words, as the service finds it: the terms named, then texts with all words, or else with any.
  const search = (typed) => {
    const scored = telling(typed).map((word) => weigh(word, typed));
    const score = (item) => scored.reduce((total, found) => total + (found.get(item) || 0), 0);
    const best = (items) => items.map((item) => [score(item), item]).sort((a, b) => b[0] - a[0]).map(([, item]) => item);
    const named = indexed.filter(({ labels }) => labels.some((label) => contains(typed, label)));
    const others = indexed.filter((item) => !named.includes(item));
    const whole = others.filter((item) => scored.every((found) => found.has(item)));
    const any = () => others.filter((item) => scored.some((found) => found.has(item)));
    return [...best(named), ...best(whole.length ? whole : any())];
  };

  const rank = (typed, facets) => {
    const passes = ({ entry }) => facets.every((facet) => entry[5].includes(facet));
    if (!words(typed).length) return indexed.filter(passes);
    const { laws, others } = read(typed);
    const places = new Set(prepared.flatMap(({ slug, place }) => (laws.includes(slug) ? place : [])));
    const numbers = others.filter((word) => places.has(word));
    const tellsMore = others.some(tells);
    const cited = prepared
      .map((item) => [tellsMore ? placed(item, laws, numbers) : Number(item.slug === laws[0] && !item.silent), item])
      .filter(([score]) => score)
      .sort(([first], [second]) => second - first)
      .map(([, item]) => item);
    const near = cited.length ? [] : nearest(laws, others);
    if (near.length) return near.filter(passes);
    const within = laws.length && tellsMore && !numbers.length;
    const hits = search(withoutArticles(within ? others : words(typed))).filter(passes);
    const inside = within && hits.some(({ slug }) => laws.includes(slug));
    const first = [...cited, ...numbered(laws.length ? [] : bare(words(typed)))].filter(passes);
    const behind = inside ? hits.filter(({ slug, place }) => !place.length || laws.includes(slug)) : hits;
    return [...first, ...behind.filter((item) => !first.includes(item))];
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
    document.querySelectorAll(".browsing").forEach((part) => { part.hidden = true; });
    const found = rank(text, facets);
    const say = (line, count) => element("p", "section-note", [line.replace("{count}", String(count))]);
    box.append(found.length ? say(box.dataset.found, found.length) : say(box.dataset.nothing, 0));
    if (found.length > MOST_SHOWN) box.append(say(box.dataset.more, MOST_SHOWN));
    box.append(element("ol", "found", found.slice(0, MOST_SHOWN).map(shown)));
  }
})();
