import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node';

/**
 * An order of test files in which those that take longest begin first, in the order given, as paths from test/ without
 * `.test.ts`: what begins last and takes long is waited for by nobody else.
 */
export function longestFirst(longest: readonly string[]): TestSequencerConstructor {
  const ends = longest.map((path) => `/test/${path}.test.ts`);
  const placeOf = ({ moduleId }: TestSpecification): number => {
    const place = ends.findIndex((end) => moduleId.endsWith(end));
    return place === -1 ? ends.length : place;
  };
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await super.sort(files);
      return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
    }
  };
}
