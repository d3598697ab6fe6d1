/**
 * Looks for words in the index that the site was built with (macros/publish/search/). Page and section are found by MiniSearch;
 * what stands first is decided here: the part that has most of what was asked, on the page that is for it.
 *
 * @typedef {{url: string, title: string, about: string, kind: string, words: string[], standing: string, tool: string}} Page
 *   kind: tool, guide, record, checklist or about
 * @typedef {[page: number, anchor: string, title: string, text: string]} Section without an anchor it is the page itself
 * @typedef {{synonyms: string[][], pages: Page[], sections: Section[]}} Index
 * @typedef {{address: string, title: string, text: Piece[]}} Found address: from the site's root
 * @typedef {{address: string, title: string, kind: string, about: Piece[], parts: Found[]}} Hit
 * @typedef {{id: number, score: number, terms: string[], queryTerms: string[], match: Record<string, string[]>}} Match
 *   terms: words of the index; match: the fields that hold each
 * @typedef {{query: object, terms: Set<string>, size: number}} Wanted a thing that is asked for: every word for it, and of how
 *   many words it is
 * @typedef {{id: number, score: number, share: number, terms: string[]}} Part share: how much of what is wanted it has
 * @typedef {{hits: Hit[], answer: Found | null}} Results the best page first; answer: what answers the very question
 * @typedef {{text: string, found: boolean}} Piece of a text: whether it is a word that was asked for
 */

import { askedWords, compared, isSlip, wordsOf } from "./words.mjs";

const FIELDS = ["title", "page", "words", "about", "text"];
const BOOST = { title: 5, page: 3, words: 5, about: 2, text: 1 };
/** How much more or less a page weighs by what it is for. */
const KINDS = /** @type {Record<string, number>} */ ({ tool: 1.35, guide: 1.2, record: 1, checklist: 0.7, about: 0.5 });
const STANDING = /** @type {Record<string, number>} */ ({ first: 1.4, usual: 1, last: 0.4 });
/** A synonym is worth so much of the word itself. */
const SYNONYM = 0.7;
/** The very name of a part is asked for. */
const EXACT = 2.5;
/** The very name of a page, or the very words that it is looked for by. */
const MEANT = 4;
/** All that is asked for stands in the name of the page, or among those words. */
const NAMED = 2.5;
/** What stands on one page in several parts is worth so much of what stands in one. */
const SCATTERED = 0.8;
/** An amount says how much of something, not of what: "10 TB", "150 ms". */
const AMOUNT = /^\d+(?:[.,]\d+)?$/;
const UNITS = new Set(
  "b kb mb gb tb pb kib mib gib tib ms s sec min minute minutes h hour hours day days week weeks % mbit mbps gbit gbps host hosts vm vms server servers disk disks".split(" "),
);
/** The whole release of a kernel, alone or within the name of a package. */
const KERNEL = /(?<![\d.])\d+\.\d+\.\d+-\d[\w.+~-]*/;
/** A version, and the letters of a name with a number: "7.9" is listed as "7.x", and KB9999999 at least as a KB. */
const VERSION = /^(\d+)\.\d+$/;
const NUMBERED = /^(\p{L}{2,})\d{3,}$/u;
/** Where to look when nothing is found: lists that can be filtered, and what knows every word. */
const PLACES = /(?:^|\/)(?:kernels|ports|compatibility\/matrix|targets|glossary)\/$/;
const FUZZY_FROM = 5;
const WORD = /[\p{L}\p{N}]+(?:[.\-_/:+&][\p{L}\p{N}]+)*/gu;
const PAGES = 10;
const PARTS = 3;
const EXCERPT = 170;
const BEFORE = 50;

export class Engine {
  #mini;
  #index;
  /** @type {Map<string, string[][]>} what else finds what a word or words find, each as words that stand together */
  #synonyms = new Map();
  #longest = 1;
  /** @type {Set<string>} the words of what has other words for it */
  #common = new Set();
  /** Every word of the index. */
  #words = new Set();
  /** @type {string[]} what each section is called, as names are compared */
  #called;
  /** @type {Set<string>[]} what each page is called and looked for by, likewise */
  #names;
  /** @type {string[][]} the openings of questions for it, likewise: words that tell nothing themselves */
  #openings;

