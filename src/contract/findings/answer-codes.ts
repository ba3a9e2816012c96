import { breaking, degraded, noted, type FindingRow } from './finding-row.ts';

const WORD = 'let clients rely on what came and not on the finish reason alone; tell the provider';
const COUNT = 'do not bill or budget by these counts; tell the provider';
const CAP = 'raise the token limit of the prompt, or ask for less';
const TYPED = 'let clients take what is no text; tell the provider';
const REFUSED = 'show the exchange; let clients look for a refusal before they use an answer';
const CHOICES = 'let clients take the choice by its index, and ask for one alone; tell the provider';
const FORM = 'nothing, where clients use an SDK that reads it; else read it as this adapter does';

/** What an answer says of itself: how it ended, whether it is whole, what it cost, who gave it. */
export const ANSWER_CODES = {
  'answer/refusal': noted(
    'the model says that it cannot help, where the golden answers',
    'show the exchange; mend the prompt, or compare the text so that it fails',
    'degraded',
  ),
  'finish/missing': breaking('no finish reason was given', WORD),
  'finish/unknown': breaking('a finish reason that this wire does not document', WORD),
  'finish/foreign-word': breaking('the finish reason is a word of another wire', WORD),
  'finish/changed': breaking('another finish reason than the golden has', WORD),
  'finish/stop-with-tool-calls': breaking('the answer calls tools and says that it stopped', WORD),
  'finish/tool-calls-without-call': breaking('the answer says that it calls tools and calls none', WORD),
  'finish/call-word': noted(
    'the answer calls tools as the golden does, and ends with another finish reason',
    'let clients look for calls, and not for the word alone',
    'degraded',
  ),
  'finish/stop-in-text': breaking(
    'a stop string stands in the text, which ends before one',
    'see whether the stop strings went out; cut the text in the client, or tell the provider',
  ),
  'finish/native-failure': breaking(
    'the provider behind the router says that it failed, where the router says that it did not',
    WORD,
  ),
  'finish/empty-word': noted('an empty word stands where no finish reason is meant', FORM),
  'finish/as-object': noted('the finish reason came as an object that holds its word', WORD, 'degraded'),
  'truncation/unexpected': breaking('the answer was cut, which the golden is not', CAP),
  'truncation/missing': breaking(
    'the answer was not cut where the golden is',
    'see whether the token limit went out, and whether the server keeps to it',
  ),
  'truncation/silent': breaking('the answer was cut, and its finish reason does not say so', WORD),
  'truncation/input': breaking(
    'part of the input was not read',
    'shorten the prompt or use a target with a larger window; look for a server that cuts on its own',
  ),
  'truncation/sentinels-missing': breaking(
    'the answer holds none of the facts that it was asked for',
    'show the exchange: was the input read at all, and does the prompt ask for the facts?',
  ),
  'truncation/cap-clamped': breaking(
    'the answer was cut below the token limit that was asked for',
    "write the provider's own limit into the model's row, and ask for no more",
  ),
  'truncation/looks-cut': noted(
    'the text stops inside a word or a code fence',
    'show the exchange, and read its end',
  ),
  'truncation/declared': noted('the server says that it truncated', CAP, 'degraded'),
  'truncation/time-limit': noted(
    'the server says that its time limit ended the answer',
    'raise the time limit of the target, or ask for less',
    'degraded',
  ),
  'usage/missing': degraded('token counts that are promised are missing', COUNT),
  'usage/zero-input': degraded('a prompt of no tokens is counted', COUNT),
  'usage/zero-output': degraded('an output that is not empty is counted as no tokens', COUNT),
  'usage/below-text': degraded('fewer output tokens are counted than the text can have', COUNT),
  'usage/above-cap': degraded('more output tokens are counted than were allowed', COUNT),
  'usage/total-differs': degraded('the total of tokens is not the sum of both counts', COUNT),
  'usage/input-differs': noted(
    'both modes count the input tokens of one prompt differently',
    COUNT,
    'degraded',
  ),
  'usage/as-text': noted('token counts came as text', FORM, 'degraded'),
  'usage/elsewhere': noted('the usage record stands where only this server puts it', FORM),
  'model/missing': degraded(
    'the answer does not name its model',
    'declare in the row that this wire does not',
  ),
  'model/mismatch': breaking(
    'another model answered than was asked',
    "ask the provider, or add the name to the model's aliases if it is the same",
  ),
  'model/retired': breaking(
    'the host has stopped serving the model',
    'write a model in its place, here or on another host, and compare the two as a migration',
  ),
  'model/retiring': noted(
    'the host says that it will stop serving the model',
    'choose what takes its place, and compare the two as a migration before the day comes',
    'breaking',
  ),
  'answer/host-warning': noted(
    'the host adds a warning of a kind that is not known here',
    'read it: a new one is often the first word of an end',
  ),
  'request-id/missing': degraded(
    'a promised request id is missing',
    'keep ids of your own, for the provider cannot find the request',
  ),
  'request-id/repeated': degraded(
    'two exchanges have one request id',
    'look for a cache in front of the provider',
  ),
  'message/snapshot': noted('whole messages came where pieces of one were asked for', FORM, 'degraded'),
  'message/content-not-text': breaking('the content of a message is no text', TYPED),
  'message/refusal': noted('the message says in a field of its own that it refuses', REFUSED, 'degraded'),
  'message/refusal-beside-answer': breaking('the message refuses, and answers beside it', REFUSED),
  'choice/no-index': noted('a choice has no index', FORM),
  'choice/other-first': breaking('another choice stands where clients look for the first', CHOICES),
  'choice/several': degraded('several choices came, where clients read one', CHOICES),
  'body/run-form': breaking(
    "the answer has the form of Workers AI's own /ai/run, which clients of chat completions do not read",
    'let the base URL end with /ai/v1, where the same models give chat completions',
  ),
  'body/duplicate-key': degraded(
    'a key stands twice in one object of the body, and parsers differ in which value they take',
    'see which value the parser of your clients takes; tell the provider',
  ),
  'message/invalid-utf8': breaking(
    'bytes of the answer are no UTF-8, and what they meant is lost',
    'show the exchange; look for a server or proxy that cuts between characters, and tell the provider',
  ),
  'text/replaced-characters': breaking(
    'U+FFFD stands where the model wrote a character',
    'look for a layer that decodes pieces of a stream one by one; tell the provider',
  ),
  'text/misread-bytes': breaking(
    'the bytes of one character stand as several',
    'look for a layer that reads UTF-8 as Latin-1; tell the provider',
  ),
  'text/escaped-markup': degraded(
    'characters came escaped as in markup, which neither prompt nor golden has',
    'look for a layer that takes answers for markup; undo it in the client',
  ),
  'text/escaped-twice': degraded(
    'characters came escaped as in a string literal, which neither prompt nor golden has',
    'look for a layer that encodes what is JSON already; undo it in the client',
  ),
  'template/leaked-marker': breaking(
    "markers of the model's chat template stand in the text",
    'update the server or its chat template; tell the provider',
  ),
} satisfies Readonly<Record<string, FindingRow>>;
