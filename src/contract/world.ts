/** Time as an argument. `nowMs` is monotonic since some start; `wallMs` is the epoch's. */
export interface Clock {
  readonly nowMs: () => number;
  wallMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `run` after `ms` unless the returned function was called before. */
  timer(ms: number, run: () => void): () => void;
}

/** So much the wall clocks of two machines may differ. */
export const CLOCKS_DIFFER_MS = 60_000;

/** Time that nobody can set, as an argument: since a start of a machine, and which; null where the system does not tell. */
export interface Uptime {
  readonly boot: string | null;
  upMs(): number;
}

/** Chance as an argument: a number in [0, 1). */
export type Random = () => number;

/** One process, as precisely as its system tells; null is what it does not tell. */
export interface ProcessMark {
  readonly host: string;
  /** Tells machines of one host name apart. */
  readonly machine: string | null;
  /** Changes whenever the machine starts. */
  readonly boot: string | null;
  /** Ids of processes mean something within their namespace alone: a container has its own. */
  readonly space: string | null;
  readonly pid: number;
  /** When it started, in the kernel's own count: ids are given again. */
  readonly started: string | null;
}

/** The processes around us, as an argument. */
export interface Processes {
  self(): ProcessMark;
  /** Whether a process is known to run no more. False too where that cannot be seen from here. */
  isGone(mark: ProcessMark): boolean;
}

/** Replaces every known secret in a text by a mask. */
export type Redact = (text: string) => string;
