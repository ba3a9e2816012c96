import type { JSX } from 'preact';
import { markText, type MarkedLine } from '../text/mark-text.ts';
import { shown } from './shown.ts';

/** Longer texts are cut: nobody reads them in a report, and the run folder has them whole. */
const MOST_CHARACTERS = 6_000;

/** What was approved beside what came; where they differ, lines and words are marked. */
export function SideBySide(props: {
  readonly golden: string | null;
  readonly answer: string | null;
}): JSX.Element {
  const { golden, answer } = props;
  if (golden === null || answer === null) {
    return (
      <div class="sides">
        <Side
          title="approved"
          lines={plain(golden ?? 'The approved answer is not at hand, or was changed since.')}
        />
        <Side title="observed" lines={plain(answer ?? 'Nothing came.')} />
      </div>
    );
  }
  const lines = markText(shown(golden, MOST_CHARACTERS), shown(answer, MOST_CHARACTERS));
  return (
    <div class="sides">
      <Side title="approved" lines={lines.filter(({ mark }) => mark !== '+')} />
      <Side title="observed" lines={lines.filter(({ mark }) => mark !== '-')} />
    </div>
  );
}

function plain(text: string): readonly MarkedLine[] {
  return [{ mark: ' ', pieces: [{ text: shown(text, MOST_CHARACTERS), changed: false }] }];
}

function Side({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly MarkedLine[];
}): JSX.Element {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <pre>
        {lines.map(({ mark, pieces }) => (
          <span class={mark === ' ' ? 'line' : 'line changed'}>
            {mark} {pieces.map(({ text, changed }) => (changed ? <mark>{text}</mark> : text))}
            {'\n'}
          </span>
        ))}
      </pre>
    </figure>
  );
}
