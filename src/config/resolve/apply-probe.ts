import type { Capabilities } from '../../contract/wires/capabilities.ts';
import type { BitVerdict, CapabilityFile } from '../../contract/probe/capability-file.ts';
import { IMAGE_FORMATS } from '../../contract/exchanges/image-format.ts';
import type { ModelOffer } from '../../contract/wires/target.ts';
import type { UsableContext } from '../../contract/probe/usable-context.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import type { CatalogTarget } from '../catalog.ts';
import { endpointOf, otherEndpoint } from '../endpoint-of.ts';
import type { Resolved } from './resolved.ts';

/** What was found, by the id of its target. */
export type Probed = ReadonlyMap<string, CapabilityFile>;

/** A target with what was found of it in place of what is declared; what nobody knows stays as declared. */
export function applyProbe(
  target: CatalogTarget,
  path: Path,
  file: CapabilityFile | null,
  problems: readonly ProblemAt[],
): Resolved<CatalogTarget> {
  if (file === null) return { value: target, problems };
  const at = [...path, 'capabilities'];
  const apart = otherEndpoint(file.endpoint, endpointOf(target));
  if (apart !== null) {
    const mend = `probe this one: npx llama-contract probe ${target.id}`;
    const other = problemAt(at, `the capability file is of another endpoint: ${apart}`, { mend });
    return { value: target, problems: [...problems, other] };
  }
  const value = {
    ...target,
    capabilities: capabilitiesOf(target.capabilities, file),
    model: modelOf(target.model, file),
    probed: usableOf(file),
  };
  return { value, problems };
}

type Verdict = (bit: string) => BitVerdict;

function verdictsOf({ bits }: CapabilityFile): Verdict {
  return (bit) => bits.find((each) => each.bit === bit)?.verdict ?? 'unknown';
}

/** Without these no schema holds. */
const SCHEMA_BITS = ['required', 'type', 'enum'].map((keyword) => `json_schema/${keyword}`);

function capabilitiesOf(declared: Capabilities, file: CapabilityFile): Capabilities {
  const verdict = verdictsOf(file);
  const known = (bit: string, otherwise: boolean): boolean =>
    verdict(bit) === 'unknown' ? otherwise : verdict(bit) === 'proved';
  const schema = new Set(SCHEMA_BITS.map(verdict));
  return {
    ...declared,
    images: known('images/png', declared.images),
    tools: toolsOf(declared.tools, verdict),
    toolChoice: (['auto', 'none', 'required', 'named'] as const).filter((choice) =>
      known(`tool_choice/${choice}`, declared.toolChoice.includes(choice)),
    ),
    jsonSchema: !schema.has('refuted') && (declared.jsonSchema || !schema.has('unknown')),
    seed: known('seed', declared.seed),
    stop: known('stop', declared.stop),
    usageInStream: known('stream/usage', declared.usageInStream),
    // One marker that came is no promise.
    doneMarker: declared.doneMarker && verdict('stream/marker') !== 'refuted',
  };
}

function toolsOf(declared: Capabilities['tools'], verdict: Verdict): Capabilities['tools'] {
  if (verdict('tools') === 'refuted') return 'none';
  if (verdict('tools') === 'unknown' || verdict('tools/stream') === 'unknown') return declared;
  return verdict('tools/stream') === 'proved' ? 'send-and-stream' : 'send';
}

function modelOf(model: ModelOffer, file: CapabilityFile): ModelOffer {
  const { output, context } = file;
  const isBounded = context !== null && (context.refused !== null || context.cutTo !== null);
  const cap = output?.end === 'clamped' ? output.served : output?.end === 'refused' ? output.proved : null;
  return {
    ...model,
    contextTokens: isBounded ? (context.cutTo ?? context.accepted) : model.contextTokens,
    maxOutputTokens: cap ?? model.maxOutputTokens,
    images: model.images === null ? null : imagesOf(model.images, file),
  };
}

const COUNT = 'images/count/';

function imagesOf(
  declared: NonNullable<ModelOffer['images']>,
  file: CapabilityFile,
): NonNullable<ModelOffer['images']> {
  const verdict = verdictsOf(file);
  const counts = file.bits.filter(({ bit }) => bit.startsWith(COUNT));
  const proved = counts
    .filter((each) => each.verdict === 'proved')
    .map(({ bit }) => Number(bit.slice(COUNT.length)));
  const most = Math.max(1, ...proved);
  const isRefused = counts.some((each) => each.verdict === 'refuted');
  return {
    ...declared,
    maxCount: isRefused ? most : Math.max(most, declared.maxCount),
    formats: IMAGE_FORMATS.filter((format) =>
      verdict(`images/${format}`) === 'unknown'
        ? declared.formats.includes(format)
        : verdict(`images/${format}`) === 'proved',
    ),
  };
}

export function usableOf({
  endpoint,
  context,
  at,
  fingerprint,
  source,
}: CapabilityFile): UsableContext | null {
  if (context === null) return null;
  const { advertised, accepted, usable, unusable } = context;
  const { target } = endpoint;
  return {
    target,
    advertised,
    accepted,
    usable,
    unusable,
    at,
    fingerprint,
    synthetic: source === 'simulate',
  };
}
