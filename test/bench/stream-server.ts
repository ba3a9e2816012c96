// Streams answers of a known time to their first token, and keeps how long each really took as this process saw it:
// stream-server.ts FIRST_MS PIECES GAP_MS. GET /times gives the times since the last look.
import { createServer } from 'node:http';

const [firstMs = 400, pieces = 10, gapMs = 150] = process.argv.slice(2).map(Number);

let times: number[] = [];

function chunk(choices: object[], more: object = {}): string {
  const body = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'm', choices, ...more };
  return `data: ${JSON.stringify(body)}\n\n`;
}

const server = createServer((request, response) => {
  const atMs = performance.now();
  if (request.url === '/times') {
    response.end(JSON.stringify(times));
    times = [];
    return;
  }
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    setTimeout(() => {
      times.push(performance.now() - atMs);
      let piece = 0;
      const write = (): void => {
        piece += 1;
        response.write(chunk([{ index: 0, delta: { content: 'word ' }, finish_reason: null }]));
        if (piece < pieces) {
          setTimeout(write, gapMs);
          return;
        }
        response.write(chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]));
        response.write(
          chunk([], { usage: { prompt_tokens: 10, completion_tokens: pieces, total_tokens: 20 } }),
        );
        response.end('data: [DONE]\n\n');
      };
      write();
    }, firstMs);
  });
});

server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', 4_096, () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
