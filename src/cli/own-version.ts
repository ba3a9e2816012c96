import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** package.json lies beside src/ and beside dist/ alike. */
export function ownVersion(): string {
  return versionIn(new URL('../../package.json', import.meta.url)) ?? 'unknown';
}

/** The version of the package that an import of this name loads; null where none is installed. */
export function packageVersion(name: string): string | null {
  try {
    const path = findPackageJSON(name, import.meta.url);
    return path === undefined ? null : versionIn(path);
  } catch {
    return null;
  }
}

function versionIn(path: string | URL): string | null {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known && typeof manifest.version === 'string' ? manifest.version : null;
}
