import { escapeTerminal, escapeTerminalLine } from './escape-terminal.ts';

// Entities rather than backslashes: a pipe in a table cell, and a backslash before it, have no other safe spelling.
// Besides the marks of inline syntax: what opens a block at the start of a line, and what GitHub turns into links.
const MARKS = /[\\`*_[\]<>&|~@#$!]|^[-+=]|(?<=^\d+)[.)](?= |$)|:(?=\/\/)|(?<=\bwww)\./gi;

/** Text that GitHub-flavoured Markdown shows as it is, in paragraphs and in table cells. */
export function escapeMarkdown(text: string): string {
  return escapeTerminalLine(text)
    .trimStart()
    .replace(MARKS, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Foreign text as a code span, in which GitHub makes no links, mentions or references. Not for table cells.
 * https://spec.commonmark.org/0.31.2/#code-spans
 */
export function codeSpan(text: string): string {
  const line = escapeTerminalLine(text);
  if (line === '') return '';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || (/^ .* $/.test(line) && line.trim() !== '') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

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
