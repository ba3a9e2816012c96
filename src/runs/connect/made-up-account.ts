import type { Credentials } from '../../contract/wires/target.ts';
import type { WireTraits } from '../../contract/wires/wire-traits.ts';
import { MADE_UP_KEY } from '../../simulator/oci-genai/made-up-key.ts';

/** Names of the settings that a target which exists nowhere needs: what the wire requires, and one of each choice. */
export function neededSettings({ settings }: WireTraits): readonly string[] {
  return [...settings.required, ...settings.exactlyOne.flatMap((set) => set.slice(0, 1))];
}

/** A bearer token wherever the wire takes one: a signature would hold the system's time. */
export function madeUpCredentials(
  { credentials }: WireTraits,
  secrets: { readonly token: string; readonly apiKey: string },
): Credentials {
  if (credentials.includes('bearer')) return { kind: 'bearer', token: secrets.token };
  if (credentials.includes('oci-key')) return MADE_UP_KEY;
  return { kind: 'ibm-api-key', apiKey: secrets.apiKey };
}
