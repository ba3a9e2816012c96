import { eachMatch } from './each-match.ts';
import { REASON_PHRASES } from './statuses.ts';

/** A status in words, and no count of something about it, nor what aiohttp says of an answer that it cannot read: `Error code: 429`, `HTTP 503`, `[502]:`, `'502 Bad Gateway'`, `| 524: A timeout`. */
const STATUSES =
  /(?:^\W{0,8}|[|[(] ?| - (?=\d{3}(?:$| [A-Za-z]))|\berror (?:from|by|in|of) [\w.-]{1,30}: |: (?=\d{3} [A-Z][a-z]+ [a-z])|(?:\b(?:error code|status code|statuscode|status_code|error_code|http status|http error|api error|http\/[\d.]{1,3}|http|status|code|returned|resulted in|failed|response|upstream|indicate success|server error|client error)|[a-z_]status|(?<!encoding|length)error\]?|(?:status|code)\]|exception)['":=,([\s]{1,4}(?:an? |at |was |is |of |error:? |http |code:? |status:? ){0,2}['"`]?)([345]\d\d)(?!\w|#|\.\d|\s?(?:[<>/](?! [\w-]{2,40}: )|(?:bytes?|tokens?|char\w{0,6}|ms|milliseconds?|s|sec\w{0,4}|[kmg]i?b|images?|messages?|requests|request (?:per|limit|quota)|of|read|items?)\b))/gi;

/** A reason phrase that stands alone between marks: `Bad Gateway`, `XException - unauthorized`, `Bad Request: …`, `400 BAD_REQUEST from POST`. */
const REASONS = new RegExp(
  String.raw`(?:^|[:|\n({[<>"']\s?|\s[-–—]\s|\b[345]\d\d\s)(${[...REASON_PHRASES.keys()].join('|').replaceAll(' ', '[ _]')})` +
    String.raw`(?=$|\W?$|[:|\n)}\]<>"']|\s[-–—]\s| for url| from (?:GET|POST)| at [\w.]{1,60}\(| at \w{1,60}\.| \w{2,20}: )`,
  'gi',
);

const MAX_MATCHES = 24;

/** The error statuses that words state, by number and by reason phrase. */
export function readStatuses(words: string): readonly number[] {
  const statuses: number[] = [];
  if (/[345]\d\d/.test(words)) {
    eachMatch(STATUSES, words, MAX_MATCHES, (match) => statuses.push(Number(match[1])));
  }
  eachMatch(REASONS, words, MAX_MATCHES, ([, phrase = '']) => {
    const status = REASON_PHRASES.get(phrase.toLowerCase().replaceAll('_', ' '));
    if (status !== undefined) statuses.push(status);
  });
  return statuses;
}
