import { checkOutputSchema } from './check-output-schema.ts';
import type { Objection } from './check-conversation.ts';
import type { SuiteFile } from '../source/suite-file.ts';

/** A tool's parameters are a JSON Schema of type object, or providers refuse the tool. */
export async function checkTools(tools: NonNullable<SuiteFile['tools']>): Promise<readonly Objection[]> {
  const found = await Promise.all(
    Object.entries(tools).map(async ([name, { parameters }]): Promise<Objection[]> => {
      const path = ['tools', name, 'parameters'];
      if (parameters['type'] !== 'object') {
        return [
          {
            place: { path },
            message: `parameters of tool "${name}" are not of type object`,
            mend: 'write type: object',
          },
        ];
      }
      const objections = await checkOutputSchema(parameters);
      return objections.map((one) => ({
        ...one,
        place: { ...one.place, path: [...path, ...one.place.path] },
      }));
    }),
  );
  return found.flat();
}
