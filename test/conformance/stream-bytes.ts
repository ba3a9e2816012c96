import type { Capabilities } from '../../src/contract/wires/capabilities.ts';
import type { WireResponse } from '../../src/contract/wires/wire.ts';
import { openDecoder } from '../../src/providers/reading/open-decoder.ts';
import type { Decoder } from '../../src/providers/decode-context.ts';
import { bytesResponse } from '../../src/transport/in-memory-transport.ts';
import { contextFor } from '../providers/decoding.ts';
import { capabilitiesOf, type Row } from './rows.ts';
import { ask, call, page } from './stage.ts';
import { readAll } from '../bodies.ts';
import { readingOf } from '../providers/reading-of.ts';

const CITY = {
  name: 'get_weather',
  description: 'Weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
};

/** One stream as a row's simulated server says it. */
export interface RecordedStream {
  readonly headers: WireResponse['headers'];
  readonly bytes: Buffer;
}

/** A stream of text with characters of several bytes and, where the wire has tools, of a call. */
export async function recordStream(row: Row): Promise<RecordedStream> {
  const tools = capabilitiesOf(row).tools === 'send-and-stream' ? [CITY] : [];
  const toolCalls = tools.map(({ name }) => ({ name, arguments: { city: 'Tromsø' } }));
  const request = ask('What is the weather?', { tools });
  let recorded: RecordedStream | null = null;
  await call(row, 'stream', request, {
    book: [page(request, { text: 'Straße 東京 😀.', toolCalls })],
    between: (transport) => async (wire, signal) => {
      const response = await transport(wire, signal);
      const { bytes } = await readAll(response);
      recorded = { headers: response.headers, bytes };
      return bytesResponse({ status: response.status, headers: response.headers, body: bytes });
    },
  });
  if (recorded === null) throw new Error(`${row.name} sent nothing`);
  return recorded;
}

/** The decoder that the row's adapter would read this stream with. */
export function decoderFor(row: Row, { headers }: RecordedStream): Decoder {
  const capabilities: Capabilities = capabilitiesOf(row);
  const context = contextFor(bytesResponse({ headers }), capabilities);
  return openDecoder(readingOf(row.wire), context, 'stream');
}

/** One event of a stream, found without the code under test: what it says, and where its bytes end. */
export interface Event {
  readonly text: string;
  /** With the last byte that says something, and with the last byte at all. */
  readonly dataEnd: number;
  readonly end: number;
}

export function eventsIn(row: Row, { bytes }: RecordedStream): readonly Event[] {
  return row.wire.startsWith('bedrock') ? framesIn(bytes) : blocksIn(bytes);
}

function framesIn(bytes: Buffer): Event[] {
  const events: Event[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + bytes.readUInt32BE(at);
    const frame = bytes.toString('latin1', at, end);
    const inner = /"bytes":"([^"]+)"/.exec(frame)?.[1];
    const text = inner === undefined ? frame : Buffer.from(inner, 'base64').toString('utf8');
    events.push({ text, dataEnd: end, end });
    at = end;
  }
  return events;
}

function blocksIn(bytes: Buffer): Event[] {
  const events: Event[] = [];
  for (let at = 0; at < bytes.length;) {
    const dataEnd = bytes.indexOf('\n\n', at);
    const text = bytes.toString('utf8', at, dataEnd);
    if (!text.startsWith(':')) events.push({ text, dataEnd, end: dataEnd + 2 });
    at = dataEnd + 2;
  }
  return events;
}

/** The event with which a stream is proven complete: the last of those that the wire's proof needs. */
export function proofEvent(row: Row, events: readonly Event[]): number {
  const proof: Readonly<Record<string, RegExp>> = {
    'bedrock-converse': /:event-type.{3}metadata/s,
    'bedrock-invoke-llama': /"stop_reason":"/,
    'oci-genai-chat': /"finishReason":"/,
  };
  return events.findIndex(({ text }) => (proof[row.wire] ?? /"finish_reason":\s*"/).test(text));
}
