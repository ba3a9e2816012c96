import type { Fault } from '../../src/contract/wires/fault.ts';

const anything: Fault['match'] = {};
/** What may befall a run of the small project, by what one would say of it. */
export const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  'all is well': [],
  'finishes are missing': [{ match: anything, at: 'headers', wire: 'drop-finish' }],
  'streams are cut': [{ match: { mode: 'stream' }, at: { part: 1 }, wire: 'cut' }],
  'connections are reset': [{ match: { mode: 'stream' }, at: { part: 1 }, wire: 'reset' }],
  'some are refused': [
    {
      match: { prompt: 'tool-call' },
      at: 'before-headers',
      wire: 'error-body',
      error: { kind: 'overloaded' },
    },
  ],
  'answers break their schema': [
    { match: { prompt: 'json-note' }, at: 'headers', answer: 'enum', pointer: '/kind' },
  ],
  'ids come twice': [{ match: anything, at: 'headers', wire: 'repeat-request-id' }],
  'checksums are wrong': [{ match: { target: 'bedrock', mode: 'stream' }, at: { part: 1 }, wire: 'bad-crc' }],
};
