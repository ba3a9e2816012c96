import type { JSX } from 'preact';
import { findingRow } from '../../contract/findings.ts';
import type { Report } from '../../contract/runs/report.ts';
import type { CaseDetail, RunDetail } from '../../contract/runs/run-detail.ts';
import type { FindingGroup } from '../../contract/runs/summary.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { reachOf, sidesOf, titleOf } from '../words/describe-group.ts';
import { describeAttempt } from '../exchange/describe-wire.ts';
import { showCommand } from '../exchange/show-command.ts';
import { count } from '../text/format.ts';
import { linkTo } from './link-to.ts';
import { BODIES_FOLDER, bodyFile, MOST_RAW, rawResponseOf } from './long-bodies.ts';
import { SideBySide } from './side-by-side.tsx';
import { shown } from './shown.ts';

/** Equal failures once, each with what was approved and what came. */
export function FailureGroups(props: { readonly report: Report; readonly detail: RunDetail }): JSX.Element {
  const { report, detail } = props;
  const { groups } = report.summary;
  if (groups.length === 0) return <p>Nothing failed.</p>;
  const examples = new Map(detail.examples.map((example) => [example.id, example]));
  return (
    <>
      {groups.map((group, index) => (
        <Group
          id={`failure-${index + 1}`}
          group={group}
          example={examples.get(group.example) ?? null}
          command={showCommand(report, group.example)}
        />
      ))}
    </>
  );
}

function Group(props: {
  readonly id: string;
  readonly group: FindingGroup;
  readonly example: CaseDetail | null;
  readonly command: string;
}): JSX.Element {
  const { id, group, example, command } = props;
  const sides = sidesOf(group);
  const row = findingRow(group.code);
  return (
    <details id={id} class="failure">
      <summary>
        <code>{shown(titleOf(group))}</code> {reachOf(group)} on {shown(group.targets.join(', '))}
        <br />
        {shown(group.message, 300)}
      </summary>
      {row !== null && (
        <p>
          It means: {row.means}. What to do: {row.mend}.
        </p>
      )}
      {sides !== null && (
        <p>
          <code>{shown(sides)}</code>
        </p>
      )}
      <p>
        Example{' '}
        <a href={linkTo(group.example)}>
          <code>{shown(group.example)}</code>
        </a>
        : <code class="command">{shown(command)}</code>
      </p>
      {example !== null && <Example example={example} />}
    </details>
  );
}

function Example({ example }: { readonly example: CaseDetail }): JSX.Element {
  const { record, golden } = example;
  const { exchange } = record;
  const outcome = exchange?.outcome;
  const response = outcome?.type === 'response' ? outcome.response : (outcome?.error.partial ?? null);
  const raw = rawResponseOf(example);
  const file = raw === null ? null : bodyFile(raw);
  return (
    <>
      <SideBySide
        golden={golden === null ? null : spell(golden)}
        answer={response === null ? null : spell(response)}
      />
      {outcome?.type === 'error' && (
        <p>
          Ended with <code>{outcome.error.kind}</code>: {shown(outcome.error.message)}
        </p>
      )}
      {exchange !== null && (
        <>
          <h3>Attempts</h3>
          <pre>{shown(exchange.attempts.flatMap(describeAttempt).join('\n'))}</pre>
        </>
      )}
      {raw !== null && (
        <details>
          <summary>The response as it came</summary>
          {file !== null && (
            <p>
              The first {count(MOST_RAW)} characters; all {count(raw.length)} are in{' '}
              <a href={`${BODIES_FOLDER}/${file.name}`}>
                {BODIES_FOLDER}/{file.name}
              </a>
              , beside this page and named by its SHA-256.
            </p>
          )}
          <pre>{shown(raw, MOST_RAW)}</pre>
        </details>
      )}
    </>
  );
}

interface Said {
  readonly text: string;
  readonly toolCalls: readonly { readonly name: string; readonly arguments: unknown }[];
}

/** Text and calls as one text to compare; JSON over several lines, so that lines can differ. */
function spell({ text, toolCalls }: Said): string {
  const calls = toolCalls.map((call) => `${call.name}(${JSON.stringify(call.arguments, null, 2)})`);
  return [...(text === '' ? [] : [spread(text)]), ...calls].join('\n');
}

function spread(text: string): string {
  const value = parseOrUndefined(text);
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : text;
}
