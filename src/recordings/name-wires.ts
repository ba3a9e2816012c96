import type { Mode } from '../contract/exchanges/mode.ts';

/** What a recording's wire names: a wire, and how it was asked. */
export interface RecordedWire {
  readonly wire: string;
  readonly mode: Mode;
}

/** The names under which recorded responses give their wire: each wire's own, and with `-stream` for a stream. */
export function nameWires(wires: readonly string[]): ReadonlyMap<string, RecordedWire> {
  const names = wires.flatMap((wire): readonly (readonly [string, RecordedWire])[] => [
    [wire, { wire, mode: 'send' }],
    [`${wire}-stream`, { wire, mode: 'stream' }],
  ]);
  return new Map(names);
}
