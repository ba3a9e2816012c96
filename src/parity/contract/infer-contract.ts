import { joinShapes } from './join-shapes.ts';
import { keyOf, type ContractPart, type Observation } from './observe-answer.ts';
import { shapeOf } from './shape-of.ts';
import type { Shape } from './shape.ts';

export interface InferredPart {
  readonly part: ContractPart;
  readonly shape: Shape;
  /** How many values it was inferred from. */
  readonly values: number;
}

/** The parts by `keyOf`. */
export type Contract = ReadonlyMap<string, InferredPart>;

/** Answers in, one by one and in any order; the contract that all of them keep out. */
export interface ContractFold {
  add(prompt: string, observed: readonly Observation[]): void;
  inferred(): Contract;
}

export function inferContract(): ContractFold {
  const parts = new Map<string, InferredPart>();
  return {
    add(prompt, observed) {
      for (const { part, value } of observed) {
        const key = keyOf(part);
        const known = parts.get(key);
        const shape = shapeOf(value, prompt);
        parts.set(key, {
          part,
          shape: known === undefined ? shape : joinShapes(known.shape, shape),
          values: (known?.values ?? 0) + 1,
        });
      }
    },
    inferred: () => new Map(parts),
  };
}
