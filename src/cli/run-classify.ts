import { createClassifier } from '../runs/classify.ts';
import { answerLines } from './answer-lines.ts';

export async function runClassify(file: string, explain: boolean, suggest: boolean): Promise<void> {
  await answerLines(file, createClassifier({ nowMs: () => Date.now(), explain, suggest }));
}
