import { hash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ProcessMark, Processes } from '../../contract/world.ts';

/** This machine's processes. Where there is no /proc, a process that lives is taken for the one that is looked for. */
export const nodeProcesses: Processes = {
  self: () => markOf(process.pid),
  isGone(mark) {
    const here = markOf(mark.pid);
    if (mark.host !== here.host || mark.machine !== here.machine) return false;
    // Two machines of one name that tell no more of themselves may be two.
    if (differ(mark.boot, here.boot)) return mark.machine !== null;
    if (mark.space !== here.space) return false;
    return !isRunning(mark.pid) || differ(mark.started, here.started);
  },
};

function differ(ours: string | null, theirs: string | null): boolean {
  return ours !== null && theirs !== null && ours !== theirs;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function markOf(pid: number): ProcessMark {
  const machine = orNull(() => readFileSync('/etc/machine-id', 'utf8').trim());
  const stat = orNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return {
    host: hostname(),
    // The id itself is not to be shown: https://www.freedesktop.org/software/systemd/man/latest/machine-id.html
    machine: machine === null ? null : hash('sha256', `llama-contract ${machine}`).slice(0, 16),
    boot: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    space: orNull(() => readlinkSync('/proc/self/ns/pid')),
    pid,
    // The 22nd field; the 2nd is a name, which may hold blanks: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    started: stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null,
  };
}

function orNull(read: () => string): string | null {
  try {
    const text = read();
    return text === '' ? null : text;
  } catch {
    return null;
  }
}
