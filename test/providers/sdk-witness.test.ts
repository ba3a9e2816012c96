import { describe, expect, it } from 'vitest';
import { compareWithSdk, countEvents, type OwnAccount } from '../../src/providers/sdk-witness.ts';
import { contextFor } from './decoding.ts';

const context = contextFor();
const own = (more: Partial<OwnAccount> = {}): OwnAccount => ({
  mode: 'stream',
  error: null,
  events: 3,
  ...more,
});
const codes = (...given: Parameters<typeof compareWithSdk>): string[] =>
  compareWithSdk(...given).map(({ code }) => code);

const interrupted = context.errorOf('stream_interrupted', 'cut');
const finishedWithError = context.errorOf('model_error', 'finish reason error');
const eventError = context.errorFromEvent('{"error":{"message":"It broke.","code":500}}');

async function* events(): AsyncGenerator<number> {
  yield 1;
  yield 2;
}

describe('what is said of an SDK', () => {
  it('names what it threw at a complete answer', () => {
    const [warning] = compareWithSdk({ thrown: new SyntaxError('malformed event') }, own());
    expect(warning?.code).toBe('sdk/throws');
    expect(warning?.message).toContain('SyntaxError: malformed event');
  });

  it('does not quote more than a line of what it threw', () => {
    const [warning] = compareWithSdk({ thrown: new Error('x'.repeat(10_000)) }, own());
    expect(warning?.message.length).toBeLessThan(400);
  });

  it.each([
    ['it threw where there is an error', { thrown: new Error('no') }, own({ error: eventError })],
    ['it saw every event', { account: { events: 3 } }, own()],
    ['it gave an answer', { account: { answer: {} } }, own({ mode: 'send', events: null })],
    ['no SDK read along', { account: null }, own({ error: interrupted })],
    [
      'the finish reason itself said the error',
      { account: { events: 3 } },
      own({ error: finishedWithError }),
    ],
  ])('is nothing where %s', (_name, sdk, ours) => {
    expect(codes(sdk, ours)).toEqual([]);
  });

  it('is that it ended without a word where a stream is not complete, or says an error', () => {
    expect(codes({ account: { events: 3 } }, own({ error: interrupted }))).toEqual(['sdk/silent-end']);
    expect(codes({ account: { events: 3 } }, own({ error: eventError }))).toEqual(['sdk/silent-end']);
  });

  it('is that it gave the error for an answer where a body says one', () => {
    const ours = own({ mode: 'send', error: eventError, events: null });
    expect(codes({ account: { answer: {} } }, ours)).toEqual(['sdk/error-as-answer']);
  });

  it('is that it gave no answer where the body holds one', () => {
    const ours = own({ mode: 'send', events: null });
    expect(codes({ account: { answer: '{"choices":[]}' } }, ours)).toEqual(['sdk/no-answer']);
    expect(codes({ account: { answer: undefined } }, ours)).toEqual(['sdk/no-answer']);
  });

  it('is how many events it dropped', () => {
    const [warning] = compareWithSdk({ account: { events: 1 } }, own());
    expect(warning).toMatchObject({ code: 'sdk/drops' });
    expect(warning?.message).toContain('1 of 3 events');
  });

  it('comes from counting its events', async () => {
    expect(await countEvents(events())).toEqual({ events: 2 });
    expect(await countEvents(undefined)).toEqual({ events: 0 });
  });
});
