// node --import this: writes which packages our own modules import, a line each, to the file BENCH_PACKAGES: those that are
// installed, and those that stand in dist/packages.
import { writeFileSync } from 'node:fs';
import { isBuiltin, registerHooks } from 'node:module';

const OWN = new URL('../../dist/', import.meta.url).href;
const PACKAGES = `${OWN}packages/`;
const BARE = /^(?!\.|\/|file:)/;
const found = new Set<string>();

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const isOurs = context.parentURL?.startsWith(OWN) === true && !context.parentURL.startsWith(PACKAGES);
    if (isOurs && BARE.test(specifier) && !isBuiltin(specifier)) found.add(specifier);
    if (isOurs && resolved.url.startsWith(PACKAGES))
      found.add(resolved.url.slice(PACKAGES.length, -'.js'.length));
    return resolved;
  },
});
process.on('exit', () => writeFileSync(process.env['BENCH_PACKAGES'] ?? '', [...found].join('\n')));
