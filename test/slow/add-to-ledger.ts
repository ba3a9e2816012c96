// A process that adds to a ledger, two entries at a time and as often as it is told, and says each time what it added.
import { nodeProcesses } from '../../src/cli/machine/node-processes.ts';
import { nodeUptime } from '../../src/cli/machine/node-uptime.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { momentOf } from '../../src/runs/project/open-rollout.ts';
import { changeLedger } from '../../src/store/ledger/change-ledger.ts';

const [root = '', by = '', times = '1'] = process.argv.slice(2);
const { clock } = nodeWorld();
const uptime = nodeUptime();
const world = { processes: nodeProcesses, clock, moment: () => momentOf({ clock, uptime }) };

for (let time = 1; time <= Number(times); time += 1) {
  const reason = `${by} ${time}`;
  await changeLedger({ root, migration: 'move', by }, world, () => ({
    add: [
      { kind: 'hold', reason },
      { kind: 'release', reason },
    ],
    result: null,
  }));
  process.stdout.write(`${reason}\n`);
}
