import type { Interval } from '../stats/wilson-interval.ts';

/** The ends of an interval. To search for an end takes far longer than to say on which side of a limit it lies. */
export interface Bounds {
  low(): number;
  high(): number;
  /** The lower end is this or more. */
  isNoLowerThan(limit: number): boolean;
  /** The upper end is this or less. */
  isNoHigherThan(limit: number): boolean;
  /** The lower end is more than this: the limit itself is ruled out. */
  isAbove(limit: number): boolean;
  /** The upper end is less than this. */
  isBelow(limit: number): boolean;
}

export function knownBounds({ low, high }: Interval): Bounds {
  return {
    low: () => low,
    high: () => high,
    isNoLowerThan: (limit) => low >= limit,
    isNoHigherThan: (limit) => high <= limit,
    isAbove: (limit) => low > limit,
    isBelow: (limit) => high < limit,
  };
}

/** A lower bound that is a limit or more where the evidence for more than the limit is enough. */
interface Floor {
  /** Below this it cannot be. */
  readonly least: number;
  value(): number;
  /** Of a limit above the least. */
  reaches(limit: number): boolean;
}

/** Of what is measured, and of what is left of `whole`: of 0 the negative, of 1 the other share. */
export function searchedBounds(of: Floor, ofRest: Floor, whole: 0 | 1): Bounds {
  const reaches = (floor: Floor, limit: number): boolean => limit <= floor.least || floor.reaches(limit);
  const exceeds = (floor: Floor, limit: number): boolean =>
    limit <= floor.least ? floor.value() > limit : floor.reaches(limit);
  return {
    low: () => of.value(),
    high: () => whole - ofRest.value(),
    isNoLowerThan: (limit) => reaches(of, limit),
    isNoHigherThan: (limit) => reaches(ofRest, whole - limit),
    isAbove: (limit) => exceeds(of, limit),
    isBelow: (limit) => exceeds(ofRest, whole - limit),
  };
}

/** The bounds of what is left of `whole`. */
export function turnedBounds(bounds: Bounds, whole: 0 | 1): Bounds {
  return {
    low: () => whole - bounds.high(),
    high: () => whole - bounds.low(),
    isNoLowerThan: (limit) => bounds.isNoHigherThan(whole - limit),
    isNoHigherThan: (limit) => bounds.isNoLowerThan(whole - limit),
    isAbove: (limit) => bounds.isBelow(whole - limit),
    isBelow: (limit) => bounds.isAbove(whole - limit),
  };
}

/** The bounds of so many times what is measured. */
export function scaledBounds(bounds: Bounds, by: number): Bounds {
  return {
    low: () => by * bounds.low(),
    high: () => by * bounds.high(),
    isNoLowerThan: (limit) => bounds.isNoLowerThan(limit / by),
    isNoHigherThan: (limit) => bounds.isNoHigherThan(limit / by),
    isAbove: (limit) => bounds.isAbove(limit / by),
    isBelow: (limit) => bounds.isBelow(limit / by),
  };
}
