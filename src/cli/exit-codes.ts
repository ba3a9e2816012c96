/** What a shell and a CI gate read (design, section 7). Verdicts bring their own: 0, 1 or 3. */
export const EXIT = { usage: 2, internal: 70, interrupted: 130, terminated: 143 } as const;
