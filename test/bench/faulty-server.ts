// A candidate that is ill in the way that the first segment of its path says.
import { createServer, type ServerResponse } from 'node:http';
import { BODIES } from './mock-bodies.ts';

const SLOW_MS = 5_000;
const PIECE = Buffer.alloc(1_000_000, 'x');
const PIECES = 100;

const { contentType, bytes } = BODIES.nim.send;

function whole(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': contentType }).end(bytes);
}

/** 100 MB of one text that never ends, as fast as they are taken. */
function flood(response: ServerResponse, left: number): void {
  if (left === 0) {
    response.end();
    return;
  }
  const goOn = (): void => flood(response, left - 1);
  if (response.write(PIECE)) setImmediate(goOn);
  else response.once('drain', goOn);
}

const ILLNESSES: Readonly<Record<string, (response: ServerResponse) => void>> = {
  healthy: whole,
  hung: () => {},
  slow: (response) => {
    setTimeout(whole, SLOW_MS, response);
  },
  'error-500': (response) => {
    response.writeHead(500, { 'content-type': contentType }).end('{"error":{"message":"out of memory"}}');
  },
  reset: (response) => {
    response.destroy();
  },
  huge: (response) => {
    response.writeHead(200, { 'content-type': contentType });
    response.write('{"choices":[{"message":{"content":"');
    flood(response, PIECES);
  },
};

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => (ILLNESSES[request.url?.split('/')[1] ?? ''] ?? whole)(response));
  response.on('error', () => {});
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', 4_096, () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
