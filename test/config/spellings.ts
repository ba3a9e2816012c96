/** Picks a number below another; decides where a spelling has a choice. */
export type Pick = (below: number) => number;

type Spell = (text: string, pick: Pick) => string;

const json: Spell = (text) => JSON.stringify(text).slice(1, -1);

const unicode = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => String.raw`\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');

const bytesOf = (text: string): readonly number[] => [...Buffer.from(text.toWellFormed(), 'utf8')];

const percent = (text: string): string =>
  bytesOf(text)
    .map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
    .join('');

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '/': '&sol;',
  '+': '&plus;',
  '=': '&equals;',
  _: '&lowbar;',
  '.': '&period;',
};

/** Spells some characters, chosen by chance, at least the first, and whatever would not stand for itself. */
const some =
  (reserved: string, spell: (character: string, pick: Pick) => string): Spell =>
  (text, pick) =>
    [...text]
      .map((each, at) => (at === 0 || reserved.includes(each) || pick(3) === 0 ? spell(each, pick) : each))
      .join('');

const eitherCase = (text: string, pick: Pick): string =>
  text.replaceAll(/[a-f](?![a-z]*;)/g, (digit) => (pick(2) === 0 ? digit.toUpperCase() : digit));

const packed = (text: string, offset: number, encoding: 'base64' | 'base64url'): string =>
  Buffer.from(`${'x'.repeat(offset)}${text.toWellFormed()}yz`, 'utf8').toString(encoding);

/** How servers, proxies and libraries spell a text that they quote. */
export const SPELLINGS: Readonly<Record<string, Spell>> = {
  plain: (text) => text,
  JSON: json,
  'JSON with escaped slashes': (text, pick) => json(text, pick).replaceAll('/', String.raw`\/`),
  'JSON within JSON': (text, pick) => json(json(text, pick).replaceAll('/', String.raw`\/`), pick),
  'JSON with plus and slash by number': (text, pick) =>
    json(text, pick).replaceAll(/[+/<>&=']/g, (character) => unicode(character)),
  'JSON, some characters by number': some('"\\', (each, pick) => {
    const spelled = unicode(each);
    return pick(2) === 0
      ? spelled
      : `\\u${spelled
          .slice(2)
          .toUpperCase()
          .replaceAll(String.raw`\U`, String.raw`\u`)}`;
  }),
  'numbers of JSON within JSON': (text, pick) => json([...text].map(unicode).join(''), pick),
  'HTML with names': (text) => [...text].map((each) => NAMED[each] ?? each).join(''),
  'HTML with decimal numbers': some('&<', (each) => `&#${each.codePointAt(0) ?? 0};`),
  'HTML with hexadecimal numbers': some('&<', (each, pick) => {
    const digits = (each.codePointAt(0) ?? 0).toString(16);
    return pick(2) === 0 ? `&#x${digits};` : `&#X0${digits.toUpperCase()};`;
  }),
  'HTML within HTML': (text) => [...text].map((each) => `&amp;#${each.codePointAt(0) ?? 0};`).join(''),
  'percent codes in any case': some('%+', (each, pick) => eitherCase(percent(each), pick)),
  'percent codes, twice': (text) => percent(text).replaceAll('%', '%25'),
  'a URL component': (text) => encodeURIComponent(text.toWellFormed()),
  'a form': (text) => new URLSearchParams({ k: text.toWellFormed() }).toString().slice(2),
  'percent codes of JSON': (text, pick) => percent(json(text, pick)),
  'codes of C and Python': some('\\', (each) =>
    bytesOf(each)
      .map((byte) => String.raw`\x${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  ),
  'code points of JavaScript': some(
    '\\',
    (each) => String.raw`\u{${(each.codePointAt(0) ?? 0).toString(16)}}`,
  ),
  hexadecimal: (text) => Buffer.from(text.toWellFormed(), 'utf8').toString('hex'),
  'hexadecimal in capitals': (text) => Buffer.from(text.toWellFormed(), 'utf8').toString('hex').toUpperCase(),
  ...Object.fromEntries(
    (['base64', 'base64url'] as const).flatMap((encoding) =>
      [0, 1, 2].map((offset): [string, Spell] => [
        `${encoding} at offset ${offset}`,
        (text) => packed(text, offset, encoding),
      ]),
    ),
  ),
  'base64 in JSON with escaped slashes': (text) => packed(text, 1, 'base64').replaceAll('/', String.raw`\/`),
  'base64 of JSON': (text) => Buffer.from(JSON.stringify({ text: text.toWellFormed() })).toString('base64'),
  'base64 of JSON by number': (text) =>
    Buffer.from(`{"said":"${[...text.toWellFormed()].map(unicode).join('')}"}`).toString('base64'),
};

/** What keeps the letters of a text, and not its looks; whoever would read it leaves the rest out. */
export const DISGUISES: Readonly<Record<string, Spell>> = {
  'in small letters': (text) => text.toLowerCase(),
  'in capitals': (text) => text.toUpperCase(),
  'in letters of either case': (text, pick) =>
    [...text].map((each) => (pick(2) === 0 ? each.toUpperCase() : each.toLowerCase())).join(''),
  'in UTF-16, little end first': (text) => Buffer.from(text, 'utf16le').toString('latin1'),
  'in UTF-16, big end first': (text) => Buffer.from(text, 'utf16le').swap16().toString('latin1'),
  'in UTF-16 within JSON': (text) => json(Buffer.from(text, 'utf16le').toString('latin1'), () => 0),
  'with blanks between its letters': (text) => [...text].join(' '),
  'with tabs and blanks between its letters': (text, pick) => [...text].join(['\t', '  ', ' \t '][pick(3)]),
  'a letter a line': (text) => [...text].join('\n'),
  'a letter a line of JSON': (text) => [...text].join(String.raw`\n`),
  'with one that has no width between its letters': (text, pick) =>
    [...text].map((each) => each + ['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad', ''][pick(6)]).join(''),
  'with numbers of such between its letters': (text, pick) =>
    [...text]
      .map((each) => each + [String.raw`\u200b`, String.raw`\ufeff`, '&#8203;', '%E2%80%8B'][pick(4)])
      .join(''),
  'with blanks by percent codes between its letters': (text) => [...text].join('%20'),
  'with selectors between its letters': (text) => [...text].join('\u{e0100}'),
};

const readers: readonly ((text: string) => string)[] = [
  (text) =>
    text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, unit: string) =>
      String.fromCharCode(Number.parseInt(unit, 16)),
    ),
  (text) => text.replaceAll(/\\(["'\\/])/g, '$1'),
  (text) =>
    text
      .replaceAll(/&#x([0-9a-f]{1,6});/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replaceAll(/&#([0-9]{1,6});/g, (_, decimal: string) => String.fromCodePoint(Number(decimal)))
      .replaceAll(
        /&[a-z]+;/g,
        (name) => Object.entries(NAMED).find(([, entity]) => entity === name)?.[0] ?? name,
      ),
  (text) =>
    text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (codes) =>
      Buffer.from(codes.replaceAll('%', ''), 'hex').toString('utf8'),
    ),
];

/** Every text that somebody with patience would read out of this one. Nothing here is shared with what masks. */
export function readingsOf(text: string): readonly string[] {
  const all = new Set([text]);
  for (const reading of all) {
    if (all.size > 200) break;
    for (const read of readers) all.add(read(reading));
    for (const [run] of reading.matchAll(/[A-Za-z0-9+/_-]{8,}={0,2}/g)) {
      for (const offset of [0, 1, 2, 3]) {
        const bytes = Buffer.from(run.slice(offset), 'base64').toString('utf8');
        if (bytes.length > 5 && /^[\x20-\x7e\u00a0-\uffff]*$/.test(bytes.slice(1, 6))) all.add(bytes);
      }
      if (/^(?:[0-9a-f]{2}){6,}$/i.test(run)) all.add(Buffer.from(run, 'hex').toString('utf8'));
    }
  }
  return [...all];
}
