// A queue of known capacity over HTTP, for searches that must find it: queue-server.ts SERVERS SERVICE_MS THINK_MS. Each
// request is thought about for a while, which holds nobody up, and then waits for one of the servers. The queue is reckoned
// and not played by timers, which run late: what a timer is late by moves one answer, and never the queue. GET /late says by
// how much that was, in milliseconds, p95 since the last look.
import { createServer } from 'node:http';
import { openQueue } from '../load/known-queue.ts';

const [servers = 1, serviceMs = 100, thinkMs = 0] = process.argv.slice(2).map(Number);
const endOf = openQueue({ servers, serviceMs });
let late: number[] = [];

const ANSWER = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 10, completion_tokens: 1, total_tokens: 11 },
});

const server = createServer((request, response) => {
  if (request.url === '/late') {
    const ascending = late.toSorted((a, b) => a - b);
    response.end(JSON.stringify(ascending[Math.floor(ascending.length * 0.95)] ?? 0));
    late = [];
    return;
  }
  const endMs = endOf(performance.now() + thinkMs);
  request.resume();
  request.on('end', () => {
    // Node rings a timer up to a millisecond late, or more: whole milliseconds are rounded down to be as often early.
    setTimeout(
      () => {
        late.push(performance.now() - endMs);
        response.setHeader('content-type', 'application/json');
        response.end(ANSWER);
      },
      Math.floor(endMs - performance.now()),
    );
  });
});

server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', 4_096, () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
