import { disarmCommands, escapeTerminalLine } from '../text/escape-terminal.ts';
import { count, plural } from '../text/format.ts';
import { spellKappa } from '../words/spell-kappa.ts';

export interface AgreementToRender {
  readonly source: string;
  readonly target: string;
  readonly labelsFile: string;
  readonly labels: number;
  readonly why: string | null;
  readonly judged: readonly {
    readonly line: number;
    readonly promptId: string;
    readonly label: string;
    readonly opinion: { readonly label: string | null; readonly reason: string };
  }[];
  readonly agreement: {
    readonly counts: Readonly<Record<'bothGood' | 'bothBad' | 'judgeGood' | 'judgeBad', number>>;
    readonly unreadable: number;
    readonly kappa: number | null;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  readonly agreementFile: string;
}

/** How far a judge agrees with the labels, each answer of which they say different things, and what it comes to. */
export function renderAgreement(measured: AgreementToRender): string {
  const { agreement, why } = measured;
  const lines = [
    `${why === null ? 'MEASURED' : 'INCONCLUSIVE'}  ${headline(measured)}${measured.source === 'simulate' ? '  SYNTHETIC' : ''}`,
    ...(agreement === null ? [] : ['', ...table(agreement.counts)]),
    ...differing(measured),
    ...(agreement === null ? [] : [unreadable(agreement.unreadable), `stored in ${measured.agreementFile}`]),
    ...(why === null ? [] : [`no report takes this judge's word: ${why}`]),
  ];
  return disarmCommands(
    `${lines
      .filter((line) => line !== null)
      .map(escapeTerminalLine)
      .join('\n')}\n`,
  );
}

function headline({ target, labels, labelsFile, agreement }: AgreementToRender): string {
  const many = `${count(labels)} ${plural(labels, 'label')} of ${labelsFile}`;
  return `${target} on ${many}: ${agreement === null ? 'not measured' : spellKappa(agreement)}`;
}

type Counts = NonNullable<AgreementToRender['agreement']>['counts'];

function table({ bothGood, bothBad, judgeGood, judgeBad }: Counts): readonly string[] {
  const rows = [
    ['', 'judged good', 'judged bad'],
    ['labelled good', count(bothGood), count(judgeBad)],
    ['labelled bad', count(judgeGood), count(bothBad)],
  ];
  return rows.map(
    ([head = '', good = '', bad = '']) => `${head.padEnd(13)}  ${good.padStart(11)}  ${bad.padStart(10)}`,
  );
}

function differing({ judged, labelsFile }: AgreementToRender): readonly string[] {
  return judged
    .filter(({ label, opinion }) => opinion.label !== label)
    .map(({ line, promptId, label, opinion }) => {
      const says = opinion.label === null ? 'not judged' : `judged ${opinion.label}`;
      return `${labelsFile}:${line} ${promptId}  labelled ${label}, ${says}: ${opinion.reason}`;
    });
}

function unreadable(many: number): string | null {
  if (many === 0) return null;
  return `${count(many)} ${plural(many, 'answer')} of the judge could not be read, and ${many === 1 ? 'counts' : 'count'} against it`;
}