  /**
   * @param {any} MiniSearch
   * @param {Index} index
   */
  constructor(MiniSearch, index) {
    this.#index = index;
    this.#mini = new MiniSearch({
      fields: FIELDS,
      tokenize: wordsOf,
      processTerm: (/** @type {string} */ word) => this.#met(compared(word)),
      searchOptions: { tokenize: (/** @type {string} */ text) => [text], processTerm: (/** @type {string} */ word) => word },
      autoVacuum: false,
    });
    this.#mini.addAll(
      index.sections.map(([number, anchor, title, text], id) => {
        const { title: page, words, about } = index.pages[number];
        return anchor ? { id, title, page, text } : { id, title, words: words.join(" · "), about, text };
      }),
    );
    this.#called = index.sections.map(([, , title]) => comparable(title).join(" "));
    this.#names = index.pages.map(({ title, words }) => new Set([title, ...words].map(spoken)));
    this.#openings = index.pages.map(({ words }) => words.filter((word) => !comparable(word).length).map(spoken));
    for (const words of index.synonyms) {
      const each = words.map((word) => comparable(word));
      for (const one of each) {
        const key = one.join(" ");
        this.#synonyms.set(key, [...(this.#synonyms.get(key) ?? []), ...each.filter((other) => other !== one)]);
        this.#longest = Math.max(this.#longest, one.length);
        one.forEach((word) => this.#common.add(word));
      }
    }
  }

  /**
   * Returns the pages that fit best, the best first; before all others what answers the very question.
   *
   * @param {string} asked
   * @returns {Results}
   */
  find(asked) {
    const wanted = this.#wanted(asked);
    const found = wanted.length ? this.#mini.search({ combineWith: "OR", queries: wanted.map(({ query }) => query) }, { boost: BOOST }) : [];
    const hits = this.#pages(found, wanted, asked);
    return { hits, answer: this.#kernel(asked) ?? answerOf(hits[0], asked) };
  }

  /**
   * Where to look when nothing is found.
   *
   * @returns {Found[]}
   */
  get places() {
    const pages = this.#index.pages.filter(({ url }) => PLACES.test(url));
    return pages.map(({ url, title, about }) => ({ address: url, title, text: [{ text: about, found: false }] }));
  }

  /**
   * The things that are asked for, each with every way to say it.
   *
   * @param {string} asked
   */
  #wanted(asked) {
    const all = askedWords(asked);
    const soft = new Set(all.flatMap((word, at) => (AMOUNT.test(word) && UNITS.has((all[at + 1] ?? "").toLowerCase()) ? [at, at + 1] : [])));
    const words = all.flatMap((word, at) => (soft.has(at) ? [] : (compared(word) ?? [])));
    // "what is it" asks for these words after all.
    const kept = words.length ? words.map((word) => this.#meant(word)) : all.map((word) => word.toLowerCase());
    const wanted = [];
    for (let at = 0; at < kept.length; ) {
      let length = Math.min(this.#longest, kept.length - at);
      while (length > 1 && !this.#synonyms.has(kept.slice(at, at + length).join(" "))) length -= 1;
      const said = kept.slice(at, at + length);
      const others = [...(this.#synonyms.get(said.join(" ")) ?? []), ...(length > 1 ? [] : this.#likewise(said[0]))];
      at += length;
      wanted.push(this.#way(said, others, at === kept.length));
    }
    return wanted;
  }

  /**
   * @param {string[]} said
   * @param {string[][]} others
   * @param {boolean} isLast the reader may not have written all of it
   */
  #way(said, others, isLast) {
    const queries = said.map((word) => {
      const isKnown = this.#knows(word);
      const isName = /\d/.test(word);
      return {
        queries: [word],
        prefix: isLast || (!isKnown && !isName) ? word.length > 1 : word.length > 3 && !isName,
        fuzzy: isKnown || isName || word.length < FUZZY_FROM ? false : 0.25,
      };
    });
    const synonyms = others.map((words) => ({ combineWith: "AND", queries: words, boostTerm: () => SYNONYM }));
    const query = { combineWith: "OR", queries: [queries.length > 1 ? { combineWith: "AND", queries } : queries[0], ...synonyms] };
    return { query, terms: new Set([...said, ...others.flat()]), size: said.length };
  }

  /**
   * Returns the word that somebody has misspelt, if what it says has other words: they are found by the right one only.
   *
   * @param {string} word
   */
  #meant(word) {
    if (word.length < FUZZY_FROM || /\d/.test(word) || this.#knows(word)) return word;
    return [...this.#common].find((common) => common.length >= FUZZY_FROM && isSlip(word, common)) ?? word;
  }

  /**
   * Returns what a word may stand for that is not written like it: a version for its series, and, where no page has the word, a
   * number for its kind and two words without their gap.
   *
   * @param {string} word
   * @returns {string[][]}
   */
  #likewise(word) {
    const [, series] = VERSION.exec(word) ?? [];
    if (series) return [[`${series}.x`]];
    if (this.#knows(word)) return [];
    const [, kind] = NUMBERED.exec(word) ?? [];
    if (kind) return [[kind]];
    const halves = [...word].map((_, at) => [word.slice(0, at), word.slice(at)]);
    return halves.filter((two) => two.every((half) => half.length > 2 && this.#knows(half)));
  }

  /** @param {string | null} word */
  #met(word) {
    if (word) this.#words.add(word);
    return word;
  }

  /** @param {string} word */
  #knows(word) {
    return this.#words.has(word);
  }

  /**
   * @param {Match[]} found
   * @param {Wanted[]} wanted
   * @param {string} asked
   */
  #pages(found, wanted, asked) {
    const whole = comparable(asked).join(" ");
    const names = namesIn(asked);
    const said = spoken(asked);
    /** @type {Map<number, {terms: Set<string>, parts: Part[], worth: number}>} */
    const pages = new Map();
    for (const { id, score, terms, queryTerms, match } of found) {
      const [number, anchor] = this.#index.sections[id];
      // "what is rdm" asks the page that is looked for by "what is".
      const isOpened = this.#openings[number].some((opening) => said.startsWith(`${opening} `));
      const kept = pages.get(number) ?? { terms: new Set(), parts: [], worth: isOpened ? MEANT : 1 };
      if (!anchor) kept.worth *= this.#worth(number, asked, wanted, { terms, queryTerms, match });
      const called = this.#called[id];
      const more = called === whole || names.has(called) ? EXACT : 1;
      kept.parts.push({ id, score: score * more, share: covered(wanted, queryTerms), terms });
      queryTerms.forEach((term) => kept.terms.add(term));
      pages.set(number, kept);
    }
    /** @type {Map<number, number>} */
    const scores = new Map();
    for (const [number, { terms, parts, worth }] of pages) {
      const { kind, standing } = this.#index.pages[number];
      const scattered = covered(wanted, [...terms]) * SCATTERED;
      for (const part of parts) part.score *= Math.max(part.share, scattered) ** 2;
      parts.sort((one, other) => other.score - one.score);
      const more = parts.slice(1, 1 + PARTS).reduce((sum, part) => sum + part.score, 0);
      scores.set(number, worth * (parts[0].score + more / 10) * KINDS[kind] * STANDING[standing]);
    }
    const best = [...scores].sort(([, one], [, other]) => other - one).slice(0, PAGES);
    return best.map(([number]) => this.#hit(number, pages.get(number)?.parts ?? []));
  }

  /**
   * Returns how many times more a page is worth because it is the very one that is asked for.
   *
   * @param {number} number
   * @param {string} asked
   * @param {Wanted[]} wanted
   * @param {{terms: string[], queryTerms: string[], match: Record<string, string[]>}} found
   */
  #worth(number, asked, wanted, { terms, queryTerms, match }) {
    const others = (this.#synonyms.get(comparable(asked).join(" ")) ?? []).map((other) => other.join(" "));
    if ([spoken(asked), ...others].some((one) => this.#names[number].has(one))) return MEANT;
    const isNamed = wanted.every((one) => terms.some((term) => isOf(one, term, queryTerms) && inName(match[term])));
    return isNamed ? NAMED : 1;
  }

  /**
   * @param {number} number
   * @param {Part[]} parts
   * @returns {Hit}
   */
  #hit(number, parts) {
    const { url, title, about, kind } = this.#index.pages[number];
    const terms = new Set(parts.flatMap((part) => part.terms));
    const shown = parts.filter(({ id, score }) => this.#index.sections[id][1] && score > parts[0].score / 4).slice(0, PARTS);
    return {
      address: url,
      title,
      kind,
      about: pieces(about, terms),
      parts: shown.map(({ id, terms: own }) => {
        const [, anchor, name, text] = this.#index.sections[id];
        return { address: `${url}#${encodeURIComponent(anchor)}`, title: name, text: excerpt(text, new Set(own)) };
      }),
    };
  }

  /**
   * The lookup of kernels answers for a kernel, with every doubt that the sources have.
   *
   * @param {string} asked
   * @returns {Found | null}
   */
  #kernel(asked) {
    const release = KERNEL.exec(asked)?.[0];
    const page = this.#index.pages.find(({ tool }) => tool === "kernels");
    if (!release || !page) return null;
    return {
      address: `${page.url}#${new URLSearchParams({ kernels: release })}`,
      title: release,
      text: [{ text: page.title, found: false }],
    };
  }
}

/**
 * Returns the part of a page that is called what somebody asks for by its number, such as a port or a patch.
 *
 * @param {Hit | undefined} hit
 * @param {string} asked
 * @returns {Found | null}
 */
function answerOf(hit, asked) {
  const part = hit?.parts[0];
  if (!hit || !part || !namesIn(asked).has(part.title.toLowerCase())) return null;
  return { ...part, title: `${hit.title}: ${part.title}` };
}

/**
 * Returns the words with digits in them: they name one thing.
 *
 * @param {string} text
 */
function namesIn(text) {
  return new Set(askedWords(text).map((word) => word.toLowerCase()).filter((word) => /\d/.test(word)));
}

/**
 * @param {string} text
 * @returns {string[]}
 */
function comparable(text) {
  return askedWords(text).flatMap((word) => compared(word) ?? []);
}

/**
 * Tells whether a word of the index was found for something that is wanted: it is one of the words for it, or like it.
 *
 * @param {Wanted} wanted
 * @param {string} term
 * @param {string[]} queryTerms
 */
function isOf({ terms }, term, queryTerms) {
  return terms.has(term) || queryTerms.some((asked) => terms.has(asked) && (term.startsWith(asked) || !queryTerms.includes(term)));
}

/**
 * Returns a text as names are compared: without capitals, signs and plurals, but with every word.
 *
 * @param {string} text
 */
function spoken(text) {
  return askedWords(text).map((word) => compared(word) ?? word.toLowerCase()).join(" ");
}

/** @param {string[]} fields */
function inName(fields) {
  return fields.includes("title") || fields.includes("words");
}

/**
 * Returns how much of what is wanted was found, from 0 to 1.
 *
 * @param {Wanted[]} wanted
 * @param {string[]} queryTerms
 */
function covered(wanted, queryTerms) {
  const sizes = wanted.map(({ terms, size }) => [size, queryTerms.some((term) => terms.has(term)) ? size : 0]);
  const sum = (/** @type {0 | 1} */ at) => sizes.reduce((total, each) => total + each[at], 0);
  return sum(1) / sum(0);
}

/**
 * Returns the part of a text around the first word that was asked for.
 *
 * @param {string} text
 * @param {Set<string>} terms
 */
function excerpt(text, terms) {
  let before = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!isAmong(word, terms)) continue;
    before = index;
    break;
  }
  const start = before > BEFORE + 20 ? text.indexOf(" ", before - BEFORE) + 1 : 0;
  const end = text.length > start + EXCERPT ? text.lastIndexOf(" ", start + EXCERPT) : text.length;
  const cut = pieces(text.slice(start, Math.max(end, start + 1)), terms);
  if (start) cut.unshift({ text: "… ", found: false });
  if (end < text.length) cut.push({ text: " …", found: false });
  return cut;
}

/**
 * Returns a text in pieces, of which those are marked that are words that were asked for.
 *
 * @param {string} text
 * @param {Set<string>} terms
 * @returns {Piece[]}
 */
function pieces(text, terms) {
  /** @type {Piece[]} */
  const found = [];
  for (const [at, part] of text.split(new RegExp(`(${WORD.source})`, "u")).entries()) {
    const isFound = at % 2 === 1 && isAmong(part, terms);
    const last = found.at(-1);
    if (last && last.found === isFound) last.text += part;
    else if (part) found.push({ text: part, found: isFound });
  }
  return found;
}

/**
 * @param {string} part
 * @param {Set<string>} terms
 */
function isAmong(part, terms) {
  return wordsOf(part).some((word) => terms.has(compared(word) ?? ""));
}
