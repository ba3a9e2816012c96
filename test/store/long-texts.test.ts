import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createMasks } from '../../src/config/secrets/create-masks.ts';
import type { RequestLine } from '../../src/store/records/stored-record.ts';
import { createStash } from '../../src/store/records/create-stash.ts';
import { ask } from '../ask.ts';

const SECRET = 'sk-live-93jdkQ7xZp02mLw4';
/** Prose of 200 KB in which no line stands twice. */
const LONG = Array.from(
  { length: 4000 },
  (_, index) => `Line ${index} says "nothing" of any key at all.\n`,
).join('');

function openStash() {
  const lines: RequestLine[] = [];
  const { redact } = createMasks([SECRET]);
  let looked = 0;
  const stash = createStash(
    { requestLine: (text) => lines.push(JSON.parse(text)), rawFile: () => undefined },
    {
      redact: (text) => {
        looked += text.length;
        return redact(text);
      },
    },
    [],
  );
  return {
    stash,
    written: () => lines.map((line) => JSON.stringify(line)).join('\n'),
    last: () => lines.at(-1),
    looked: () => looked,
  };
}

function asking(text: string) {
  return { hash: 'h', request: ask({ messages: [{ role: 'user', content: [{ type: 'text', text }] }] }) };
}

const bodyOf = (text: string, more: object = {}): string =>
  JSON.stringify({ messages: [{ content: text }], ...more });

describe('a long text that every target is sent', () => {
  it('is looked through once, and its bodies are written as they are', () => {
    const { stash, last, looked } = openStash();
    stash.canonical(asking(LONG));
    const once = looked();
    const body = bodyOf(LONG, { model: 'a' });
    const reference = stash.wireBody(body);
    expect(looked() - once).toBeLessThan(once / 2);
    expect(reference).toEqual({ sha256: hash('sha256', body), bytes: Buffer.byteLength(body) });
    expect(last()).toEqual({ kind: 'wire-body', sha256: reference.sha256, text: body });
    expect(stash.wireBody(Buffer.from(body))).toEqual(reference);
  });

  it.each([
    ['beside it', LONG, bodyOf(LONG, { user: SECRET })],
    ['right before it', LONG, bodyOf(`${SECRET}${LONG}`)],
    ['across its end', `${LONG}${SECRET.slice(0, 6)}`, bodyOf(`${LONG}${SECRET}`)],
    ['beside it, as a URL spells it', LONG, bodyOf(LONG, { user: SECRET.replaceAll('-', '%2D') })],
  ])('does not hide a secret that stands %s', (_where, text, body) => {
    const { stash, written } = openStash();
    stash.canonical(asking(text));
    stash.wireBody(body);
    expect(written()).toContain('***');
    expect(written().replaceAll('%2D', '-')).not.toContain(SECRET);
  });

  it('that holds one itself is masked in every body', () => {
    const { stash, written } = openStash();
    const text = `${LONG}${SECRET}${LONG}`;
    stash.canonical(asking(text));
    stash.wireBody(bodyOf(text, { model: 'a' }));
    stash.wireBody(bodyOf(text, { model: 'b' }));
    expect(written().split('***')).toHaveLength(4);
    expect(written()).not.toContain(SECRET);
  });
});
