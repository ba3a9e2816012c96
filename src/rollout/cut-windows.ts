import type { BodyOf, Incident, SideOfWindow } from '../contract/rollout/ledger.ts';
import type { RecordedState } from '../contract/exchanges/record.ts';
import { endedMoreOften, sumEndedApart, type EndedApart } from './ended-apart.ts';
import { countLatencies } from './latency-buckets.ts';
import type { Gap } from './place-legs.ts';

const MS_PER_MINUTE = 60_000;

/** One exchange of a monitor's run, as far as windows tell of it. */
export interface MonitoredRequest {
  /** Prompt, mode and repetition: the same on both sides. */
  readonly key: string;
  /** As people name it. */
  readonly id: string;
  /** Since the run began; null where it was not sent. */
  readonly askedMs: number | null;
  readonly state: RecordedState;
  readonly isRetried: boolean;
  /** Whether its first attempt gave no answer, and that was not the answer. */
  readonly didFail: boolean;
  /** Classes of error of all its attempts, and that with which it ended, unless that is the answer. */
  readonly errors: readonly string[];
  readonly endedWith: string | null;
  /** Null where there was no whole answer. */
  readonly latencyMs: number | null;
  /** What breaks a client that reads it, each `code at pointer`. */
  readonly breaks: readonly string[];
}

/** A run of the monitor. */
export interface MonitoredRun {
  readonly run: string;
  readonly root: string;
  readonly source: BodyOf<'window'>['source'];
  readonly startedMs: number;
  /** When it had stopped, and asked nothing. */
  readonly gaps: readonly Gap[];
  /** Null where the baseline was not asked. */
  readonly baseline: readonly MonitoredRequest[] | null;
  readonly candidate: readonly MonitoredRequest[];
  /** Of the candidate, whatever became of it. */
  readonly planned: number;
}

/** What windows before say of errors. */
export interface KnownErrors {
  /** Classes that the baseline ever gave. */
  readonly given: ReadonlySet<string>;
  /** How the sides ended apart since no client was served by the candidate. */
  readonly endedApart: readonly EndedApart[];
}

/**
 * A run as windows of one length each, on the same grid whenever it began: a run that takes no longer than a window stands
 * for the one in which it first asked, so that runs need not begin on the minute.
 */
