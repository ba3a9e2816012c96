import type { ApprovedCalls } from './compare-arguments.ts';

/** Digits that every double keeps: https://en.wikipedia.org/wiki/Double-precision_floating-point_format */
const KEPT_DIGITS = 15;

/**
 * Whole numbers of approved arguments that are compared exactly and may not be what was written: whoever reads JSON into
 * doubles rounds them, so the right answer would fail, and one that is rounded alike would pass. By their pointers.
 */
export function findLongNumbers(approved: ApprovedCalls | null): readonly string[] {
  if (approved === null) return [];
  return [...(approved.reference.places ?? [])].flatMap(([pointer, { value, pattern }]) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return [];
    const digits = String(Math.abs(value)).replace(/0+$/, '');
    const isLong = /^\d+$/.test(digits) && digits.length > KEPT_DIGITS;
    return isLong && approved.choose(pointer, pattern).way === 'exact' ? [pointer] : [];
  });
}

export const LONG_NUMBER = {
  message: 'a number of more digits than JSON is read with, and is compared exactly',
  mend: 'have the tool take it as text, or compare it by `type`',
} as const;
