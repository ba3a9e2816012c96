import type { AbstractFault } from './abstract-fault.ts';
import type { Script } from './script.ts';
import type { FuzzWire, Served } from './stage.ts';
import { sayOn } from './wire-case.ts';
import type { Mode } from '../contract/exchanges/mode.ts';

/** Where things stand in the bytes of an answer without a fault; offsets are ends, in bytes. */
export interface Layout {
  /** After k pieces of text, for k from 0. */
  readonly pieceEnds: readonly number[];
  readonly finishEnd: number;
  /** From here on the answer is proven complete (design, law 5); the proof of a body is the whole of it. */
  readonly proofEnd: number;
  readonly end: number;
}

const cutAt = (at: AbstractFault['at']): AbstractFault => ({
  how: 'cut',
  at,
  kind: 'server_error',
  retryAfterMs: null,
});

export function bytesOf({ chunks }: Served): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

/** Measured on what the simulator says when it is cut, so that no reader of ours has a say in it. */
export async function layOut(wire: FuzzWire, mode: Mode, script: Script): Promise<Layout> {
  const length = async (fault: AbstractFault | null): Promise<number> =>
    bytesOf(await sayOn(wire, mode, script, fault));
  const end = await length(null);
  if (mode === 'send') return { pieceEnds: [], finishEnd: end, proofEnd: end, end };
  const pieceEnds: number[] = [];
  for (let part = 0; part <= script.pieces.length; part += 1) pieceEnds.push(await length(cutAt({ part })));
  const finishEnd = await length(cutAt('after-finish'));
  return { pieceEnds, finishEnd, proofEnd: wire.streamProof === 'finish' ? finishEnd : end, end };
}
