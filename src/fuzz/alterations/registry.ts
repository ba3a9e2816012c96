import type { AlterationClass } from './alteration.ts';
import { CHARACTER_CLASSES } from './break-characters.ts';
import { JSON_CLASSES } from './break-json.ts';
import { CALL_CLASSES } from './change-calls.ts';
import { DATE_CLASSES } from './change-dates.ts';
import { NAME_CLASSES } from './change-names.ts';
import { NUMBER_CLASSES } from './change-numbers.ts';
import { SHAPE_CLASSES } from './change-shape.ts';
import { STATEMENT_CLASSES } from './change-statements.ts';
import { WORD_CLASSES } from './change-words.ts';
import { END_CLASSES } from './cut-answers.ts';
import { DECLINING_CLASSES } from './decline-answers.ts';
import { PLACE_CLASSES } from './swap-places.ts';

/** Every way in which an approved answer is altered: wrong values first, then broken shapes. */
export const ALTERATION_CLASSES: readonly AlterationClass[] = [
  ...NUMBER_CLASSES,
  ...DATE_CLASSES,
  ...NAME_CLASSES,
  ...PLACE_CLASSES,
  ...WORD_CLASSES,
  ...STATEMENT_CLASSES,
  ...CHARACTER_CLASSES,
  ...SHAPE_CLASSES,
  ...JSON_CLASSES,
  ...END_CLASSES,
  ...DECLINING_CLASSES,
  ...CALL_CLASSES,
];
