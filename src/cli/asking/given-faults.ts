import type { Fault } from '../../contract/wires/fault.ts';

/** The faults of `--faults`, none without. What reads them is loaded where there are some. */
export async function givenFaults(path: string | undefined): Promise<readonly Fault[]> {
  if (path === undefined) return [];
  const { readFaults } = await import('./read-faults.ts');
  return readFaults(path);
}
