import { readFileSync } from 'node:fs';
import { enableCompileCache, registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'rolldown/utils';

/**
 * Node reads TypeScript, and no JSX: https://nodejs.org/api/typescript.html#typescript-features. What tests import of
 * `.tsx` is turned into JavaScript with the settings of tsconfig.json.
 */
enableCompileCache();
registerHooks({
  load: (url, context, nextLoad) => {
    if (!url.endsWith('.tsx')) {
      return nextLoad(url, context);
    }
    const path = fileURLToPath(url);
    const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), {
      jsx: { runtime: 'automatic', importSource: 'preact' },
    });
    if (errors.length > 0) {
      throw new SyntaxError(errors.map((error) => error.message).join('\n'));
    }
    return { format: 'module', source: code, shortCircuit: true };
  },
});
