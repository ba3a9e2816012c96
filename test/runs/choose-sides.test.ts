import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Migration } from '../../src/contract/gates/migration.ts';
import { InputError } from '../../src/contract/problem.ts';
import { DEFAULT_TRAFFIC_RULES } from '../../src/contract/traffic/traffic-rules.ts';
import { namesOf } from '../../src/runs/project/choose-sides.ts';

const migration = (id: string, baseline: string, candidate: string): Migration => ({
  id,
  baseline,
  candidate,
  suites: null,
  policy: 'strict',
  consumers: [],
  routing: null,
  traffic: DEFAULT_TRAFFIC_RULES,
});
const MOVE = migration('move', 'vllm', 'nim');
const BACK = migration('back', 'nim', 'vllm');
const none = { migration: null, baseline: null, candidate: null };

describe('two sides that are named', () => {
  it('are those of the migration that moves the one to the other, whatever runs they are of', () => {
    const target = fc.constantFrom('vllm', 'nim', 'bedrock');
    const inRun = fc.constantFrom('', '20260101-000000-0000/', 'reports/a/');
    fc.assert(
      fc.property(target, target, inRun, inRun, (from, to, ofBaseline, ofCandidate) => {
        const named = { baseline: `${ofBaseline}${from}`, candidate: `${ofCandidate}${to}` };
        const found = namesOf({ ...none, ...named }, [MOVE, BACK]);
        const wanted = [MOVE, BACK].find((each) => each.baseline === from && each.candidate === to) ?? null;
        expect(found).toEqual({ ...named, migration: wanted });
      }),
    );
  });

  it('are of the migration that is named with them', () => {
    const named = { migration: 'move', baseline: 'nim', candidate: 'vllm' };
    expect(namesOf(named, [MOVE, BACK]).migration).toBe(MOVE);
  });

  it('are refused where several migrations move the one to the other, and none is named', () => {
    const twin = migration('again', 'vllm', 'nim');
    expect(() => namesOf({ ...none, baseline: 'vllm', candidate: 'nim' }, [MOVE, twin])).toThrow(InputError);
    const named = { migration: 'again', baseline: 'vllm', candidate: 'nim' };
    expect(namesOf(named, [MOVE, twin]).migration).toBe(twin);
  });
});