export function cutWindows(
  run: MonitoredRun,
  windowMinutes: number,
  known: KnownErrors,
): readonly BodyOf<'window'>[] {
  const width = windowMinutes * MS_PER_MINUTE;
  const longest = Math.max(0, ...run.candidate.map(({ askedMs }) => askedMs ?? 0));
  const first = firstOf(run.candidate);
  const place = (askedMs: number | null): number =>
    Math.floor((run.startedMs + (longest < width ? first : (askedMs ?? first))) / width);
  const ofCandidate = Map.groupBy(run.candidate, ({ askedMs }) => place(askedMs));
  const ofBaseline = new Map((run.baseline ?? []).map((request) => [request.key, request]));
  const given = new Set([...known.given, ...(run.baseline ?? []).flatMap(({ errors }) => errors)]);
  let { endedApart: sofar } = known;
  const cells = [...ofCandidate.keys()].toSorted((a, b) => a - b);
  const missing = run.planned - run.candidate.length;
  return cells.map((cell, at) => {
    const candidate = ofCandidate.get(cell) ?? [];
    const baseline = candidate.flatMap(({ key }) => ofBaseline.get(key) ?? []);
    // What was planned and never recorded went missing at the end.
    const gone = at === cells.length - 1 ? missing : 0;
    const [from, to] = [cell * width, (cell + 1) * width];
    const endedApart = endedApartIn(candidate, ofBaseline);
    sofar = sumEndedApart([...sofar, ...endedApart]);
    return {
      kind: 'window',
      run: run.run,
      root: run.root,
      source: run.source,
      from: instant(from),
      to: instant(to),
      asked: instant(Math.max(from, run.startedMs + firstOf(candidate))),
      planned: candidate.length + gone,
      counts: countsOf(candidate, gone),
      incidents: incidentsOf(candidate, ofBaseline, { given, more: endedMoreOften(sofar) }),
      baseline: run.baseline === null ? null : sideOf(baseline, 0),
      candidate: sideOf(candidate, gone),
      retries: retriesOf(candidate, ofBaseline),
      endedApart,
    };
  });
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** When the first that was sent was; 0 where none was. */
function firstOf(requests: readonly MonitoredRequest[]): number {
  const sent = requests.flatMap(({ askedMs }) =>
    askedMs === null ? [] : [Math.max(0, Math.floor(askedMs))],
  );
  return sent.length === 0 ? 0 : Math.min(...sent);
}

function countsOf(requests: readonly MonitoredRequest[], missing: number): BodyOf<'window'>['counts'] {
  const of = (wanted: RecordedState): number => requests.filter(({ state }) => state === wanted).length;
  return {
    passed: of('passed'),
    failed: of('failed'),
    errored: of('errored'),
    skipped: of('skipped'),
    unproven: of('unproven'),
    missing,
  };
}

function isAsked({ state }: MonitoredRequest): boolean {
  return state !== 'skipped';
}

function sideOf(requests: readonly MonitoredRequest[], missing: number): SideOfWindow {
  const asked = requests.filter(isAsked);
  const times = [...asked.map(({ latencyMs }) => latencyMs), ...Array.from({ length: missing }, () => null)];
  return {
    requests: asked.length + missing,
    failed: asked.filter(({ didFail }) => didFail).length + missing,
    errors: [...new Set(asked.flatMap(({ errors }) => errors))].toSorted(),
    latency: countLatencies(times),
  };
}

function retriesOf(
  candidate: readonly MonitoredRequest[],
  baseline: ReadonlyMap<string, MonitoredRequest>,
): BodyOf<'window'>['retries'] {
  const retries = { neither: 0, baseline: 0, candidate: 0, both: 0 };
  for (const theirs of candidate) {
    const ours = baseline.get(theirs.key);
    if (ours === undefined || !isAsked(ours) || !isAsked(theirs)) continue;
    if (ours.isRetried) retries[theirs.isRetried ? 'both' : 'baseline'] += 1;
    else retries[theirs.isRetried ? 'candidate' : 'neither'] += 1;
  }
  return retries;
}

function endedApartIn(
  candidate: readonly MonitoredRequest[],
  baseline: ReadonlyMap<string, MonitoredRequest>,
): readonly EndedApart[] {
  const counts = candidate.flatMap((theirs): readonly EndedApart[] => {
    const ours = baseline.get(theirs.key);
    if (ours === undefined || !isAsked(ours) || ours.endedWith === theirs.endedWith) return [];
    return [
      ...(ours.endedWith === null ? [] : [{ name: ours.endedWith, baseline: 1, candidate: 0 }]),
      ...(theirs.endedWith === null ? [] : [{ name: theirs.endedWith, baseline: 0, candidate: 1 }]),
    ];
  });
  return sumEndedApart(counts);
}

/**
 * What the candidate alone shows. A break that the baseline's own answer to the same has too is none of a move. Nor is an
 * error with which the baseline's request ended too, or one of a class that it gives (`given`) as long as the candidate
 * does not surely end so more often (`more`). Where the baseline was not asked the same, nothing excuses it.
 */
function incidentsOf(
  candidate: readonly MonitoredRequest[],
  baseline: ReadonlyMap<string, MonitoredRequest>,
  known: { readonly given: ReadonlySet<string>; readonly more: ReadonlySet<string> },
): readonly Incident[] {
  const shown = candidate.flatMap((request): readonly Omit<Incident, 'exchanges'>[] => {
    const ours = baseline.get(request.key);
    const own = new Set(ours?.breaks);
    const breaks = request.breaks.filter((name) => !own.has(name));
    const { endedWith, id } = request;
    const isExcused =
      endedWith === null ||
      (ours !== undefined &&
        isAsked(ours) &&
        (ours.endedWith === endedWith || (known.given.has(endedWith) && !known.more.has(endedWith))));
    return [
      ...breaks.map((name) => ({ what: 'break' as const, name, example: id })),
      ...(isExcused ? [] : [{ what: 'error' as const, name: endedWith, example: id }]),
    ];
  });
  const groups = Map.groupBy(shown, ({ what, name }) => `${what} ${name}`);
  return [...groups.values()]
    .flatMap((group) => group.slice(0, 1).map((first) => ({ ...first, exchanges: group.length })))
    .toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}
