import { answerLines } from '../runs/answer-lines.ts';
import { createDecode } from '../runs/decode.ts';
import { openInput } from './open-input.ts';
import { realWorld } from './real-world.ts';
import { writeLines } from './write-lines.ts';

export async function runDecode(file: string): Promise<void> {
  const { clock, random } = realWorld('');
  await writeLines(answerLines(await openInput(file), createDecode({ clock, random })));
}
