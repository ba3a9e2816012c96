import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** Who may vouch for a server, read when a connection first needs it, and then once for all that it is given to. */
export type Authorities = () => SecureContext;

/**
 * The well-known authorities and those of a PEM text, or null for none. Said outright, so that NODE_EXTRA_CA_CERTS has no
 * word in it. Reading them takes milliseconds. Throws, when it is read, what Node throws of a text that is no PEM.
 */
export function trust(ca: string | null): Authorities {
  let context: SecureContext | null = null;
  return () => (context ??= createSecureContext({ ca: [...rootCertificates, ...(ca === null ? [] : [ca])] }));
}
