import { stringify } from 'yaml';
import type { Catalog } from './catalog.ts';
import { createRedact } from './create-redact.ts';

/** The effective configuration as YAML, every default and override applied. Same catalog, same text. */
export function printConfig(catalog: Catalog): string {
  const { file, hash, ...effective } = catalog;
  const text = stringify(effective, { lineWidth: 0, aliasDuplicateObjects: false });
  return createRedact([])(`# effective configuration of ${file}\n# sha256 ${hash}\n${text}`);
}
