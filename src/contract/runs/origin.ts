import { z } from 'zod';

/** Who had a run made, of what, and where. Null is what nothing there tells; nothing in it is a credential. */
export const originSchema = z
  .strictObject({
    /** The CI's actor, or git's user. */
    by: z.string().nullable(),
    /** Of the folder that the configuration stands in, in hex. */
    commit: z.string().nullable(),
    /** Whether files that git knows differed from that commit. */
    dirty: z.boolean().nullable(),
    /** The page of the CI's job, without user name and password. */
    link: z.url({ protocol: /^https?$/ }).nullable(),
    /** `name` is the CI's; null where it is one that has no name here, and outside of any. */
    host: z
      .strictObject({ kind: z.enum(['ci', 'container', 'machine']), name: z.string().nullable() })
      .readonly(),
  })
  .readonly();

export type RunOrigin = z.infer<typeof originSchema>;
