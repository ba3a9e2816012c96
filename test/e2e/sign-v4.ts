import { createHash, createHmac } from 'node:crypto';

interface Signing {
  readonly url: URL;
  readonly body: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** AWS Signature Version 4 of a POST, by hand: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
export function signV4(signing: Signing): Readonly<Record<string, string>> {
  const { url, body, region, accessKeyId, secretAccessKey } = signing;
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const day = stamp.slice(0, 8);
  const scope = `${day}/${region}/bedrock/aws4_request`;
  const path = url.pathname.split('/').map(encodeURIComponent).join('/');
  const canonical = [
    'POST',
    path,
    '',
    'content-type:application/json',
    `host:${url.host}`,
    `x-amz-date:${stamp}`,
    '',
    'content-type;host;x-amz-date',
    sha256(body),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n');
  const key = [day, region, 'bedrock', 'aws4_request'].reduce<string | Buffer>(
    hmac,
    `AWS4${secretAccessKey}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  return {
    'content-type': 'application/json',
    'x-amz-date': stamp,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=content-type;host;x-amz-date, Signature=${signature}`,
  };
}
