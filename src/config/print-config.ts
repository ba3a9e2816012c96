import { stringify } from 'yaml';
import type { Catalog } from './catalog.ts';

/**
 * The effective configuration as YAML, every default and override applied; same catalog, same text. A catalog holds
 * names of environment variables where secrets would be, so there is nothing to mask.
 */
export function printConfig(catalog: Catalog): string {
  const { file, hash, ...effective } = catalog;
  const text = stringify(effective, { lineWidth: 0, aliasDuplicateObjects: false });
  return `# effective configuration of ${file}\n# sha256 ${hash}\n${text}`;
}
