import { describe, expect, it } from 'vitest';
import { isJsonArray, type JsonValue } from '../../src/json/json-value.ts';
import { openApproved } from './approved-answers.ts';
import { afterSupport, afterSupportDays, DERIVED_TRIAGE } from './derived-triage.ts';
import { groundGoldens } from './ground-goldens.ts';

const NAME = 'bug-triage';
const { withPicture, unfounded, idle, blind } = groundGoldens(NAME, DERIVED_TRIAGE);
const { approved, answerOf, askedOf } = openApproved(NAME);

function documentOf(id: string, start: string): string {
  const found = approved.get(id)?.prompt.documents.find((text) => text.startsWith(start));
  if (found === undefined) throw new Error(`${id} quotes no document that begins with ${start}`);
  return found;
}

interface Issue {
  readonly key: string;
  readonly state: string;
  readonly cause: string;
}

const issues: readonly Issue[] = [
  ...documentOf('osprey-marks-followed', 'OSPREY').matchAll(/^(OSP-\d+) \| ([^|]+) \| [^|]+ \| (.+)$/gmu),
].map(([, key = '', state = '', cause = '']) => ({ key, state, cause }));
const stateOf = (key: string): string => issues.find((issue) => issue.key === key)?.state ?? '';
const releases = new Map(
  [...documentOf('osprey-marks-followed', 'OSPREY').matchAll(/^(\d+\.\d+\.\d+) \| (.+)$/gmu)].map(
    ([, version = '', day = '']) => [version, Date.parse(`${day} UTC`)],
  ),
);

/** The issues to which the marks of one lead, itself first. */
function followed(key: string): readonly string[] {
  const next = /duplicate of (OSP-\d+)/u.exec(stateOf(key))?.[1];
  return next === undefined ? [key] : [key, ...followed(next)];
}

