import { answerLines as answerEach, type AnswerLine } from '../recordings/answer-lines.ts';
import { openInput } from './open-input.ts';
import { writeLines } from './write-lines.ts';

/**
 * One line on stdout for each line of the file (`-` is stdin), in the same order, as they come. What stands after the
 * last line end is a line too. Throws InputError when the file cannot be read.
 */
export async function answerLines(path: string, answer: AnswerLine): Promise<void> {
  await writeLines(answerEach(await openInput(path), answer));
}
