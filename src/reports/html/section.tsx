import type { ComponentChildren, JSX } from 'preact';

/** A part of the page that can be linked to. */
export function Section(props: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const heading = `${props.id}-title`;
  return (
    <section id={props.id} aria-labelledby={heading}>
      <h2 id={heading}>{props.title}</h2>
      {props.children}
    </section>
  );
}

/** A table that may be wider than the page: it is scrolled by itself, by keyboard too. */
export function WideTable(props: {
  readonly label: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class="wide" role="region" aria-label={props.label} tabIndex={0}>
      <table>{props.children}</table>
    </div>
  );
}

/** The head of a table with a row for each target, and figures in all other columns. */
export function TargetHeads({
  of = 'target',
  heads,
}: {
  readonly of?: string;
  readonly heads: readonly string[];
}): JSX.Element {
  return (
    <thead>
      <tr>
        <th scope="col">{of}</th>
        {heads.map((head) => (
          <th scope="col" class="number">
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}
