import { z } from 'zod';
import { loadReportSchema } from '../load/load-report.ts';

/** What `bench --json` prints: load.json, and where it and its samples stand. */
export const benchOutputSchema = z
  .strictObject({ ...loadReportSchema.unwrap().shape, folder: z.string() })
  .readonly();
