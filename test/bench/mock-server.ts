// A mock in a process of its own: one fixed answer a wire, as fast as node:http can give it.
import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { BODIES, PLACEHOLDER } from './mock-bodies.ts';
import { PACED, WIRES, type BenchWire } from './wires.ts';

const WRITES = 8;
const lifetimeS = 36_000;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const url = request.url ?? '';
    if (url.endsWith('/identity/token')) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ access_token: 'a.b.c', expires_in: lifetimeS, token_type: 'Bearer' }));
      return;
    }
    const wire = WIRES.find((name) => url.startsWith(`/${name}/`)) ?? 'openai';
    const stream = isStream(wire, url, chunks);
    const { contentType, bytes: fixed } = BODIES[wire][stream ? 'stream' : 'send'];
    const id = randomUUID();
    // watsonx has no request id but the answer's own.
    const bytes = wire === 'watsonx' ? withId(fixed, id) : fixed;
    response.writeHead(200, {
      'content-type': contentType,
      'x-amzn-requestid': id,
      'nvcf-reqid': id,
      'x-request-id': id,
    });
    if (!stream) response.end(bytes);
    else if (url.startsWith(`/${PACED}/`)) writePaced(response, bytes);
    else {
      const size = Math.ceil(bytes.length / WRITES);
      for (let at = 0; at < bytes.length; at += size) response.write(bytes.subarray(at, at + size));
      response.end();
    }
  });
});

/** Each event by itself. */
function writePaced(response: ServerResponse, bytes: Buffer): void {
  const behind = bytes.indexOf('\n\n') + 2;
  response.write(bytes.subarray(0, behind));
  const rest = bytes.subarray(behind);
  if (rest.length === 0) response.end();
  else setImmediate(() => writePaced(response, rest));
}

function withId(body: Buffer, id: string): Buffer {
  const bytes = Buffer.from(body);
  for (let at = bytes.indexOf(PLACEHOLDER); at >= 0; at = bytes.indexOf(PLACEHOLDER, at + id.length))
    bytes.write(id, at);
  return bytes;
}

function isStream(wire: BenchWire, url: string, chunks: readonly Buffer[]): boolean {
  if (wire === 'bedrock') return url.endsWith('/converse-stream');
  if (wire === 'watsonx') return url.includes('/chat_stream');
  return Buffer.concat(chunks).includes('"stream":true');
}

server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
