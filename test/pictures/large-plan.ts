import { box, dot, line, lines, text, type Picture } from './draw.ts';

const PLOTS = Array.from({ length: 24 }, (_, index) => {
  const [column, row] = [index % 6, Math.floor(index / 6)];
  const [x, y] = [150 + column * 620, 320 + row * 560];
  const number = 101 + index;
  const words = number === 117 ? ['117', 'well, keep clear'] : [String(number)];
  return (
    box(x, y, 560, 480, { fill: number % 2 === 0 ? '#d9e4cf' : '#e6dcc6', stroke: '#6b6b5a' }) +
    lines(x + 280, y + 230, words, { anchor: 'middle', size: 46, fill: '#3a3a30' }, 60)
  );
}).join('');

/** As large as a picture of a camera: what is asked for stands small in a corner. */
export const LARGE_PLAN: Picture = {
  file: 'allotment-plan.jpg',
  width: 4000,
  height: 3000,
  background: '#cfd6c4',
  grain: 19,
  body:
    text(150, 200, 'ALLOTMENTS AT GORSE HILL · PLAN OF PLOTS', { size: 90, bold: true, fill: '#2c2c22' }) +
    PLOTS +
    line(150, 2640, 3850, 2640, '#7a5b3a', 30) +
    dot(3500, 2760, 60, '#4f88b5') +
    text(3580, 2778, 'pump', { size: 44 }) +
    text(150, 2760, 'path, 3 m', { size: 50 }) +
    lines(
      2960,
      2880,
      ['Surveyed by K. Ilmonen, 6 May 2026', 'sheet GH-204/c · scale 1:500'],
      { size: 44, fill: '#26261e' },
      60,
    ),
};
