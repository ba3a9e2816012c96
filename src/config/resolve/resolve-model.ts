import type { Capabilities } from '../../contract/wires/capabilities.ts';
import type { ModelOffer } from '../../contract/wires/target.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName } from '../../files/problem-at.ts';
import type { ModelRow, OfferRow } from '../rows/model-row.ts';
import { overlay } from './overlay.ts';
import { sound, wrong, type Resolved } from './resolved.ts';
import type { Draft } from '../parse-draft.ts';
import type { TargetRow } from '../rows/target-row.ts';

function imagesOf(model: ModelRow, offer: OfferRow | null): ModelOffer['images'] {
  if (!model.modalities.includes('image') || model.images === undefined) return null;
  return overlay(model.images, offer?.images);
}

/** What is written in the row itself; what a file says comes over all of it. */
function ownOf({ capabilities }: TargetRow): Exclude<TargetRow['capabilities'], string> {
  return typeof capabilities === 'string' ? undefined : capabilities;
}

function offerAt(model: ModelRow, hosts: readonly string[]): OfferRow | null {
  const host = hosts.find((name) => Object.hasOwn(model.offers, name));
  return host === undefined ? null : (model.offers[host] ?? null);
}

/** A target's model at its host, and what of a wire's or server's capabilities is left with it. */
interface ResolvedModel {
  readonly model: ModelOffer;
  readonly refine: (capabilities: Capabilities) => Capabilities;
}

/** What the target's model can take and give at its host. */
export function resolveModel(
  row: TargetRow,
  path: Path,
  hosts: readonly string[],
  draft: Draft,
): Resolved<ResolvedModel | null> {
  const { models } = draft.known;
  if (models?.includes(row.model) === false) {
    return wrong(unknownName([...path, 'model'], 'model', row.model, models));
  }
  const model = draft.models.get(row.model) ?? null;
  if (model === null) return sound(null);
  const offer = offerAt(model, hosts);
  const providerModelId = row.modelId ?? offer?.id;
  if (providerModelId === undefined) {
    const host = hosts[0] ?? '';
    const offered = Object.keys(model.offers).join(', ') || 'none';
    const mend = `add models.${row.model}.offers.${host} with its id there, or give the target a modelId (it has offers for: ${offered})`;
    const message = `the model "${row.model}" has no offer for the host "${host}"`;
    return wrong(problemAt([...path, 'model'], message, { mend }));
  }
  const sees = model.modalities.includes('image');
  return sound({
    model: {
      id: row.model,
      providerModelId,
      aliases: offer?.aliases ?? [],
      contextTokens: offer?.contextTokens === undefined ? model.contextTokens : offer.contextTokens,
      maxOutputTokens: offer?.maxOutputTokens === undefined ? model.maxOutputTokens : offer.maxOutputTokens,
      images: imagesOf(model, offer),
    },
    refine: (base) => {
      const seen = sees ? base : { ...base, images: false };
      return [model.capabilities, offer?.capabilities, ownOf(row)].reduce<Capabilities>(overlay, seen);
    },
  });
}
