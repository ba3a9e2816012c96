import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = `${sep}node_modules${sep}`;

/**
 * Where a Node that is new enough comes from, by where the command itself lies. An old Node runs this: it may use nothing
 * that is new.
 */
export function mendOldNode(address: string): string {
  const file = fileURLToPath(address);
  const modules = file.indexOf(MODULES);
  if (modules === -1) {
    return existsSync(join(dirname(dirname(file)), 'node_modules', '.bin', 'node'))
      ? 'Run it through npx in this clone, which brings its own Node: npx llama-contract'
      : 'This clone brings its own Node: npm ci, then npx llama-contract';
  }
  const home = file.slice(0, modules);
  if (home.includes(`${sep}_npx${sep}`)) {
    return 'Let npx bring one: npx -p node@24 -p llama-contract llama-contract';
  }
  // Of what is installed globally, and of that alone, no project is the home.
  return existsSync(join(home, 'package.json'))
    ? 'Install one beside it: npm i -D node@24, then npx llama-contract'
    : 'Install a newer Node; or in a project: npm i -D node@24 llama-contract, then npx llama-contract';
}
