import { axis, bars, box, dot, heightOf, line, path, text, type Picture } from './draw.ts';

const PLOT = { x: 70, y: 60, width: 480, height: 200 };
const HEAD = { bold: true, size: 16 } as const;
const GREY = { fill: '#777', size: 11 } as const;

function chart(title: string, source: string, body: string): string {
  return (
    box(0, 0, 600, 330, { fill: '#fff' }) + text(20, 30, title, HEAD) + body + text(20, 318, source, GREY)
  );
}

/** The points of a line over equal steps; null leaves a gap. */
function curve(
  values: readonly (number | null)[],
  of: Parameters<typeof heightOf>[0],
  stroke: string,
): string {
  const step = of.width / (values.length - 1);
  const at = values.map((value, index): [number, number] | null =>
    value === null ? null : [of.x + step * index, heightOf(of, value)],
  );
  const runs: [number, number][][] = [[]];
  for (const point of at) {
    if (point === null) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return (
    runs.map((run) => path(run, stroke)).join('') +
    at.map((point) => (point === null ? '' : dot(point[0], point[1], 4, stroke))).join('')
  );
}

function under(labels: readonly string[], isLine: boolean): string {
  const step = PLOT.width / (isLine ? labels.length - 1 : labels.length);
  return labels
    .map((label, index) =>
      text(PLOT.x + step * (index + (isLine ? 0 : 0.5)), 280, label, { size: 12, anchor: 'middle' }),
    )
    .join('');
}

const PARCELS = [
  ['North', 420],
  ['East', 365],
  ['South', 510],
  ['West', 290],
  ['Isles', 75],
] as const;
const OUTPUT = { ...PLOT, from: 90, to: 98, ticks: [90, 92, 94, 96, 98] };
const LOG = [
  ['A', 10],
  ['B', 1000],
  ['C', 100],
  ['D', 10_000],
] as const;
const VISITORS = [310, 340, 405, 390, 420, null, 510, 530, 480] as const;
const RAIN = [
  ['Янв', 40],
  ['Фев', 30],
  ['Мар', 25],
  ['Апр', 45],
  ['Май', 60],
  ['Июн', 85],
] as const;
const STACK = [
  ['2023', [12, 20, 8]],
  ['2024', [15, 18, 9]],
  ['2025', [21, 16, 5]],
] as const;
const FILLS = ['#3a7ca5', '#d98e3a', '#7aa35a'];

export const CHARTS: readonly Picture[] = [
  {
    file: 'parcels-by-region.png',
    width: 600,
    height: 330,
    body: chart(
      'Parcels a day, week 46',
      'Wren Parcel, internal, sheet WP-46',
      bars(
        { ...PLOT, from: 0, to: 600, ticks: [0, 200, 400, 600] },
        PARCELS.map(([label, value]) => ({ label, value })),
      ) +
        PARCELS.map(([, value], index) =>
          text(118 + index * 96, heightOf({ ...PLOT, from: 0, to: 600 }, value) - 6, String(value), {
            size: 12,
            anchor: 'middle',
          }),
        ).join(''),
    ),
  },
  {
    file: 'greenhouse-two-axes.png',
    width: 600,
    height: 330,
    body: chart(
      'Greenhouse 3, 17 November',
      'logger GH3-2',
      axis({ ...PLOT, from: 10, to: 30, ticks: [10, 15, 20, 25, 30], write: (value) => `${value} °C` }) +
        [40, 55, 70, 85, 100]
          .map((value) =>
            text(558, heightOf({ ...PLOT, from: 40, to: 100 }, value) + 4, `${value} %`, {
              size: 11,
              fill: '#2471a3',
            }),
          )
          .join('') +
        curve([15, 20, 25, 20, 15], { ...PLOT, from: 10, to: 30 }, '#c0392b') +
        curve([85, 70, 55, 70, 100], { ...PLOT, from: 40, to: 100 }, '#2471a3') +
        under(['06:00', '10:00', '14:00', '18:00', '22:00'], true) +
        text(330, 302, 'red: temperature · blue: humidity', { size: 12, anchor: 'middle' }),
    ),
    shows: [15, 20, 25, 85, 70, 55, 100],
  },
  {
    file: 'energy-stacked.webp',
    width: 600,
    height: 330,
    body: chart(
      'Energy of the mill, GWh',
      'bottom to top: hydro, grid, gas',
      STACK.map(([year, parts], column) => {
        let base = 0;
        return (
          parts
            .map((part, index) => {
              const top = heightOf({ ...PLOT, from: 0, to: 50 }, base + part);
              const height = heightOf({ ...PLOT, from: 0, to: 50 }, base) - top;
              base += part;
              return (
                box(110 + column * 160, top, 90, height, { fill: FILLS[index] ?? '', stroke: '#fff' }) +
                text(155 + column * 160, top + height / 2 + 5, String(part), {
                  fill: '#fff',
                  anchor: 'middle',
                  size: 13,
                })
              );
            })
            .join('') + text(155 + column * 160, 280, year, { anchor: 'middle', size: 13 })
        );
      }).join('') + axis({ ...PLOT, width: 0, from: 0, to: 50, ticks: [0, 10, 20, 30, 40, 50] }),
    ),
  },
  {
    file: 'pie-rest.png',
    width: 460,
    height: 330,
    background: '#fff',
    body: pie([
      ['Diesel', 41, '41 %'],
      ['Electric', 27, '27 %'],
      ['Hybrid', 18, '18 %'],
      ['Gas', 14, ''],
    ]),
    shows: [14],
  },
  {
    file: 'queues-log-scale.png',
    width: 600,
    height: 330,
    body: chart(
      'Messages waiting, by queue (log scale)',
      'snapshot 03:15, node gannet-2',
      bars(
        {
          ...PLOT,
          from: 0,
          to: 4,
          ticks: [0, 1, 2, 3, 4],
          write: (value) => (10 ** value).toLocaleString('en'),
        },
        LOG.map(([label, value]) => ({ label, value: Math.log10(value) })),
      ),
    ),
    shows: LOG.map(([, value]) => value),
  },
  {
    file: 'output-cut-axis.png',
    width: 600,
    height: 330,
    body: chart(
      'Output of line 1 and line 2, units an hour',
      'Plover Works · week 47',
      bars(OUTPUT, [
        { label: 'Line 1', value: 92 },
        { label: 'Line 2', value: 96, fill: '#b5523b' },
      ]),
    ),
    shows: [92, 96],
  },
  {
    file: 'roof-gantt.png',
    width: 640,
    height: 300,
    background: '#fff',
    body: gantt([
      ['Scaffold', 1, 1],
      ['Strip roof', 2, 2],
      ['Timber', 3, 5],
      ['Tiles', 6, 8],
      ['Gutters', 8, 8],
      ['Clear site', 9, 9],
    ]),
    shows: [1, 2, 3, 5, 6, 8, 9],
  },
  {
    file: 'visitors-gap.png',
    width: 600,
    height: 330,
    body: chart(
      'Visitors a day, museum of nets',
      'June: counter out of order',
      axis({ ...PLOT, from: 300, to: 600, ticks: [300, 400, 500, 600] }) +
        curve(VISITORS, { ...PLOT, from: 300, to: 600 }, '#3a7ca5') +
        VISITORS.map((value, index) =>
          value === null
            ? ''
            : text(70 + index * 60, heightOf({ ...PLOT, from: 300, to: 600 }, value) - 9, String(value), {
                size: 11,
                anchor: 'middle',
              }),
        ).join('') +
        under(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep'], true),
    ),
  },
  {
    file: 'rain-russian.png',
    width: 600,
    height: 330,
    body: chart(
      'Осадки, мм (2026)',
      'Метеостанция Сосновка-2',
      bars(
        { ...PLOT, from: 0, to: 100, ticks: [0, 20, 40, 60, 80, 100] },
        RAIN.map(([label, value]) => ({ label, value })),
      ) +
        RAIN.map(([, value], index) =>
          text(110 + index * 80, heightOf({ ...PLOT, from: 0, to: 100 }, value) - 6, String(value), {
            size: 12,
            anchor: 'middle',
          }),
        ).join(''),
    ),
  },
];

/** A point of the pie by its angle. */
function onPie(angle: number, radius: number): string {
  return `${(170 + radius * Math.cos(angle)).toFixed(1)},${(175 + radius * Math.sin(angle)).toFixed(1)}`;
}

function pie(slices: readonly (readonly [string, number, string])[]): string {
  let from = 0;
  const drawn = slices.map(([name, share, words], index) => {
    const [a, b] = [from, from + share].map((at) => (at / 100) * 2 * Math.PI - Math.PI / 2);
    from += share;
    const [first = 0, second = 0] = [a, b];
    const [x = '0', y = '0'] = onPie((first + second) / 2, 75).split(',');
    const fill = [...FILLS, '#8e6fae'][index] ?? '';
    return (
      `<path d="M170,175 L${onPie(first, 120)} A120,120 0 0 1 ${onPie(second, 120)} Z" fill="${fill}" stroke="#fff"/>` +
      text(Number(x), Number(y) + 5, words, { fill: '#fff', anchor: 'middle', bold: true }) +
      box(320, 110 + index * 30, 14, 14, { fill }) +
      text(342, 122 + index * 30, name, { size: 13 })
    );
  });
  return (
    text(20, 32, 'Buses of the fleet by drive', HEAD) +
    drawn.join('') +
    text(320, 270, '150 buses', { bold: true }) +
    text(20, 318, 'depot T-9', GREY)
  );
}

function gantt(tasks: readonly (readonly [string, number, number])[]): string {
  const weeks = Array.from(
    { length: 9 },
    (_, index) =>
      line(140 + index * 52, 50, 140 + index * 52, 262, '#ddd') +
      text(166 + index * 52, 46, `W${index + 1}`, { size: 12, anchor: 'middle' }),
  ).join('');
  return (
    text(20, 26, 'Roof of the boat house', HEAD) +
    weeks +
    tasks
      .map(
        ([name, first, last], index) =>
          text(20, 76 + index * 34, name, { size: 13 }) +
          box(140 + (first - 1) * 52, 60 + index * 34, (last - first + 1) * 52, 22, {
            fill: '#3a7ca5',
            stroke: '#3a7ca5',
          }),
      )
      .join('') +
    text(20, 290, 'W1 begins on Monday, 11 January 2027 · plan BH-3', GREY)
  );
}
