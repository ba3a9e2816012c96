/** The four wires that are measured. Each has a mock, a bare loop and a target of its own. */
export const WIRES = ['openai', 'bedrock', 'watsonx', 'nim'] as const;
export type BenchWire = (typeof WIRES)[number];

/** The openai wire once more, its streams an event at a time. */
export const PACED = 'paced';

export const MODEL = 'bench-model';
export const TOKEN = 'bench-token-0123456789';
export const CONCURRENCY = 20;

export const OUTPUT_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'summary', 'clauses', 'total'],
  properties: {
    title: { type: 'string' },
    summary: { type: 'string' },
    total: { type: 'integer' },
    clauses: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['id', 'text', 'risk', 'date'],
        properties: {
          id: { type: 'string' },
          text: { type: 'string' },
          risk: { enum: ['low', 'medium', 'high'] },
          date: { type: ['string', 'null'], format: 'date' },
        },
      },
    },
  },
} as const;

/** What the bare loops ask: as much as `verify` asks. */
export const PROMPT = 'Summarise the agreement as JSON with title, summary, clauses and total.';

export const BARE_CHAT = {
  model: MODEL,
  messages: [{ role: 'user' as const, content: PROMPT }],
  max_tokens: 900,
  response_format: {
    type: 'json_schema' as const,
    json_schema: { name: 'bench', schema: OUTPUT_SCHEMA, strict: true },
  },
};

export const BARE_CONVERSE = {
  modelId: MODEL,
  messages: [{ role: 'user' as const, content: [{ text: PROMPT }] }],
  inferenceConfig: { maxTokens: 900 },
};

/** An answer of about 1.5 KB. */
export const ANSWER = JSON.stringify({
  title: 'Master services agreement',
  summary: 'The supplier answers for delays beyond ten working days; either side may end the agreement.',
  clauses: Array.from({ length: 9 }, (_, at) => ({
    id: `${at + 1}.2`,
    text: `Clause ${at + 1} obliges the supplier to keep records for seven years and to show them on request.`,
    risk: ['low', 'medium', 'high'][at % 3],
    date: at % 2 === 0 ? '2026-03-31' : null,
  })),
  total: 9,
});

/** 56 content pieces, so that a stream has 59 events with its opening, finish and usage. */
export const PIECES: readonly string[] = Array.from({ length: 56 }, (_, at) => {
  const size = Math.ceil(ANSWER.length / 56);
  return ANSWER.slice(at * size, (at + 1) * size);
});
