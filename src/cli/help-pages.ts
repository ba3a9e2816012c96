import type { Command, CommandUnknownOpts } from '@commander-js/extra-typings';

/** What a verb exits with beside 2, which wrong input is everywhere. */
type Exits = Readonly<Record<number, string>>;

interface HelpPage {
  /** Of a verb that others stand below, none. */
  readonly examples: readonly string[];
  readonly exits: Exits;
}

const DONE: Exits = { 0: 'done' };
const JUDGED: Exits = {
  0: 'every contract is met',
  1: 'a contract failed',
  3: 'inconclusive: something was not seen, or is not approved',
};
const GATE: Exits = { 0: 'open', 1: 'closed', 3: 'inconclusive: too little evidence, or a synthetic one' };

const page = (exits: Exits, ...examples: readonly string[]): HelpPage => ({ examples, exits });

/** By the words of each verb. */
const PAGES: Readonly<Record<string, HelpPage>> = {
  init: page(DONE, 'init', 'init my-project --ci github --yes'),
  doctor: page(
    { 0: 'nothing is amiss', 3: 'a provider cannot be asked as it is' },
    'doctor',
    'doctor --target new-scout --call',
  ),
  verify: page(
    JUDGED,
    'verify --tag core',
    'verify --source live --target new-scout old-scout --repeat 3',
    'verify --last-failed',
    'verify --workers redis://queue.internal:6379',
    'verify --reporter junit github --json',
  ),
  record: page(
    { 0: 'all was recorded', 3: 'part of it was not' },
    'record --target new-scout --tag core',
    'record --from 20260401-120000123-00ff',
  ),
  worker: page(
    { 0: 'it worked for a run', 3: 'no run came, its Redis is gone, or a target was not ready' },
    'worker redis://queue.internal:6379',
    'worker REDIS_URL --once --wait 300 --concurrency 4',
  ),
  merge: page(JUDGED, 'merge shards/1 shards/2', 'merge shards --reporter junit'),
  show: page(
    DONE,
    'show new-scout/sql-01/send/1',
    'show new-scout/sql-01/send/1 --curl',
    'show new-scout/stream/usage',
    'show --failed --limit 1',
  ),
  report: page(DONE, 'report -o report.html --open', 'report -o report.md report.xml report.ctrf.json'),
  compare: page(
    {
      0: 'nothing differs that breaks a client',
      1: 'something does',
      3: 'it is not told apart from noise, or not all was seen',
    },
    'compare new-scout old-scout',
    'compare new-scout old-scout --triples --tag core',
  ),
  probe: page(
    {
      0: 'all was found out that was asked',
      1: 'with --diff: something is otherwise than it was',
      3: 'something was not answered, or could not be paid for',
    },
    'probe new-scout --dry-run',
    'probe new-scout --source live --max-tokens 2000000',
    'probe new-scout --resume',
    'probe new-scout --only bits --diff capabilities/new-scout.json',
  ),
  'contract infer': page(
    { 0: 'inferred', 3: 'there is nothing to infer it from' },
    'contract infer new-scout -o contract.json',
  ),
  gate: page(
    GATE,
    'gate --stage shadow',
    'gate plan --stage canary',
    'gate --stage shadow --reporter github',
    'gate --stage shadow --baseline old-scout --candidate new-scout --policy default --json',
  ),
  'rollout start': page(DONE, 'rollout start --by ada@example.org'),
  'rollout status': page(DONE, 'rollout status', 'rollout status --client customer-17'),
  'rollout record': page(
    {
      0: 'recorded',
      1: 'recorded, and traffic was brought back',
      3: 'with --monitor: there is nothing new, or a probe was left out',
    },
    'rollout record',
    'rollout record --monitor',
  ),
  'rollout advance': page(GATE, 'rollout advance --by ada@example.org'),
  'rollout hold': page(DONE, "rollout hold --reason 'a launch'", 'rollout hold --release'),
  'rollout rollback': page(DONE, "rollout rollback --reason 'complaints'"),
  'rollout drill': page(JUDGED, 'rollout drill'),
  'rollout export': page(DONE, 'rollout export --as rows --json'),
  shadow: page(
    {
      0: 'it was stopped, and every request is accounted for; with --capture: the draft is written',
      3: 'with --sink: what came could not be written any more',
    },
    'shadow --sink --port 8790',
    'shadow --sink --migration old-to-new --requests 500 --json',
    'shadow --proxy --port 8080',
    'shadow --proxy --source live --host 0.0.0.0 --port 8080 --api-key-env PROXY_KEY',
    'shadow --capture 500 --suite ours',
  ),
  bench: page(
    {
      0: 'measured, and every certificate holds',
      3: 'inconclusive: a figure was refused, nothing answered, or an end was not found',
    },
    'bench --target new-scout --rate 1 2 4 --seconds 60',
    'bench --workload load.yaml --find-capacity --max-requests 20000',
    'bench --workload load.yaml --dry-run',
    'bench --from reports/20260401-120000123-00ff',
  ),
  'route explain': page({ 0: 'it has a target', 1: 'no target may have it' }, 'route explain request.json'),
  'route test': page({ 0: 'every decision is as it must be', 1: 'one is not' }, 'route test'),
  'route diff': page(
    { 0: 'whatever moves has a target', 1: 'something could go nowhere any more' },
    'route diff routing/next.yaml',
  ),
  cost: page(
    { 0: 'every amount is known', 3: 'one is not: a price, or the tokens of an attempt' },
    'cost',
    'cost --policy routing/next.yaml',
    'cost --trim 2000,8000 --json',
  ),
  classify: page(DONE, 'classify errors.jsonl --explain', 'classify -'),
  decode: page(DONE, 'decode responses.jsonl', 'decode -'),
  fuzz: page(
    { 0: 'no property was broken', 1: 'one was', 3: 'the time was over before the end' },
    'fuzz --runs 50 --seed 1',
    'fuzz --against http://localhost:4000/v1 --model llama-4-scout --api-key-env GATEWAY_KEY',
  ),
  simulate: page(DONE, 'simulate --port 8080', 'simulate --snippets new-scout'),
  monitor: page(
    {
      0: 'no alarm',
      1: 'an alarm stands',
      3: 'nothing new is known',
    },
    'monitor --once --tag core --source live',
    'monitor --every 30 --target new-scout --max-tokens-per-day 200000 --webhook-env ALARMS_URL',
    'monitor night --status --prometheus llama-contract.prom',
  ),
  'golden list': page(DONE, 'golden list'),
  'golden diff': page(
    { 0: 'nothing differs', 1: 'an answer differs', 3: 'there is nothing to compare' },
    'golden diff new-scout',
    'golden diff new-scout --prompt sql-01 --mode stream',
  ),
  'golden approve': page(
    { 0: 'approved', 3: 'something was left' },
    "golden approve --prompt sql-01 --reason 'read and found right'",
    "golden approve --written --reason 'written by hand'",
  ),
  'golden strength': page(
    { 0: 'measured', 1: 'below --min', 3: 'there is no golden to alter' },
    'golden strength --suite sql-generation --min 95',
  ),
  'golden judge': page(
    {
      0: 'it agrees with people as far as the configuration asks',
      3: 'it does not, labels are too few, or a question got no answer',
    },
    'golden judge --source live',
  ),
  'history list': page(DONE, 'history list --last 10'),
  'history show': page(DONE, 'history show', 'history show 20260401-120000123-00ff --json'),
  'history trend': page(DONE, 'history trend', 'history trend new-scout --metric p95 --last 20'),
  'history rebuild': page(DONE, 'history rebuild'),
  'runs list': page(DONE, 'runs list'),
  'runs pack': page(DONE, 'runs pack'),
  'runs prune': page(DONE, 'runs prune --keep 20 --dry-run', 'runs prune --older-than 30'),
  'config validate': page({ 0: 'valid' }, 'config validate'),
  'config print': page(DONE, 'config print --json'),
  'config schema': page(DONE, 'config schema > schema.json', 'config schema suite', 'config schema verify'),
};

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  'Begin:': ['init', 'doctor'],
  'Ask and judge:': ['verify', 'worker', 'merge', 'record', 'show', 'report', 'cost'],
  'Compare and move:': ['compare', 'contract', 'gate', 'rollout', 'route', 'shadow'],
  'Measure:': ['probe', 'bench', 'monitor'],
  'Keep in order:': ['golden', 'runs', 'history', 'config'],
  'With an incident at hand:': ['classify', 'decode', 'fuzz', 'simulate'],
};

