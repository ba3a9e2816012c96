import type { ListedModel } from '../../contract/errors/retirement.ts';
import type { Target } from '../../contract/wires/target.ts';
import { nearest } from '../../files/suggest.ts';

const MOST_LISTED = 12;
const IN_ITS_PLACE = 'a model in its place, here or on another host, and compare the two (migrations:)';

function nameAsked({ model }: Target): string {
  return `the model asked for is "${model.providerModelId}" (id in offers of models.${model.id})`;
}

/** Where the host says that it serves a model no more. */
export function mendRetired(target: Target, listed: ListedModel | undefined): string {
  return `${nameAsked(target)}, and the host has retired it${placeOf(listed)}: write ${IN_ITS_PLACE}`;
}

/** Where the host says that it will not serve a model for long. */
export function mendRetiring(target: Target): string {
  return `${nameAsked(target)}, and the host says that it will retire it: before then choose ${IN_ITS_PLACE}`;
}

/**
 * Where a model that the server lists is not found: NVIDIA and Fireworks keep the ids of models that they retired
 * (https://github.com/NVIDIA/NemoClaw/issues/11902, https://github.com/Kiln-AI/Kiln/issues/1790).
 */
export function mendListed(target: Target): string {
  return `${nameAsked(target)}, which the server lists and does not serve: a list proves nothing, for hosts keep the ids of models that they have retired; else this account may not call it`;
}

/** Where a model may be misspelt: what the server lists, when it says. */
export function mendUnknown(target: Target, list: readonly ListedModel[] | undefined): string {
  const asked = nameAsked(target);
  if (list === undefined) {
    return `${asked}: check its spelling, and that this account and region have it`;
  }
  if (list.length === 0) return `${asked}, and the server lists no model`;
  const ids = list.map(({ id }) => id);
  const meant = nearest(target.model.providerModelId, ids);
  const shown = ids.slice(0, MOST_LISTED).map((id) => `"${id}"`);
  const more = ids.length > MOST_LISTED ? ` and ${ids.length - MOST_LISTED} more` : '';
  const guess = meant === null ? '' : `; did you mean "${meant}"?`;
  return `${asked}; the server lists ${shown.join(', ')}${more}${guess}`;
}

function placeOf(listed: ListedModel | undefined): string {
  if (listed === undefined) return '';
  const { retirement, alternatives } = listed;
  const on = retirement?.on ?? null;
  const since = on === null ? '' : ` on ${on}`;
  if (alternatives.length === 0) return since;
  return `${since}, naming ${alternatives.map((id) => `"${id}"`).join(', ')} in its place`;
}
