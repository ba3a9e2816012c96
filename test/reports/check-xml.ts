const TOKEN = /<\?xml [^>]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const ENTITY = /&(?!(?:amp|lt|gt|quot|#\d+);)/;

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** Its own, entities replaced. */
  text: string;
}

/** Parses the part of XML 1.0 that our reports use, and throws where it is not well formed. */
export function parseXml(text: string): XmlElement {
  if (!text.isWellFormed() || /[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
    throw new Error('character');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.length;) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (token === null || ENTITY.test(token[0])) throw new Error(`not well formed at ${at}`);
    const [, close, name, attributes = '', empty, words = ''] = token;
    const inside = open.at(-1);
    if (inside !== undefined) inside.text += decoded(words);
    if (close !== undefined && open.pop()?.name !== close) throw new Error(`</${close}> closes nothing`);
    if (name !== undefined) {
      const element = { name, attributes: parseAttributes(attributes), children: [], text: '' };
      open.at(-1)?.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [only, ...more] = root.children;
  if (open.length !== 1 || only === undefined || more.length > 0) throw new Error('not one root');
  return only;
}

function parseAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    decoded(value),
  ]);
  return Object.fromEntries(pairs);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_whole, code?: string, name?: string) =>
    code === undefined ? (NAMED[name ?? ''] ?? '') : String.fromCodePoint(Number(code)),
  );
}
