import type { Refused } from './draft.ts';

/** An error as a socket throws it, with the code that clients tell such errors by. */
function socketError(message: string, code: string, details: object): Error {
  const cause = Object.assign(new Error(message), { code, ...details });
  return Object.assign(new Error(message, { cause }), { code, ...details });
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

const refusals: Readonly<Record<Refused, (signal: AbortSignal) => Promise<never>>> = {
  reset: () => Promise.reject(socketError('read ECONNRESET', 'ECONNRESET', { errno: -104, syscall: 'read' })),
  closed: () => Promise.reject(socketError('other side closed', 'UND_ERR_SOCKET', { name: 'SocketError' })),
  silent: untilAborted,
};

/** Ends a request before any response head came, as undici tells of it. Silence lasts until the client gives up. */
export function refuseConnection(refused: Refused, signal: AbortSignal): Promise<never> {
  return refusals[refused](signal);
}
