import type { Face } from '../face.ts';
import { createFace } from './create-face.ts';
import { LLAMACPP, LLAMACPP_LEGACY, OLLAMA, TGI } from './rows-other.ts';
import { OPENROUTER } from './row-openrouter.ts';
import { AZURE_FOUNDRY, CLOUDFLARE, DATABRICKS, OCI, SNOWFLAKE, VERTEX } from './rows-clouds.ts';
import { DEEPINFRA, HUGGINGFACE, TOGETHER } from './rows-routers.ts';
import { NIM, NIM_SELF_HOSTED, SGLANG, VLLM, VLLM_FLAT } from './rows-vllm.ts';
import type { ServerRow } from './server-row.ts';

const SERVER_ROWS: readonly ServerRow[] = [
  NIM,
  NIM_SELF_HOSTED,
  VLLM,
  VLLM_FLAT,
  LLAMACPP,
  LLAMACPP_LEGACY,
  SGLANG,
  TGI,
  OLLAMA,
  OPENROUTER,
  HUGGINGFACE,
  TOGETHER,
  DEEPINFRA,
  VERTEX,
  AZURE_FOUNDRY,
  DATABRICKS,
  SNOWFLAKE,
  OCI,
  CLOUDFLARE,
];

export const OPENAI_FACES: Readonly<Record<string, Face>> = Object.fromEntries(
  SERVER_ROWS.map((row) => [row.name, createFace(row)]),
);
