import fc from 'fast-check';
import { SAID_KINDS, type AbstractFault, type FaultPlace } from './abstract-fault.ts';
import type { Mode } from '../contract/exchanges/mode.ts';

const kind = fc.constantFrom(...SAID_KINDS);
const retryAfterMs = fc.option(fc.integer({ min: 0, max: 600 }).map((seconds) => seconds * 1000));

const part = fc.record({ part: fc.integer({ min: 1, max: 5 }) });
const byte = fc.record({ byte: fc.integer({ min: 0, max: 2500 }) });
const within: fc.Arbitrary<FaultPlace> = fc.oneof(
  fc.constant<FaultPlace>('first-frame'),
  part,
  byte,
  fc.constant<FaultPlace>('after-finish'),
);
const anywhere: fc.Arbitrary<FaultPlace> = fc.oneof(
  fc.constantFrom<FaultPlace>('before-headers', 'headers'),
  { weight: 4, arbitrary: within },
);
const head = fc.constant<FaultPlace>('headers');
const event: fc.Arbitrary<FaultPlace> = fc.oneof(fc.constant<FaultPlace>('first-frame'), part);
const eventOrLater: fc.Arbitrary<FaultPlace> = fc.oneof(event, fc.constant<FaultPlace>('after-finish'));

const silent = { kind: fc.constant<'server_error'>('server_error'), retryAfterMs: fc.constant(null) };

type How = AbstractFault['how'];

function fault(hows: readonly How[], at: fc.Arbitrary<FaultPlace>): fc.Arbitrary<AbstractFault> {
  return fc.record({ how: fc.constantFrom(...hows), at, ...silent });
}

const saidOverHttp = fc.record({ how: fc.constant<How>('error-body'), at: head, kind, retryAfterMs });
const saidWithSuccess = fc.record({
  how: fc.constant<How>('status-200-error'),
  at: head,
  kind,
  retryAfterMs,
});
const saidInStream = fc.record({
  how: fc.constant<How>('exception'),
  at: eventOrLater,
  kind,
  retryAfterMs: fc.constant(null),
});
const broken = fault(['cut', 'reset', 'stall'], anywhere);
const page = fault(['html'], fc.oneof(head, event));

const OF_BODIES = [
  saidOverHttp,
  saidOverHttp,
  saidWithSuccess,
  broken,
  page,
  fault(['content-type', 'drop-finish', 'drop-usage'], head),
];
const OF_STREAMS = [
  ...OF_BODIES,
  saidInStream,
  saidInStream,
  fault(['bad-crc', 'junk'], eventOrLater),
  fault(['error-body'], event),
  fault(['drop-done'], head),
];

/** Any fault that means something in a mode. */
export function arbitraryFault(mode: Mode): fc.Arbitrary<AbstractFault> {
  return fc.oneof(...(mode === 'send' ? OF_BODIES : OF_STREAMS));
}