describe('the goldens of bug triage', () => {
  it('hold no number that neither stands in prompt or picture nor is given by a stated sum', () => {
    expect(unfounded()).toEqual([]);
    expect(idle()).toEqual([]);
  });

  it('say what only the picture says, where there is one', () => {
    expect(blind()).toEqual([]);
    expect(withPicture.length).toBeGreaterThanOrEqual(17);
  });

  it('name rules of the handbook and issues of the list', () => {
    const rules = [
      ...documentOf('osprey-seven-severities', '# Osprey').matchAll(/^(\d\.\d|Note [A-D])\b/gmu),
    ].map(([, number = '']) => number);
    const named = [...approved].flatMap(([id, { golden }]) => {
      if (!id.startsWith('osprey-')) return [];
      return [...golden.answer.text.matchAll(/"rule":"([^"]+)"|(OSP-\d+)/gu)].map(([, rule, key]) => ({
        id,
        name: rule ?? key ?? '',
      }));
    });
    const known = new Set([...rules, ...issues.map(({ key }) => key)]);
    expect(named.filter(({ name }) => !known.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(35);
  });

  it('follow each mark to its end', () => {
    const chains = ['OSP-311', 'OSP-203', 'OSP-287'].map((key) => {
      const path = followed(key);
      return { path, state: stateOf(path.at(-1) ?? '') };
    });
    expect(answerOf('osprey-marks-followed')).toEqual({ chains });
  });

  it('join no report to an issue that is itself a duplicate, nor to the younger of two', () => {
    const joined = [
      ...answerOf('osprey-same-look-other-cause').reports.filter(isDuplicate),
      ...answerOf('osprey-fixed-and-back').reports.filter(isJoined),
    ].map((report: { key?: string; issue?: string }) => report.key ?? report.issue ?? '');
    expect(joined.filter((key) => followed(key).length > 1 || stateOf(key) !== 'open')).toEqual([]);
    expect(issues.find(({ cause }) => cause.includes('OSP-231'))?.key).toBe('OSP-333');
    expect(joined).not.toContain('OSP-333');
  });

  it('reopen what was fixed for thirty days', () => {
    const asked = [
      ...askedOf('osprey-fixed-and-back').matchAll(/^([a-d])\) .*?, (\d\.\d\.\d), seen on (.+)$/gmu),
    ];
    const fixedIn: Readonly<Record<string, string>> = {
      a: 'OSP-158',
      b: 'OSP-260',
      c: 'OSP-215',
      d: 'OSP-215',
    };
    const actions = asked.map(([, id = '', version = '', seen = '']) => {
      const issue = fixedIn[id] ?? '';
      const fix = /fixed in (.+)/u.exec(stateOf(issue))?.[1] ?? '';
      if (version.localeCompare(fix, 'en', { numeric: true }) < 0)
        return { id, action: 'update', issue: null };
      const days = (Date.parse(`${seen} UTC`) - (releases.get(fix) ?? 0)) / 86_400_000;
      return { id, action: days <= 30 ? 'reopen' : 'new-issue', issue };
    });
    expect(actions.length).toBe(4);
    expect(answerOf('osprey-fixed-and-back').reports.slice(0, 4)).toEqual(actions);
  });

  it('count hours of support alone', () => {
    const due = answerOf('osprey-first-answer-by').answers.map((each: { due: string }) => each.due);
    expect(due).toEqual([
      afterSupport('2026-11-20T17:20', 120),
      afterSupport('2026-11-20T17:20', 240),
      afterSupportDays('2026-11-21T11:00', 2),
      '2026-12-06T03:40',
      afterSupport('2026-12-05T12:30', 120, ['2026-12-06']),
    ]);
    expect(afterSupport('2026-11-20T17:20', 40)).toBe('2026-11-20T18:00');
  });

  it('read the log of the gateway as it stands', () => {
    const log = documentOf('gateway-blames-trips', '14:00:58');
    const failed = [...log.matchAll(/^(\S+) gw +req=(\w+) .* 504: upstream (\w+)/gmu)];
    const restarted = /^(\S+) edge +gateway restarted/mu.exec(log)?.[1] ?? '';
    const answer = answerOf('gateway-blames-trips');
    expect(answer.failed).toEqual(failed.map(([, , request]) => request));
    expect(new Set(failed.map(([, , , blamed]) => blamed))).toEqual(new Set([answer.blames]));
    expect(failed.filter(([, time = '']) => time > restarted).length).toBe(answer.failedAfterRestart);
    const back = /^(\S+) report job=(\d+) done, (\d+) connections given back/mu.exec(log);
    expect(back?.slice(1)).toEqual([answer.recoveredAt, String(answer.job), String(answer.took)]);
    expect(log).toContain(`of ${answer.poolSize} in use, 4 waiting`);
  });

  it('leave every commit between the last good and the first bad one', () => {
    const rows = [
      ...documentOf('bisect-with-two-skipped', 'git bisect').matchAll(
        /^([0-9a-f]{7}) (good|bad|skip|not tested)/gmu,
      ),
    ];
    const [hashes, results] = [rows.map(([, hash]) => hash), rows.map(([, , result]) => result)];
    const [good, bad] = [results.lastIndexOf('good'), results.indexOf('bad')];
    expect(answerOf('bisect-with-two-skipped')).toEqual({
      lastGood: hashes[good],
      firstKnownBad: hashes[bad],
      candidates: hashes.slice(good + 1, bad + 1),
      needless: hashes.filter((_, index) => index > bad && results[index] === 'not tested'),
      certain: bad - good === 1,
    });
  });

  it('group crashes by their first own frame', () => {
    const reports = [
      ...documentOf('crashes-by-own-frame', 'CRASHES').matchAll(/^#\d+ (\S+) .*\n((?: {2}.+\n?)+)/gmu),
    ].map(([, version = '', frames = '']) => ({
      version,
      frame:
        frames
          .split('\n')
          .map((line) => line.trim())
          .find((line) => line.startsWith('app.osprey')) ?? '',
    }));
    const groups = [...Map.groupBy(reports, ({ frame }) => frame)]
      .map(([frame, all]) => ({
        frame,
        crashes: all.length,
        versions: [...new Set(all.map(({ version }) => version))].toSorted(),
      }))
      .toSorted((a, b) => b.crashes - a.crashes || (a.frame < b.frame ? -1 : 1));
    expect(reports.length).toBe(11);
    expect(answerOf('crashes-by-own-frame')).toEqual({
      groups,
      onlyInNewest: groups.filter(({ versions }) => versions.join() === '7.3.1').map(({ frame }) => frame),
    });
  });

  it('answer the same two pictures the other way round', () => {
    const [there, back] = ['billing-after-the-update', 'billing-after-the-rollback'].map(answerOf);
    expect([back?.daysBefore, back?.daysAfter]).toEqual([there?.daysAfter, there?.daysBefore]);
    expect(back?.difference).toBe(-(there?.difference ?? 0));
    expect([there?.verdict, back?.verdict]).toEqual(['regression', 'mended']);
  });

  it('repeat no secret of a thread', () => {
    const secrets = [/osk_live_\w+/u, /password (\S+)\.$/mu, /user ([\w.]+),/u].map(
      (secret) => secret.exec(documentOf('harbour-thread-without-secrets', 'From: dispatch'))?.at(-1) ?? '',
    );
    const { text } = approved.get('harbour-thread-without-secrets')?.golden.answer ?? { text: '' };
    expect(secrets.every((secret) => secret.length > 5)).toBe(true);
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('write into calls what their prompts give, letter for letter', () => {
    const given = new Map<string, JsonValue>([
      ['found-so-commented', /<(.*)>/u.exec(askedOf('found-so-commented'))?.[1] ?? ''],
      ['issue-with-trace-and-pattern', /«(.*)»/u.exec(askedOf('issue-with-trace-and-pattern'))?.[1] ?? ''],
    ]);
    const filed = [...given.keys()].map((id) => {
      const call = approved.get(id)?.golden.answer.toolCalls[0]?.arguments;
      return Object.values(call ?? {}).flatMap((value) => (isJsonArray(value) ? value : [value]));
    });
    expect([...given.values()].map((words, index) => filed[index]?.includes(words))).toEqual([true, true]);
    const lines = askedOf('issue-with-trace-and-pattern').replaceAll('<TAB>', '\t');
    expect(filed[1]?.filter((line) => typeof line === 'string' && lines.includes(line)).length).toBe(6);
    expect(JSON.stringify(filed[1])).toMatch(/\\t.*🚛/u);
  });
});

function isDuplicate({ verdict }: { verdict: string }): boolean {
  return verdict === 'duplicate';
}

function isJoined({ action }: { action: string }): boolean {
  return action === 'join';
}
