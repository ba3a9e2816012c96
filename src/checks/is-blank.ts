/** Nothing that anybody sees: blanks, control characters, and marks such as U+200B that are drawn as nothing. */
const BLANK = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*$/u;

/** Whether a text says nothing to who reads it. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}
