import type { ConnectedRun, ConnectedTarget } from './connect-target.ts';

/** A target that the plan of its run had, so that it was connected. */
export function findConnected({ targets }: Pick<ConnectedRun, 'targets'>, id: string): ConnectedTarget {
  const found = targets.find(({ target }) => target.id === id);
  if (found === undefined) throw new Error(`target ${id} was not connected`);
  return found;
}
