import { readFileSync } from 'node:fs';
import { ParseOption, XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';

const schema = readFileSync(new URL('./junit-10.xsd', import.meta.url), 'utf8');
const validator = XsdValidator.fromDoc(XmlDocument.fromString(schema));

/** What of a report the common XSD refuses, as libxml2 says it; none where it is valid. */
export function junitFaults(xml: string): readonly string[] {
  try {
    // A report of 8,000 failures is longer than what libxml2 takes unasked.
    using document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_HUGE });
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const { message, details } = error;
    return details.length === 0 ? [message] : details.map((detail) => detail.message.trim());
  }
}
