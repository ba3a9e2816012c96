import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { onFrom, openApproved } from '../suites/approved-answers.ts';
import { inFolder, isInstalled, runProgram } from '../suites/run-programs.ts';

const TSC = join(resolve(import.meta.dirname, '../..'), 'node_modules/.bin/tsc');
const { askedOf, answerOf } = openApproved('short-coding');

it.skipIf(!isInstalled('cc'))('the C program of the prompt prints what is approved', () => {
  const { stdout, exitCode } = answerOf('code-out-c-sizeof');
  const files = { 'a.c': onFrom(askedOf('code-out-c-sizeof'), '#include') };
  const script = 'cc -std=c17 -w a.c -o a && ./a';
  const ran = inFolder(files, (cwd) => runProgram('bash', ['-c', script], { cwd }));
  expect(ran).toEqual({ stdout, exitCode, stderr: '' });
});

it.skipIf(!isInstalled('java'))('the Java program of the prompt prints what is approved, and ends so', () => {
  const { stdout, exitCode, error } = answerOf('code-out-java-integers');
  const [body] = onFrom(askedOf('code-out-java-integers'), 'Integer a').split('\n\nerror is');
  const files = { 'Main.java': `class Main { public static void main(String[] none) {\n${body}\n}}` };
  const ran = inFolder(files, (cwd) => runProgram('java', ['Main.java'], { cwd }));
  expect([ran.stdout, ran.exitCode]).toEqual([stdout, exitCode]);
  expect(ran.stderr).toContain(`java.lang.${error}`);
});

it.skipIf(!isInstalled('rustc'))('the Rust program fails where it is approved, and runs when changed', () => {
  const { errorCode, movedAt, usedAt, signature, call, prints } = answerOf('code-rust-moved-value');
  const [listing = ''] = askedOf('code-rust-moved-value').split('\n\nThis does not compile');
  const lines = listing.split('\n').map((line) => line.replace(/^\d+ ?/, ''));
  const mended = lines.with(0, signature).with(movedAt - 1, call);
  inFolder({ 'a.rs': lines.join('\n'), 'b.rs': mended.join('\n') }, (cwd) => {
    const failed = runProgram('rustc', ['a.rs'], { cwd });
    expect(failed.stderr).toContain(`error[${errorCode}]`);
    expect(failed.stderr).toContain(` --> a.rs:${usedAt}:`);
    expect(failed.stderr).toMatch(new RegExp(`^${movedAt} \\|.*\\n.*value moved here`, 'm'));
    const ran = runProgram('bash', ['-c', 'rustc b.rs && ./b'], { cwd });
    expect(ran).toEqual({ stdout: [prints], exitCode: 0, stderr: '' });
  });
});

it('the compiler of TypeScript refuses just the calls that are said to be refused', () => {
  const { accepted, rejected, reasons } = answerOf('code-ts-accepts');
  const code = onFrom(askedOf('code-ts-accepts'), 'type Id');
  const lines = code.split('\n');
  const files = { 'a.ts': `${code.replaceAll(/^[A-G] /gm, '')}\nexport {};\n` };
  const { stdout } = inFolder(files, (cwd) =>
    runProgram(process.execPath, [TSC, '--strict', '--noEmit', 'a.ts'], { cwd }),
  );
  const refused = stdout.flatMap((line) => /^a\.ts\((\d+),/.exec(line)?.[1] ?? []);
  expect(refused.map((line) => lines[Number(line) - 1]?.[0])).toEqual(rejected);
  const letters = lines.flatMap((line) => /^([A-G]) /.exec(line)?.[1] ?? []);
  expect(letters.filter((letter) => accepted.includes(letter) !== rejected.includes(letter))).toEqual(
    letters,
  );
  expect(reasons.length).toBe(rejected.length);
});
