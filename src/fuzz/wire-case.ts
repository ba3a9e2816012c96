import fc from 'fast-check';
import { z } from 'zod';
import { MODES, type Mode } from '../contract/exchanges/mode.ts';
import { abstractFaultSchema, plantFault, type AbstractFault } from './abstract-fault.ts';
import { arbitraryFault } from './arbitrary-fault.ts';
import { arbitraryScript } from './arbitrary-script.ts';
import { countEvents } from './count-events.ts';
import { plantScript, scriptSchema, type Script } from './script.ts';
import type { FuzzWire, Served, Stage } from './stage.ts';

/** What is said, how it goes wrong, and in which mode it was asked for. */
export const talkSchema = z
  .strictObject({ mode: z.enum(MODES), script: scriptSchema, fault: abstractFaultSchema })
  .readonly();

export type Talk = z.infer<typeof talkSchema>;

/** The same on one wire. */
export const wireCaseSchema = z
  .strictObject({ wire: z.string(), mode: z.enum(MODES), script: scriptSchema, fault: abstractFaultSchema })
  .readonly();

export type WireCase = z.infer<typeof wireCaseSchema>;

/** Streams, where most goes wrong, twice as often as bodies. */
export const arbitraryTalk: fc.Arbitrary<Talk> = fc.oneof(
  { weight: 2, arbitrary: talkIn('stream') },
  talkIn('send'),
);

function talkIn(mode: Mode): fc.Arbitrary<Talk> {
  return fc.record({ mode: fc.constant(mode), script: arbitraryScript, fault: arbitraryFault(mode) });
}

export function arbitraryWireName(stage: Stage): fc.Arbitrary<string> {
  return fc.constantFrom(...stage.wires.map(({ name }) => name));
}

export function arbitraryWireCase(stage: Stage): fc.Arbitrary<WireCase> {
  return fc.tuple(arbitraryWireName(stage), arbitraryTalk).map(([wire, talk]) => ({ wire, ...talk }));
}

/** Null for a wire that is not on the stage. */
export function wireNamed(stage: Stage, name: string): FuzzWire | null {
  return stage.wires.find((wire) => wire.name === name) ?? null;
}

export function canSay(wire: FuzzWire, mode: Mode, fault: AbstractFault): boolean {
  return wire.canSay(plantFault(fault), mode);
}

/** The bytes of a script on a wire; with a fault, the bytes that it leaves. */
export function sayOn(
  wire: FuzzWire,
  mode: Mode,
  script: Script,
  fault: AbstractFault | null,
): Promise<Served> {
  return wire.say([...plantScript(script), ...(fault === null ? [] : [plantFault(fault)])], mode);
}

export async function eventsOf({ wire: name, mode, script, fault }: WireCase, stage: Stage): Promise<number> {
  const wire = wireNamed(stage, name);
  return wire === null ? 0 : countEvents(await sayOn(wire, mode, script, fault));
}
