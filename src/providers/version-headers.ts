/** Headers by which servers name themselves and their version. */
export const VERSION_HEADERS: readonly string[] = ['openai-version', 'server', 'x-powered-by'];
