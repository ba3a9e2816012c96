import { expect, it } from 'vitest';
import { answerRoom } from '../../src/traffic/answer-room.ts';

const { signal } = new AbortController();

/** Whether each goes on by now. */
async function goingOn(waits: readonly (Promise<void> | undefined)[]): Promise<readonly boolean[]> {
  const over = waits.map((wait) => wait === undefined);
  waits.forEach((wait, at) => void wait?.then(() => (over[at] = true)));
  await new Promise((resolve) => void setImmediate(resolve));
  return over;
}

it('of answers that hold more than there is room for the oldest is read on, and the others once it is kept', async () => {
  const room = answerRoom(100, () => {});
  const [first, second, third] = [room.open(), room.open(), room.open()];
  const waits = [first.add(60, signal), second.add(30, signal), third.add(40, signal), second.add(1, signal)];
  expect(await goingOn(waits)).toEqual([true, true, false, false]);
  expect(first.add(1_000, signal)).toBeUndefined();
  first.release();
  expect(await goingOn(waits)).toEqual([true, true, true, true]);
});

it('the next is the oldest where that is over, whatever it holds', async () => {
  const room = answerRoom(100, () => {});
  const [first, second, third] = [room.open(), room.open(), room.open()];
  const waits = [first.add(10, signal), second.add(200, signal), third.add(200, signal)];
  expect(await goingOn(waits)).toEqual([true, false, false]);
  first.close();
  expect(await goingOn(waits)).toEqual([true, true, false]);
  second.close();
  expect(await goingOn(waits)).toEqual([true, true, true]);
});

it('one that is ended waits for no room', async () => {
  const room = answerRoom(100, () => {});
  const [first, second] = [room.open(), room.open()];
  const ending = new AbortController();
  const waits = [first.add(200, signal), second.add(1, ending.signal)];
  expect(await goingOn(waits)).toEqual([true, false]);
  ending.abort();
  expect(await goingOn(waits)).toEqual([true, true]);
});

it('tells of all that is let go, once', () => {
  const left: number[] = [];
  const room = answerRoom(100, (bytes) => void left.push(bytes));
  const [first, second] = [room.open(), room.open()];
  void first.add(60, signal);
  void first.add(5, signal);
  first.release();
  first.close();
  void second.add(7, signal);
  second.close();
  expect(left).toEqual([65, 7]);
});
