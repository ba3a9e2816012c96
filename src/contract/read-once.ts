import type { z } from 'zod';

/**
 * For a value of a kind that a command reads once: zod else writes and compiles a function for every object of its schema
 * first (`jitless` in its ParseContext), which takes longer than reading it.
 */
export const READ_ONCE: z.core.ParseContext<z.core.$ZodIssue> = { jitless: true };
