import { EXCHANGE_LINK } from './link-to.ts';

/** So many rows are made at once: a browser shows them in a blink, and nobody reads more before narrowing the search. */
const MOST_ROWS = 300;

/** Columns of the list of exchanges that hold numbers: latency and attempts. */
export const NUMBERS: readonly number[] = [2, 3];

/**
 * What makes a page better than it is without it: exchanges are unpacked and looked through by words, a link opens what it
 * names, and paper shows what is folded. Text is set as text, never as markup.
 */
export const PAGE_SCRIPT = `'use strict';
addEventListener('DOMContentLoaded', async () => {
  const name = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ''; } };
  const open = () => {
    const named = document.getElementById(name());
    const folded = named && named.closest('details');
    if (folded) { folded.open = true; named.scrollIntoView(); }
  };
  const linked = () => (name().startsWith('${EXCHANGE_LINK}') ? name().slice('${EXCHANGE_LINK}'.length) : null);
  addEventListener('hashchange', open);
  open();
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  const filter = document.getElementById('filter');
  const body = document.getElementById('cases');
  const bytes = Uint8Array.from(atob(document.getElementById('packed').textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const rows = await new Response(stream).json();
  const words = rows.map((row) => row.join(' ').toLowerCase());
  const show = () => {
    const wanted = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const only = linked();
    const found = rows.filter((row, at) => only === null || filter.value !== only ? wanted.every((word) => words[at].includes(word)) : row[0] === only);
    body.replaceChildren(...found.slice(0, ${MOST_ROWS}).map((row) => {
      const line = document.createElement('tr');
      row.forEach((text, at) => {
        const cell = document.createElement(at === 0 ? 'th' : 'td');
        if (at === 0) {
          cell.scope = 'row';
          const link = document.createElement('a');
          link.href = '#${EXCHANGE_LINK}' + text.split('/').map(encodeURIComponent).join('/');
          link.textContent = text;
          cell.append(link);
        } else cell.textContent = text;
        if (${JSON.stringify(NUMBERS)}.includes(at)) cell.className = 'number';
        line.append(cell);
      });
      return line;
    }));
    const more = found.length > ${MOST_ROWS} ? ', the first ${MOST_ROWS} are shown' : '';
    document.getElementById('matches').textContent = found.length + ' of ' + rows.length + ' match' + more;
    const link = new URLSearchParams(location.search);
    if (filter.value === '') link.delete('find'); else link.set('find', filter.value);
    const search = link.size === 0 ? location.pathname : '?' + link;
    try { history.replaceState(null, '', search + location.hash); } catch { /* a page of a file may not */ }
  };
  const follow = () => {
    if (linked() === null) return;
    filter.value = linked();
    show();
    document.getElementById('exchanges').scrollIntoView();
  };
  filter.value = new URLSearchParams(location.search).get('find') ?? '';
  filter.addEventListener('input', show);
  document.querySelectorAll('.scripted').forEach((each) => { each.hidden = false; });
  document.querySelectorAll('.unscripted').forEach((each) => { each.hidden = true; });
  show();
  follow();
  addEventListener('hashchange', follow);
});
`;
