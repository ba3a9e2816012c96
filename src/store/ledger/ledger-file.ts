/** Where the ledger of a migration stands, from the project root. The ids of migrations lead nowhere else. */
export function ledgerFile(migration: string): string {
  return `rollouts/${migration}.jsonl`;
}
