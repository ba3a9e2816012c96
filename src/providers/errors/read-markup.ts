import { eachMatch } from './each-match.ts';

/** What a page says where people look: its title, its headings, its first words; and the fields of an XML error. */
export interface Markup {
  readonly headings: readonly string[];
  readonly words: string;
  readonly codes: readonly string[];
  readonly requestId: string | null;
}

const HEADING = /<(?:title|h1|h2|message|faultstring)\b[^<>]{0,200}>([^<]{1,400})/gi;
const CODE = /<(?:code|faultcode)>([^<]{1,100})/gi;

const MAX_MATCHES = 24;
const WORDS_SHOWN = 2_000;

/** Reads a gateway's page (nginx, ALB, CloudFront, Cloudflare, Apache, Varnish) or an AWS XML error. Linear. */
export function readMarkup(page: string): Markup {
  const headings: string[] = [];
  eachMatch(HEADING, page, MAX_MATCHES, ([, text = '']) => {
    const heading = plainText(text);
    if (heading !== '' && headings.length < 6) headings.push(heading);
  });
  const codes: string[] = [];
  eachMatch(CODE, page, MAX_MATCHES, ([, code = '']) => codes.push(code));
  const requestId = /<requestid>([^<]{1,100})/i.exec(page)?.[1] ?? null;
  const bare = withoutElement(withoutElement(page, 'style'), 'script');
  return {
    headings,
    words: plainText(bare.replaceAll(/<[^<>]*>/g, ' ')).slice(0, WORDS_SHOWN),
    codes,
    requestId,
  };
}

function withoutElement(page: string, name: string): string {
  const lower = page.toLowerCase();
  const kept: string[] = [];
  let from = 0;
  for (;;) {
    const start = lower.indexOf(`<${name}`, from);
    if (start < 0) return kept.length === 0 ? page : kept.join('') + page.slice(from);
    kept.push(page.slice(from, start));
    const end = lower.indexOf(`</${name}`, start);
    if (end < 0) return kept.join('');
    from = end;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#x3D;': '=',
  '&nbsp;': ' ',
};

function plainText(text: string): string {
  return text
    .replaceAll(/&[#\w]{2,6};/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
