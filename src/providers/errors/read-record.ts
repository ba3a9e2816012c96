import type { Collector } from './evidence.ts';
import { findCodeRule } from './codes.ts';
import { rolesOf, type FieldRole } from './field-roles.ts';
import { isRecord } from '../../json/read.ts';
import { readDuration } from './read-duration.ts';

/** Reads a text that stands in a field: it may hold a whole envelope of its own. */
export type ReadInner = (text: string, place: string, depth: number) => void;

const MAX_DEPTH = 12;
const MAX_ITEMS = 20;

/**
 * Collects what an envelope says, whatever its form: nested, flat, a list, a list of lists, a name as the key. Only
 * fields that speak of errors are read, so what a model said in the same body is no evidence.
 */
export function readRecord(
  value: unknown,
  place: string,
  depth: number,
  into: Collector,
  readInner: ReadInner,
): void {
  into.left -= 1;
  if (depth > MAX_DEPTH || into.left < 0) return;
  if (typeof value === 'string') return readInner(value, place, depth);
  if (Array.isArray(value)) {
    const count = Math.min(value.length, MAX_ITEMS);
    for (let at = 0; at < count; at += 1) readRecord(value[at], `${place}/${at}`, depth + 1, into, readInner);
    return;
  }
  if (!isRecord(value)) return;
  const keys = Object.keys(value);
  const roles = keys.map(rolesOf);
  // What lies deeper is more specific.
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? '';
    const field = value[key];
    if (!isSaid(field)) continue;
    const isDeep = typeof field === 'object';
    const shape = isDeep ? rolesByShape(key, field) : null;
    const known = roles[at] ?? shape;
    if (known === null || (!isDeep && known[0] !== 'inner')) continue;
    if (shape !== null && NAMED_SO.test(key)) into.codes.push({ value: key, place: `${place}/${key}` });
    readRecord(field, `${place}/${key}`, depth + 1, into, readInner);
  }
  readPlace(value, place, depth, readInner);
  for (let at = 0; at < keys.length; at += 1) {
    const known = roles[at];
    if (known === undefined || known[0] === 'inner') continue;
    const key = keys[at] ?? '';
    const field = value[key];
    if (!isSaid(field) || typeof field === 'object') continue;
    for (const role of known) readField(role, key, field, `${place}/${key}`, depth, into, readInner);
  }
}

function isSaid(field: unknown): field is {} {
  return field !== null && field !== undefined && field !== '';
}

/** An exception as a key, as in the events of the AWS SDK: `{"throttlingException": {…}}`. */
const NAMED_SO = /(?:Exception|Error)$/;

/**
 * An exception by its key, AWS's own envelope of one, an envelope that a validator quotes as the value that it refused,
 * an error with its status under the name of who failed.
 */
function rolesByShape(key: string, field: object): readonly FieldRole[] | null {
  if (NAMED_SO.test(key) || '__type' in field) return ['inner'];
  if (key === 'value' && ('error' in field || 'error_message' in field)) return ['inner'];
  return 'error' in field && isSaid(field.error) && 'status' in field && statusOf(field.status) !== null
    ? ['inner']
    : null;
}

/** FastAPI says what is wrong and where in two fields; together they are a sentence. */
function readPlace(value: object, place: string, depth: number, readInner: ReadInner): void {
  if (!('loc' in value) || !('msg' in value)) return;
  const { loc, msg } = value;
  if (Array.isArray(loc) && typeof msg === 'string') {
    // JSON can hold an object that is no text: one with a field `toString`.
    const where = loc.slice(0, 10).map((part) => (typeof part === 'object' ? '' : String(part)));
    readInner(`${where.join('.')}: ${msg}`, `${place}/msg`, depth);
  }
}

function readField(
  role: FieldRole,
  key: string,
  field: unknown,
  place: string,
  depth: number,
  into: Collector,
  readInner: ReadInner,
): void {
  if (role === 'status') {
    const status = statusOf(field);
    if (status !== null) into.stated.push({ value: status, place });
    else if (typeof field === 'number' && findCodeRule(String(field)) !== null) {
      into.codes.push({ value: String(field), place });
    }
  } else if (role === 'delay') {
    const delayMs = readDelay(key, field);
    if (delayMs !== null) into.delaysMs.push(delayMs);
  } else if (role === 'flag') {
    if (field === true) into.codes.push({ value: 'content_filtered', place });
  } else if (typeof field === 'string') {
    if (role === 'code') {
      if (field.length <= 120 && statusOf(field) === null) into.codes.push({ value: field, place });
      // A sentence where a word is expected: `{"status": "Endpoint not found"}`.
      if (field.includes(' ') && !rolesOf(key)?.includes('text')) readInner(field, place, depth);
    } else if (role === 'stop') {
      if (findCodeRule(field)?.kind === 'content_filtered') into.codes.push({ value: field, place });
    } else if (role === 'id') into.requestIds.push(field);
    else readInner(key === 'stack' ? withoutFrames(field) : field, place, depth);
  }
}

/** JavaScript's stack begins with the error; where it was thrown says nothing of it. */
function withoutFrames(stack: string): string {
  const at = stack.search(/\n\s{1,40}at /);
  return at < 0 ? stack : stack.slice(0, at);
}

/** 429, "429": a status that means an error. */
function statusOf(field: unknown): number | null {
  const status =
    typeof field === 'string' && field.length === 3 && /^[345]\d\d$/.test(field) ? Number(field) : field;
  return typeof status === 'number' && Number.isInteger(status) && status >= 300 && status < 600
    ? status
    : null;
}

function readDelay(key: string, field: unknown): number | null {
  if (typeof field === 'string') return readDuration(field);
  if (typeof field !== 'number' || !(field >= 0) || !Number.isFinite(field)) return null;
  return Math.round(/ms$/i.test(key) ? field : field * 1000);
}
