import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { renderErrorsPage } from './errors-page.ts';

test('the page of errors is the one that the tables make', async () => {
  await expect(renderErrorsPage()).toMatchFileSnapshot(
    resolve(import.meta.dirname, '../../../docs/errors.md'),
  );
});
