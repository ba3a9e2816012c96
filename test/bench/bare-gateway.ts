// What a gateway must do and nothing else, in a process of its own: node:http in, undici out, bytes handed on with back-pressure.
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Pool } from 'undici';

const [upstream = '', token = ''] = process.argv.slice(2);
const { origin, pathname } = new URL(upstream);
const pool = new Pool(origin, { connections: 256 });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    void (async () => {
      const answer = await pool.request({
        method: 'POST',
        path: `${pathname}/chat/completions`,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: Buffer.concat(chunks),
      });
      response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) });
      await pipeline(answer.body, response);
    })().catch(() => response.destroy());
  });
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
