import type { ErrorKind } from '../../contract/errors/error-kind.ts';
import type { UnifiedFinishReason } from '../../contract/exchanges/finish-reason.ts';
import type { JsonObject } from '../../contract/json-value.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { Face, Play } from '../face.ts';
import type { SchemaField } from './parse-chat.ts';

/** The envelopes in which servers of this family put an error. */
export type ErrorForm =
  | 'nested'
  | 'nested-object'
  | 'flat'
  | 'llamacpp'
  | 'llamacpp-bare'
  | 'string'
  | 'bare-string'
  | 'message'
  | 'coded'
  | 'bare-coded'
  | 'code-and-message'
  | 'google'
  | 'google-list'
  | 'errors'
  | 'ollama'
  | 'problem'
  | 'detail-list'
  | 'detail'
  | 'text'
  | 'html';

/** One error as a server says it. `{name}` in the message is filled from the request and the seat. */
export interface ErrorWords {
  readonly status: number;
  readonly form: ErrorForm;
  /** The type, title or error_type of the envelope. */
  readonly type: string;
  readonly message: string;
  readonly param?: string;
  /** Where it is not the status. */
  readonly code?: string | number;
  /** Further keys of the envelope; text values are filled too. */
  readonly extra?: JsonObject;
  /** Keys beside the envelope's own at the top of the body; text values are filled too. */
  readonly beside?: JsonObject;
}

/** A way in which this server alone goes wrong, or differs from request to request; a fault plants it by name. */
export interface RowOddity {
  readonly says: string;
  readonly source: string;
  /** YYYY-MM-DD or YYYY-MM. */
  readonly asOf: string;
  /** Unset: in both. */
  readonly mode?: Mode;
  /** What the row is while it is so. */
  readonly row?: Partial<Omit<ServerRow, 'name' | 'oddities'>>;
  /** What the answer is in place of the one that was to be given. */
  readonly play?: Partial<Pick<Play, 'text' | 'finish' | 'finishWord' | 'omit'>>;
  /** An error in place of the answer: over HTTP, or where the fault stands in a stream that has begun. */
  readonly error?: ErrorWords;
}

/** What can be wrong with a request whose fields have the right types. */
export type RefusalCode =
  | 'path/unknown'
  | 'field/invalid'
  | 'model/missing'
  | 'model/unknown'
  | 'messages/empty'
  | 'temperature/range'
  | 'top-p/range'
  | 'count/range'
  | 'count/many'
  | 'count/greedy'
  | 'logprobs/off'
  | 'logprobs/range'
  | 'logprobs/with-tools-in-stream'
  | 'stop/empty'
  | 'stop/count'
  | 'max-tokens/low'
  | 'max-tokens/window'
  | 'max-tokens/limit'
  | 'prompt/too-long'
  | 'prompt/leaves-no-room'
  | 'stream-options/without-stream'
  | 'tool-choice/unknown'
  | 'tool-choice/without-tools'
  | 'tool-choice/undeclared'
  | 'tools/unsupported'
  | 'tools/in-stream'
  | 'tools/with-format'
  | 'images/count'
  | 'images/unreadable'
  | 'response-format/unknown';

/** The server's answer to such a request, or null when it lets such a request pass. */
export type RefusalWords = Readonly<Record<RefusalCode, ErrorWords | null>>;

export type ErrorTable = Readonly<Record<ErrorKind, ErrorWords>>;

/** A server that may answer 202 and be asked again at this path, followed by the request's id. */
export interface Polling {
  readonly pathPrefix: string;
}

/** How probabilities are spelled: the keys of a token beside its text and logprob, and the alternatives to a request that names no number. */
interface Logprobs {
  readonly ids: boolean;
  readonly bytes: boolean;
  readonly unasked: number;
  readonly most: number;
}

