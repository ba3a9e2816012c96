import type { NamedPath } from '../name-path.ts';

/** https://platform.openai.com/docs/api-reference/models/list. When a name was made nobody keeps. */
export function renderModels(names: readonly NamedPath[]): string {
  return JSON.stringify({ object: 'list', data: names.map(({ model }) => modelOf(model)) });
}

/** Null where no model is named so. */
export function renderModel(names: readonly NamedPath[], wanted: string): string | null {
  return names.some(({ model }) => model === wanted) ? JSON.stringify(modelOf(wanted)) : null;
}

function modelOf(id: string): object {
  return { id, object: 'model', created: 0, owned_by: 'llama-contract' };
}
