import { BUG_CONSOLES } from './bug-consoles.ts';
import { BUG_SCREENS } from './bug-screens.ts';
import { CHARTS } from './charts.ts';
import { CONTRACT_PAPERS } from './contract-papers.ts';
import type { Picture } from './draw.ts';
import { FOREIGN_SCREENS } from './foreign-screens.ts';
import { LARGE_PLAN } from './large-plan.ts';
import { PAPERS } from './papers.ts';
import { PRINTED_SHEETS } from './printed-sheets.ts';
import { SCREENS } from './screens.ts';
import { SEQUENCES } from './sequences.ts';

/** Every picture that is drawn here. */
export const PICTURES: readonly Picture[] = [
  ...SCREENS,
  ...FOREIGN_SCREENS,
  ...CHARTS,
  ...PAPERS,
  ...PRINTED_SHEETS,
  ...SEQUENCES,
  ...CONTRACT_PAPERS,
  ...BUG_SCREENS,
  ...BUG_CONSOLES,
  LARGE_PLAN,
];
