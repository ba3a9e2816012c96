import { expect, it } from 'vitest';
import { renderProbe, renderProbeMarkdown } from '../../src/reports/verbs/render-probe.ts';

it.each([renderProbe, renderProbeMarkdown])('says of no outage that nothing changed', (render) => {
  const output = { schemaVersion: 1, run: null, targets: [], files: [], changes: [] } as const;
  expect(render({ ...output, exitCode: 0 })).toContain('nothing changed');
  expect(render({ ...output, exitCode: 3 })).not.toContain('nothing changed');
});
