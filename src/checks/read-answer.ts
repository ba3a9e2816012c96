import type { Exchange } from '../contract/exchange.ts';
import type { CanonicalResponse } from '../contract/response.ts';
import { parseOutput, type OutputJson } from './output-json.ts';
import type { PreparedPrompt } from './prepare-prompt.ts';

/** An exchange read once, whether it is judged itself or held against its sibling. */
export interface Answer {
  readonly exchange: Exchange;
  /** Null when the exchange ended with an error. */
  readonly response: CanonicalResponse | null;
  /** The response, or what had come of one before the error. */
  readonly arrived: CanonicalResponse | null;
  /** The text of what arrived as JSON; null where nothing arrived, or the prompt asks for none. */
  readonly json: OutputJson | null;
}

export function readAnswer(
  { readsJson, golden, outputSchema, comparesNumbers }: PreparedPrompt,
  exchange: Exchange,
): Answer {
  const { outcome } = exchange;
  const response = outcome.type === 'response' ? outcome.response : null;
  const arrived = outcome.type === 'response' ? outcome.response : outcome.error.partial;
  // Facts may be looked for in a JSON that nothing else is held against.
  const known = outputSchema === null ? arrived?.text : golden?.answer.text;
  const json = arrived === null || !readsJson ? null : parseOutput(arrived.text, known, comparesNumbers);
  return { exchange, response, arrived, json };
}
