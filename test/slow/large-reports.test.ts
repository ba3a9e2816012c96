import { expect, it } from 'vitest';
import { REPORTERS } from '../../src/reports/formats/registry.ts';
import { written } from '../reports/written-report.ts';

it.each(['"', '\u0001', '漢', 'a'])(
  'JUnit of 8,000 failures full of %j is under 30 MB, each named once',
  (character) => {
    const long = character.repeat(2_000);
    const text = REPORTERS.junit().render(written(long, long, 8_000));
    expect(Buffer.byteLength(text)).toBeLessThan(30_000_000);
    const names = [...text.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"/g)].map(
      ([, a, b]) => `${a}/${b}`,
    );
    expect([names.length, new Set(names).size]).toEqual([8_001, 8_001]);
    expect(text.match(/ --curl/g)).toHaveLength(8_000);
  },
);
