import { breaking, degraded, noted, type FindingRow } from './finding-row.ts';

const UNPROVEN = 'take nothing of this answer for whole; see in the exchange what ended it';
const PROMISE = 'declare in the row that this server does not send it, and let clients do without';
const PARSER = 'see whether the parser of your clients reads it; tell the provider';
const ASKED = 'declare how this server serves the mode, or ask for the other one';
const ORDER = 'see in the exchange what came when; tell the provider';
const SDK = 'let clients read the error themselves, use another SDK, or pin the version that reads it';

/** What is seen of a stream as such: by its reader, by its wire's grammar, by the SDK that read the same bytes. */
export const STREAM_CODES = {
  'stream/incomplete': breaking('nothing proves that the stream came to its end', UNPROVEN),
  'stream/no-usage': degraded('the promised usage record is missing', PROMISE),
  'stream/no-done': degraded('the promised [DONE] is missing', PROMISE),
  'stream/stall-after-finish': degraded(
    'the stream came to its end and was never closed',
    'let clients stop reading at the end',
  ),
  'stream/error-field': breaking('an error came in a line that standard parsers drop', PARSER),
  'stream/dropped-event': breaking('an event came in a line that standard parsers drop', PARSER),
  'stream/unknown-field': degraded('a line came that no field is known for', PARSER),
  'stream/quoted-done': degraded('[DONE] came as a JSON string', PARSER),
  'stream/padded-done': degraded('[DONE] came with blanks around it, or in small letters', PARSER),
  'stream/keep-alive-data': degraded('a keep-alive came as data', PARSER),
  'stream/doubled-prefix': breaking('data: stands twice before an event', PARSER),
  'stream/no-blank-line': breaking('no blank line stands between events', PARSER),
  'stream/no-final-blank-line': noted('the last event has no blank line after it', PARSER),
  'stream/unknown-event': noted(
    'an event came that nobody knows',
    'update the SDK; read what the provider says of it',
  ),
  'stream/json-body': breaking('one body came where a stream was asked for', ASKED),
  'stream/json-lines': breaking('lines of JSON came where events were asked for', PARSER),
  'stream/unasked': breaking('a stream came where one body was asked for', ASKED),
  'grammar/no-message-start': degraded('content came before the message was begun', ORDER),
  'grammar/second-message-start': degraded('the message was begun twice', ORDER),
  'grammar/block-started-late': noted('a block was begun after its first content', ORDER),
  'grammar/block-not-stopped': degraded('a block was not ended before what follows it', ORDER),
  'grammar/stop-without-block': degraded('a block was ended that was not open', ORDER),
  'grammar/metadata-before-stop': degraded('the metadata came before the end of the message', ORDER),
  'grammar/content-after-stop': breaking('content came after the end of the message', ORDER),
  'grammar/content-after-finish': breaking('content came after the finish reason', ORDER),
  'grammar/several-finish-reasons': breaking('another finish reason came after the first', ORDER),
  'grammar/second-message-stop': degraded('the message was ended twice', ORDER),
  'grammar/second-stop': degraded('a stop reason came twice', ORDER),
  'grammar/done-before-finish': degraded('[DONE] came before a finish reason', ORDER),
  'grammar/second-done': noted('[DONE] came twice', ORDER),
  'grammar/event-after-done': breaking('an event came after [DONE], where clients stop reading', ORDER),
  'grammar/event-after-end': degraded('an event came after the last', ORDER),
  'grammar/event-after-error': degraded('an event came after an error', ORDER),
  // Of a whole answer an SDK's failure is not its wire's fault; of an error that it hides, clients are never told.
  'sdk/throws': noted('the plain SDK throws at an answer that is whole', SDK, 'breaking'),
  'sdk/no-answer': noted('the plain SDK gives something else for an answer that is whole', SDK, 'breaking'),
  'sdk/drops': noted('the plain SDK drops events of an answer that is whole', SDK, 'degraded'),
  'sdk/silent-end': breaking('the plain SDK ends without a word where an error came', SDK),
  'sdk/error-as-answer': breaking('the plain SDK gives an error for an answer', SDK),
} satisfies Readonly<Record<`${'stream' | 'grammar' | 'sdk'}/${string}`, FindingRow>>;
