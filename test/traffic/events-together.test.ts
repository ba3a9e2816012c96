import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { event, HELLO, openProxy, openUpstream } from './proxy-stage.ts';

const EVENTS = [
  ...['b', 'c', 'd'].map((content) => event({ content })),
  event({}, 'stop'),
  'data: [DONE]\n\n',
];

it('events that came in one piece are handed on in one, and what comes alone at once', async () => {
  const seen = Promise.withResolvers<void>();
  await using upstream = await openUpstream('old', (incoming, outgoing) => {
    incoming.resume().on('end', () => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.write(event({ content: 'a' }));
      void seen.promise.then(() => {
        for (const text of EVENTS) outgoing.write(text);
        outgoing.end();
      });
    });
  });
  const targets = [upstream.target, { ...upstream.target, id: 'new' }];
  await using stage = await openProxy({ targets, source: 'live' });
  const headers = { 'content-type': 'application/json' };
  const asking = request(`${stage.proxy.url}/v1/chat/completions`, { method: 'POST', headers });
  asking.end(JSON.stringify({ ...HELLO, stream: true }));
  const [answer]: IncomingMessage[] = await once(asking, 'response');
  const pieces: string[] = [];
  answer?.on('data', (piece: Buffer) => {
    pieces.push(piece.toString());
    seen.resolve();
  });
  expect(await stage.servedAll(1)).toMatchObject([{ end: 'whole', finish: 'stop' }]);
  if (answer?.complete === false) await once(answer, 'end');
  expect(pieces).toEqual([event({ content: 'a' }), EVENTS.join('')]);
});