/** Which exit codes are the same everywhere. */
const EVERYWHERE: Exits = {
  2: 'wrong usage or configuration; nothing was called',
  70: 'internal error, never a verdict',
  130: 'interrupted (143 terminated); what was recorded is kept',
};

/** Puts the verbs of a program into groups, and below the options of each what it is called like and exits with. */
export function addHelpPages(program: Command): void {
  for (const [heading, names] of Object.entries(GROUPS)) {
    for (const verb of program.commands) if (names.includes(verb.name())) verb.helpGroup(heading);
  }
  for (const verb of verbsUnder(program)) {
    const found = PAGES[wordsOf(verb)];
    if (found !== undefined) verb.addHelpText('after', spellPage(found));
  }
  program.addHelpText('after', spellPage(page(JUDGED, 'verify --tag core', 'report -o report.html --open')));
}

function verbsUnder(command: CommandUnknownOpts): readonly CommandUnknownOpts[] {
  return command.commands.flatMap((verb) => [verb, ...verbsUnder(verb)]);
}

/** The words by which a verb is called, the program's own name left out. */
function wordsOf(verb: CommandUnknownOpts): string {
  const above = verb.parent;
  return above === null || above.parent === null ? verb.name() : `${wordsOf(above)} ${verb.name()}`;
}

function spellPage({ examples, exits }: HelpPage): string {
  const codes = Object.entries({ ...EVERYWHERE, ...exits }).map(
    ([code, meaning]) => `  ${code.padEnd(4)} ${meaning}`,
  );
  return [
    '',
    'Examples:',
    ...examples.map((example) => `  llama-contract ${example}`),
    '',
    'Exit codes:',
    ...codes,
  ].join('\n');
}
