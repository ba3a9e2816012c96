import type { Options } from 'ajv';
import { compileLinear } from '../json/linear-engine.ts';
import { readPattern } from '../json/pattern/read-pattern.ts';
import type { StepBudget } from './step-budget.ts';

type PatternEngine = NonNullable<NonNullable<Options['code']>['regExp']>;
type Tester = ReturnType<PatternEngine>;

/** So many steps of RegExp take as long as one of the linear-time engine. */
const REGEXP_STEPS = 16;

/**
 * Whichever engine is certain to take time in proportion to a pattern and a text: RegExp where the pattern leaves it no
 * choice, else RE2's way. What neither reads is left to RegExp, and to whoever ends it in time.
 */
export function createPatternEngine(budget: StepBudget): PatternEngine {
  const compile = (pattern: string, flags: string): Tester => {
    const native = new RegExp(pattern, flags);
    const read = readPattern(pattern);
    if (read === null) return native;
    const { size } = read;
    if (read.by === 'regexp') return new Counted(native, native, budget, size / REGEXP_STEPS);
    return new Counted(native, compileLinear(read.source), budget, size);
  };
  return Object.assign(compile, { code: 'patternEngine' });
}

class Counted implements Tester {
  private readonly pattern: RegExp;
  private readonly engine: { test(text: string): boolean };
  private readonly budget: StepBudget;
  private readonly stepsPerCharacter: number;

  constructor(pattern: RegExp, engine: Counted['engine'], budget: StepBudget, stepsPerCharacter: number) {
    this.pattern = pattern;
    this.engine = engine;
    this.budget = budget;
    this.stepsPerCharacter = stepsPerCharacter;
  }

  test(text: string): boolean {
    this.budget.spend(text.length * this.stepsPerCharacter);
    return this.engine.test(text);
  }

  /** ajv knows patterns by it. */
  toString(): string {
    return String(this.pattern);
  }
}
