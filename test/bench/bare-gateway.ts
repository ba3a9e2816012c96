// What a gateway must do and nothing else, in a process of its own: node:http in, undici out, bytes handed on with back-pressure.
// bare-gateway.ts UPSTREAM TOKEN [CANDIDATE]: what it has answered it asks again where a candidate is named, of the upstream
// twice and of that once, and reads what comes: that much of a machine the least mirror takes that asks both sides.
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'undici';

const [upstream = '', token = '', candidate = ''] = process.argv.slice(2);
/** The bounds of the proxy's own shadow. */
const MOST_ASKED = 32;
const MOST_BYTES = 4 * 1024 * 1024;

type Ask = (body: Buffer) => ReturnType<Pool['request']>;

function openPool(url: string, connections: number): Ask {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });
  return (body) =>
    pool.request({
      method: 'POST',
      path: `${pathname}/chat/completions`,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    });
}

const ask = openPool(upstream, 256);
const legs =
  candidate === '' ? [] : [openPool(upstream, 32), openPool(upstream, 32), openPool(candidate, 32)];
let asked = 0;

/** One after the other; what fails is of no interest. */
async function mirror(body: Buffer): Promise<void> {
  if (legs.length === 0 || asked === MOST_ASKED) return;
  asked += 1;
  for (const leg of legs) {
    try {
      let left = MOST_BYTES;
      for await (const piece of (await leg(body)).body) {
        left -= piece.length;
        if (left < 0) break;
      }
    } catch {}
  }
  asked -= 1;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    void (async () => {
      const body = Buffer.concat(chunks);
      const answer = await ask(body);
      response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) });
      await pipeline(answer.body, response);
      await mirror(body);
    })().catch(() => response.destroy());
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
