import { createDecode } from '../runs/decode.ts';
import { answerLines } from './answer-lines.ts';
import { realWorld } from './real-world.ts';

export async function runDecode(file: string): Promise<void> {
  await answerLines(file, createDecode(realWorld('')));
}
