// node --import this: writes which packages our own modules import, a line each, to the file BENCH_PACKAGES.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const OWN = new URL('../../dist/', import.meta.url).href;
const BARE = /^(?!node:|\.|\/|file:)/;
const found = new Set<string>();

registerHooks({
  resolve(specifier, context, next) {
    if (BARE.test(specifier) && context.parentURL?.startsWith(OWN)) found.add(specifier);
    return next(specifier, context);
  },
});
process.on('exit', () => writeFileSync(process.env['BENCH_PACKAGES'] ?? '', [...found].join('\n')));
