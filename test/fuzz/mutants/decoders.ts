import type { Adapter } from '../../../src/contract/wires/adapter.ts';
import { changed, onBytes, onParts, STOP, withoutErrors, type Mutant } from './mutant.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** The length of an event-stream message begins with zeros. */
const isBinary = (first: Uint8Array | undefined): boolean => first?.[0] === 0;

function believeDone(adapter: Adapter): Adapter {
  return {
    ...adapter,
    async *call(model, request, mode, transport, signal) {
      let read = '';
      const watched = changed(transport, (bytes) => {
        read += latin1(bytes);
        return bytes;
      });
      for await (const part of adapter.call(model, request, mode, watched, signal)) {
        if (part.type !== 'error' || !read.includes('data: [DONE]')) yield part;
      }
    },
  };
}

/** Clients that read a response wrongly. */
export const DECODERS: readonly Mutant[] = [
  {
    name: "finish ?? 'stop'",
    seenIn: 'K2-Vendor-Verifier and LiteLLM: finish_reason or "stop"',
    stage: onParts((parts) =>
      parts.some(({ type }) => type === 'finish')
        ? parts
        : [
            ...parts.filter((part) => part.type !== 'error' || part.error.kind !== 'stream_interrupted'),
            STOP,
          ],
    ),
  },
  {
    name: 'unknown finish is stop',
    seenIn: 'finish reason tables that end in a default',
    stage: onParts((parts) =>
      parts.map((part) =>
        part.type === 'finish' && part.finishReason.unified === 'unknown'
          ? { ...part, finishReason: { ...part.finishReason, unified: 'stop' } }
          : part,
      ),
    ),
  },
  {
    name: 'exception frame is stop and done',
    seenIn: 'gateways that end a stream in order when its source fails',
    stage: onParts((parts) =>
      parts.some((part) => part.type === 'error' && part.error.phase === 'stream')
        ? [...withoutErrors(parts), STOP]
        : parts,
    ),
  },
  {
    name: '200 is always success',
    seenIn: 'clients that look for errors where the status is 400 or more',
    stage: onParts((parts) =>
      parts.filter(
        (part) => part.type !== 'error' || part.error.status !== 200 || part.error.phase === 'transport',
      ),
    ),
  },
  {
    name: 'error: line dropped',
    seenIn: 'every standard SSE parser on llama.cpp before its pull request 16109',
    stage: onBytes((bytes) => bytesOf(latin1(bytes).replaceAll(/^error:.*$/gm, ''))),
  },
  {
    name: 'usage summed over chunks',
    seenIn: 'clients of NIM, whose chunks carry running totals',
    stage: onParts((parts) => {
      let [input, output] = [0, 0];
      return parts.map((part) => {
        if (part.type !== 'usage') return part;
        input += part.usage.inputTokens ?? 0;
        output += part.usage.outputTokens ?? 0;
        return {
          ...part,
          usage: { inputTokens: input, outputTokens: output, cachedTokens: null, reasoningTokens: null },
        };
      });
    }),
  },
  {
    name: 'type and code nulled',
    seenIn: 'gateways that keep the message of an error alone',
    stage: onBytes(
      (bytes) =>
        bytesOf(latin1(bytes).replaceAll(/"(type|code|error_type|title)":(?:"[^"]*"|\d+)/g, '"$1":null')),
      ({ 'x-amzn-errortype': _type, ...headers }) => headers,
    ),
  },
  {
    name: 'partial output thrown away',
    seenIn: 'SDKs that throw in the middle of a stream',
    stage: onParts((parts) => {
      const failed = parts.some(({ type }) => type === 'error');
      return failed ? parts.filter(({ type }) => !type.endsWith('-delta')) : parts;
    }),
  },
  {
    name: 'error after the finish ignored',
    seenIn: 'clients that stop reading at the finish reason',
    stage: onParts((parts) => (parts.some(({ type }) => type === 'finish') ? withoutErrors(parts) : parts)),
  },
  {
    name: 'characters decoded chunk by chunk',
    seenIn: "IBM's watsonx-ai-node-sdk: multi-byte characters in streams",
    stage: onBytes((bytes, [first]) =>
      isBinary(first) ? bytes : Buffer.from(new TextDecoder().decode(bytes)),
    ),
  },
  {
    name: '[DONE] proves completeness',
    seenIn: 'clients that take the end marker for the finish reason',
    stage: { dress: believeDone },
  },
  {
    name: 'text trimmed',
    seenIn: 'clients that tidy each delta',
    stage: onParts((parts) =>
      parts.map((part) => (part.type === 'text-delta' ? { ...part, text: part.text.trim() } : part)),
    ),
  },
];
