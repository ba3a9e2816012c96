/** `${NAME}` as the whole value. */
export const ENV_REFERENCE = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** Says what is wrong with an http(s) base URL, or null. The URL is not echoed: it may hold a password. */
export function whyNoUrl(text: string): string | null {
  if (!URL.canParse(text)) return 'must be a URL, such as https://host:8000';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https:// or http://';
  if (url.username !== '' || url.password !== '')
    return 'must not hold a user name or password: put the whole URL or the key into an environment variable';
  if (url.search !== '' || text.includes('?')) return 'must not have a query';
  if (url.hash !== '' || text.includes('#')) return 'must not have a fragment';
  return null;
}
