import { hash } from 'node:crypto';
import type { RawBody } from '../../contract/wires/wire.ts';
import { bytesOf, contentOf, redactBody, type BodyContent } from './body-content.ts';
import { MAX_INLINE_BYTES } from '../run/layout.ts';
import type { Masks } from '../secrets/masks.ts';
import { leaveOut, longTextsOf } from '../secrets/long-texts.ts';
import { redactNoting } from '../secrets/redact-content.ts';
import type { Stash } from './encode-record.ts';
import type { BodyReference, HashedRequest, RequestLine } from './stored-record.ts';

/** Takes what is to be written: a line of requests.jsonl, or a file under raw/. */
export interface StashSink {
  requestLine(text: string): void;
  rawFile(sha256: string, bytes: Uint8Array): void;
}

export interface RequestStash extends Stash {
  canonical(request: HashedRequest): void;
}

/**
 * Writes each distinct thing once; `written` holds the hashes that requests.jsonl has already.
 * Bodies are hashed after redaction, so what is stored proves its own name; those of responses come here without secrets.
 */
export function createStash(
  sink: StashSink,
  { redact }: Pick<Masks, 'redact'>,
  written: Iterable<string>,
): RequestStash {
  const lines = new Set<string>(written);
  const wireBodies = new Map<string, BodyReference>();
  const rawFiles = new Set<string>();
  /** Texts that were looked through and hold no secret: each target is sent them, in every mode. */
  const clean = new Set<string>();

  /** Whether the line held a secret. */
  function writeLine(line: RequestLine): boolean {
    if (lines.has(line.sha256)) return false;
    lines.add(line.sha256);
    const { json, held } = redactNoting(line, redact);
    sink.requestLine(json);
    return held;
  }

  /** Whether a body is known to hold no secret, most of it because it was looked through before. */
  function isKnownClean(text: string): boolean {
    const rest = leaveOut(text, clean);
    if (rest === null || redact(rest) !== rest) return false;
    const spelt = JSON.stringify(rest);
    return redact(spelt) === spelt;
  }

  function writeClean(line: RequestLine): void {
    if (lines.has(line.sha256)) return;
    lines.add(line.sha256);
    sink.requestLine(JSON.stringify(line));
  }

  function stashRaw(content: BodyContent): RawBody {
    const bytes = bytesOf(content);
    const sha256 = hash('sha256', bytes);
    if (!rawFiles.has(sha256)) {
      rawFiles.add(sha256);
      sink.rawFile(sha256, bytes);
    }
    return { sha256, bytes: bytes.length };
  }

  return {
    canonical({ hash: sha256, request }) {
      if (lines.has(sha256)) return;
      const { requestId: _own, ...shared } = request;
      const held = writeLine({ kind: 'canonical', sha256, request: shared });
      if (!held) for (const text of longTextsOf(shared)) clean.add(text);
    },
    wireBody(body) {
      const sent = hash('sha256', body);
      const known = wireBodies.get(sent);
      if (known !== undefined) return known;
      const whole = typeof body === 'string' ? { text: body } : contentOf(body);
      if ('text' in whole && isKnownClean(whole.text)) {
        const reference = { sha256: sent, bytes: Buffer.byteLength(whole.text) };
        wireBodies.set(sent, reference);
        writeClean({ kind: 'wire-body', sha256: sent, ...whole });
        return reference;
      }
      const content = redactBody(whole, redact);
      const bytes = bytesOf(content);
      const reference = { sha256: hash('sha256', bytes), bytes: bytes.length };
      wireBodies.set(sent, reference);
      writeLine({ kind: 'wire-body', sha256: reference.sha256, ...content });
      return reference;
    },
    rawBody(body) {
      if ('sha256' in body) return body;
      return sizeOf(body) <= MAX_INLINE_BYTES ? body : stashRaw(body);
    },
  };
}

function sizeOf(content: BodyContent): number {
  return 'text' in content ? Buffer.byteLength(content.text) : Buffer.byteLength(content.base64, 'base64');
}
