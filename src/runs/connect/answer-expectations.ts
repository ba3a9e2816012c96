import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Has a request that expects something of its server answered and counted as any other: Node would answer it where nobody sees. */
export function answerExpectations(server: Server): void {
  server.on('checkExpectation', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    server.emit('request', incoming, outgoing);
  });
}
