import { escapeTerminal } from './escape-terminal.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
  '\t': '&#9;',
  // XML 1.0 has no way to write these two; the other characters it forbids are spelled out before.
  '\ufffe': '\\ufffe',
  '\uffff': '\\uffff',
};

/** Text for XML 1.0, in element content and in attributes. https://www.w3.org/TR/xml/#charsets */
export function escapeXml(text: string): string {
  return escapeTerminal(text).replace(/[&<>"'\n\t\ufffe\uffff]/g, (character) => ENTITIES[character] ?? '');
}
