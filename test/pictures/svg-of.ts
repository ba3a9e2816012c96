import type { Picture } from './draw.ts';

export function svgOf({ width, height, body, background = '#f4f4f2' }: Picture): string {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="${width}" height="${height}" fill="${background}"/>${body}</svg>`;
}

/** What can be read on a picture, line by line, and what it shows without writing it. */
export function wordsOn({ body, shows = [] }: Picture): string {
  const written = [...body.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, words = '']) =>
    words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );
  return [...written, ...shows.map(String)].join('\n');
}
