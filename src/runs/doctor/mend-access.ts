import { namesIn } from '../../config/secrets/read-credentials.ts';
import type { Target } from '../../contract/wires/target.ts';

/** Where nothing answers at the target's address. */
export function mendConnection({ baseUrl }: Target): string {
  return `check that ${baseUrl} answers from this machine: is the server up, are host and port right, and the proxy and certificates of network:?`;
}

/** Where whoever asked is not let in. */
export function mendCredentials({ credentials, baseUrl }: Target): string {
  if (credentials.kind === 'none') {
    return `${baseUrl} asks for a key: write credentials: { bearer: NAME }, the name of a variable that holds it`;
  }
  if (credentials.kind === 'aws-default-chain') {
    return 'check what the AWS default chain finds here: profile, role, session, region';
  }
  if (credentials.kind === 'oci-profile') {
    return 'check the profile of OCI: is its key still one of that user, and a session not at its end (oci session refresh)?';
  }
  return `check the value of ${namesIn(credentials).join(', ')}: is it a key of ${baseUrl}, still valid, pasted whole?`;
}
