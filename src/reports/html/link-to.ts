/** What stands before the id of an exchange in a link to its row. */
export const EXCHANGE_LINK = 'exchange/';

/** The address of an exchange in the page. */
export function linkTo(id: string): string {
  return `#${EXCHANGE_LINK}${id.split('/').map(encodeURIComponent).join('/')}`;
}
