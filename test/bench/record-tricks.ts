// The tricks for speed on the way to a record: see tricks.ts.
import { openGlance } from '../../src/config/secrets/glance-over.ts';
import { openScan } from '../../src/config/secrets/scan-words.ts';
import { squash } from '../../src/config/secrets/squash-text.ts';
import { spellBody } from '../../src/store/records/body-content.ts';
import { BODIES } from './mock-bodies.ts';
import type { Trick } from './trick.ts';

/** As long as those of AWS and of tokens are. */
const HINTS = ['wjalrxutnfemi/k7', 'akiaiosfodnn7exa', 'd2phbhjydxruzkvn'];

function glance(kind: string, text: string): Trick {
  const [mayHold, holds] = [openGlance(HINTS), openScan(HINTS)];
  return {
    name: 'secrets/glance-over',
    per: `body of ${Math.round(text.length / 1024)} KiB, ${kind}`,
    trick: () => mayHold(text) && holds(squash(text)),
    plain: () => holds(squash(text)),
  };
}

function spelling(kind: string, body: { readonly text: string } | { readonly base64: string }): Trick {
  const [content = ''] = Object.values(body);
  return {
    name: 'store/records/body-content, spellBody',
    per: `body of ${Math.round(content.length / 1024)} KiB of ${kind}`,
    trick: () => spellBody(body),
    plain: () => JSON.stringify(body),
  };
}

export const RECORD_TRICKS: readonly Trick[] = [
  glance('events', BODIES.watsonx.stream.bytes.toString('utf8')),
  glance('frames', BODIES.bedrock.stream.bytes.toString('latin1')),
  spelling('base64', { base64: BODIES.bedrock.stream.bytes.toString('base64') }),
  spelling('events', { text: BODIES.watsonx.stream.bytes.toString('utf8') }),
];
