import { VLLM } from './rows-vllm.ts';
import type { ServerRow } from './server-row.ts';

/** What servers outside the vLLM line share: no ids in headers, no stop field, the plain finish words. */
export const PLAIN: ServerRow = {
  ...VLLM,
  checksModel: false,
  finishWords: { ...VLLM.finishWords, content_filter: null, error: null },
  namedToolFinish: 'tool_calls',
  stopField: null,
  logprobsKey: false,
  bodyExtra: {},
  messageExtra: {},
  usageExtra: {},
  requestIdHeaders: [],
  modelExtra: false,
  emptyOptionsAsk: false,
  oddities: {},
};
