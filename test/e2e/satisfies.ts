import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { PUBLISHED_SCHEMAS } from '../../src/cli/output/published-schemas.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);

/** The name of a published schema. */
export type Written = keyof typeof PUBLISHED_SCHEMAS;
const validators = new Map<Written, ValidateFunction>();

/** What of a document is not as the published schema has it. */
export function violations(name: Written, document: unknown): readonly string[] {
  const validate = validators.get(name) ?? ajv.compile(PUBLISHED_SCHEMAS[name]());
  validators.set(name, validate);
  return validate(document)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
}
