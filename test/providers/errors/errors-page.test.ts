import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { renderErrorsPage } from './errors-page.ts';

it('the page of errors is the one that the tables make', async () => {
  await expect(renderErrorsPage()).toMatchFileSnapshot(
    resolve(import.meta.dirname, '../../../docs/errors.md'),
  );
});