/** One server of the family as it differs on the wire. No renderer knows a server's name. */
export interface ServerRow {
  readonly name: string;
  readonly basePath: string;
  /** False: whatever model is asked for, the loaded one answers. */
  readonly checksModel: boolean;
  readonly tools: 'none' | 'send' | 'send-and-stream';
  /** What of tool_choice the server knows; the rest is as if it were not there. */
  readonly toolChoices: 'none' | 'words' | 'words-and-names';
  /** False: one choice, whatever `n` says. */
  readonly manyChoices: boolean;
  /** The probabilities of tokens, or null where the field is not known. */
  readonly logprobs: Logprobs | null;
  /** A prompt above the window loses its oldest messages without a word. */
  readonly cutsPrompt: boolean;
  /** Arguments of earlier tool calls are text; `either`: or an object. */
  readonly historyArguments: 'text' | 'either';
  readonly formats: readonly string[];
  readonly schemaFields: readonly SchemaField[];
  /** [lowest, highest] inclusive; null where the server sets no bound. */
  readonly temperature: readonly [number, number | null] | null;

  readonly errors: ErrorTable;
  /** How it says that it has retired its model; unset where a gateway before it does. `{retiredOn}` is the day. */
  readonly retired?: ErrorWords;
  /** Kinds said in another kind's words, over HTTP and within streams. */
  readonly borrows: NonNullable<Face['borrows']>;
  readonly refusals: RefusalWords;
  /** Where an error in a stream has other words than one before it. */
  readonly streamErrors: Partial<ErrorTable>;
  /** The envelope of an error inside a stream; null for the envelope of the error itself. */
  readonly streamErrorForm: ErrorForm | null;
  /** The error event around its `{body}`. */
  readonly streamErrorTemplate: string;
  readonly doneAfterError: boolean;

  readonly finishWords: Readonly<Record<UnifiedFinishReason, string | null>>;
  readonly stopStringFinish: string | null;
  readonly namedToolFinish: 'stop' | 'tool_calls';
  /** The extra field of a choice that names the stop string, and whether null is spelled out. */
  readonly stopField: string | null;
  /** Further keys of a choice of a whole response. */
  readonly choiceExtra: JsonObject;
  /** `native_finish_reason` beside the finish reason: the same word, another one, or not there. */
  readonly nativeFinish: 'same' | { readonly word: string } | null;

  readonly id: 'chatcmpl-hex' | 'chatcmpl-letters' | 'chatcmpl-number';
  readonly streamId: 'same' | 'empty';
  readonly toolCallId: 'chatcmpl-tool' | 'call' | 'call-short' | 'letters' | 'index' | 'none';
  /** Responses say which model answered. */
  readonly namesModel: boolean;
  /** undefined: the key is absent. */
  readonly systemFingerprint: string | null | undefined;
  readonly logprobsKey: boolean;
  readonly emptyContent: null | '';
  /** Keys that whole responses and their messages carry beside the family's own, or in their place. */
  readonly bodyExtra: JsonObject;
  readonly messageExtra: JsonObject;
  readonly usageExtra: JsonObject;
  /** Calls in a whole response are numbered, as they are in streams. */
  readonly numbersCalls: boolean;
  readonly timings: boolean;
  readonly requestIdHeaders: readonly string[];
  readonly extraHeaders: Readonly<Record<string, string>>;
  readonly extraStreamHeaders: Readonly<Record<string, string>>;

  /** `stream_options` without `include_usage` asks for it. */
  readonly emptyOptionsAsk: boolean;
  /** Keys of a chunk without choices before everything else in a stream. */
  readonly prelude: JsonObject | null;
  /** The delta that opens a stream before any output, or null when output comes at once. */
  readonly opening: JsonObject | null;
  /** Keys of the first output delta alone. */
  readonly firstDelta: JsonObject;
  /** Keys that every output delta repeats. */
  readonly everyDelta: JsonObject;
  readonly finishDelta: JsonObject;
  readonly argumentPieces: boolean;
  /** Each piece of a call repeats its id and type, and all calls have the index 0. */
  readonly repeatsCalls: boolean;
  /** The finish word rides on the last output delta. */
  readonly finishOnLastDelta: boolean;
  readonly streamUsage: 'when-asked' | 'running-when-asked' | 'always' | 'never';
  readonly done: boolean;
  /** SSE comment sent before the first output. */
  readonly comment: string | null;
  /** The comment stands before every output too. */
  readonly commentsBetween: boolean;

  /** Paths beside the chat one. */
  readonly aside: Readonly<Record<string, 'models' | 'health' | 'version'>>;
  readonly polling: Polling | null;
  readonly modelExtra: boolean;
  /** What is said at the path of the version. */
  readonly versionBody: JsonObject;
  readonly oddities: Readonly<Record<string, RowOddity>>;
}
