import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRedact } from '../../src/config/secrets/create-redact.ts';
import { readLiveRequests } from '../../src/store/live/live-requests.ts';
import { redactContent } from '../../src/store/secrets/redact-content.ts';
import { readChatRequest } from '../../src/traffic/chat/read-chat-request.ts';
import { ENV, openStage, openUpstream, say } from './shadow-stage.ts';

it('a live request is kept, and asked, as what is left of it without secrets, whatever it holds', async () => {
  const upstream = await openUpstream();
  const stage = await openStage({ upstream });
  const redact = createRedact(Object.values(ENV));
  const secret = fc.constantFrom(
    ...Object.values(ENV),
    'sk-proj-abcdefghijklmnop1234',
    'Authorization: Bearer abcdefghijklmnopqrst1',
    'https://ada:hunter2@example.com/x',
    'AKIAABCDEFGHIJKLMNOP',
  );
  const text = fc
    .array(fc.oneof(fc.string({ maxLength: 12 }), secret), { maxLength: 4 })
    .map((all) => all.join(' '));
  const bodies = fc.sample(
    fc.record({ content: text, user: text, stop: text, tool: text, given: text, isEscaped: fc.boolean() }),
    { numRuns: 20, seed: 7 },
  );
  const sent = bodies.map(({ content, user, stop, tool, given, isEscaped }) => {
    const args = escaped(JSON.stringify({ given }));
    const call = { id: 'c1', type: 'function', function: { name: 'f', arguments: args } };
    const body = JSON.stringify({
      ...say(content),
      messages: [
        { role: 'user', content },
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: 'c1', content: 'done' },
      ],
      user,
      stop: [stop],
      tools: [{ type: 'function', function: { name: 'f', description: tool, parameters: {} } }],
    });
    return isEscaped ? escaped(body) : body;
  });
  for (const body of sent) await stage.mirror(body);
  await stage.settled();
  const { answered } = await stage.sink.close();
  upstream.close();
  expect(answered).toBe(sent.length);

  const clean = sent.map((body) => readChatRequest(redactContent(JSON.parse(body), redact)));
  const requests = clean.map((chat): unknown =>
    'request' in chat ? JSON.parse(redactContent(chat.request, redact)) : null,
  );
  const folder = stage.sealed[0]?.folder ?? '';
  const kept = await readLiveRequests(folder);
  expect(kept.map(({ request }) => request)).toEqual(requests);
  // What either endpoint was sent asks that, three times, and nothing else.
  const asked = upstream.bodies.map((body) => {
    const chat = readChatRequest(body);
    return 'request' in chat ? JSON.stringify(chat.request) : body;
  });
  const thrice = requests.flatMap((request) => Array.from({ length: 3 }, () => JSON.stringify(request)));
  expect(asked.toSorted()).toEqual(thrice.toSorted());
  for (const each of asked) expect(each).not.toMatch(/tok-\w+-0123|sk-proj|hunter2|AKIAA/);
  const files = ['live.jsonl', 'requests.jsonl', 'exchanges.jsonl', 'summary.json', 'run.json'];
  for (const file of files) {
    const stored = await readFile(join(folder, file), 'utf8');
    for (const value of [...Object.values(ENV), 'hunter2', 'AKIAABCDEFGHIJKLMNOP']) {
      expect(stored).not.toContain(value);
    }
  }
});

/** The same JSON with what secrets begin with spelt by escapes. */
function escaped(body: string): string {
  return body.replaceAll(/tok|sk-|AKIA/g, (found) =>
    [...found].map((char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join(''),
  );
}
