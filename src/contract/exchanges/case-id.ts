import { MODES, type Mode } from './mode.ts';

/** What is asked once: a prompt of a target in one mode, for the nth time. Everything that names an exchange is here. */
export interface CaseId {
  readonly suite: string;
  readonly prompt: string;
  readonly target: string;
  readonly mode: Mode;
  /** Counted from 1. */
  readonly repetition: number;
}

/** The one spelling as text: in reports, on the command line, as the request's id. Prompt ids are unique over suites. */
export function caseText({ target, prompt, mode, repetition }: CaseId): string {
  return `${target}/${prompt}/${mode}/${repetition}`;
}

/** The same case asked in the other mode. */
export function siblingOf(id: CaseId): CaseId {
  return { ...id, mode: id.mode === 'send' ? 'stream' : 'send' };
}

export function isCaseId(value: unknown): value is CaseId {
  return (
    typeof value === 'object' &&
    value !== null &&
    'suite' in value &&
    typeof value.suite === 'string' &&
    'prompt' in value &&
    typeof value.prompt === 'string' &&
    'target' in value &&
    typeof value.target === 'string' &&
    'mode' in value &&
    MODES.some((mode) => mode === value.mode) &&
    'repetition' in value &&
    Number.isInteger(value.repetition)
  );
}
