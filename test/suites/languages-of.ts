/** Scripts by themselves: a language of its own in what people ask here. */
const SCRIPTS: Readonly<Record<string, RegExp>> = {
  arabic: /\p{Script=Arabic}/gu,
  hebrew: /\p{Script=Hebrew}/gu,
  japanese: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  korean: /\p{Script=Hangul}/gu,
  russian: /\p{Script=Cyrillic}/gu,
  greek: /\p{Script=Greek}/gu,
  hindi: /\p{Script=Devanagari}/gu,
};
/** Fewer letters are a name or a formula. */
const LEAST_LETTERS = 12;

/** Words that hold sentences together, and that English does not have. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  german: ['der', 'die', 'das', 'und', 'ist', 'nicht', 'ein', 'eine', 'mit', 'auf', 'von', 'den', 'zu', 'im'],
  french: ['le', 'la', 'les', 'des', 'est', 'une', 'pour', 'dans', 'que', 'qui', 'du', 'au', 'avec', 'sur'],
  spanish: ['el', 'los', 'las', 'una', 'que', 'para', 'con', 'por', 'del', 'es', 'en', 'se', 'de', 'la'],
  portuguese: ['o', 'os', 'uma', 'que', 'para', 'com', 'não', 'da', 'do', 'em', 'é', 'no'],
  swedish: ['och', 'är', 'det', 'att', 'inte', 'som', 'en', 'för', 'på', 'av', 'vilka', 'när', 'ska'],
  dutch: ['het', 'een', 'en', 'van', 'niet', 'met', 'voor', 'op', 'wat', 'naar', 'graag', 'nooit'],
  turkish: ['ve', 'bir', 'bu', 'için', 'ile', 'ne', 'kaç', 'değil', 'olarak', 'yeni', 'adresim'],
  polish: ['nie', 'jest', 'na', 'się', 'czy', 'ile', 'oraz', 'jaki', 'od', 'do', 'może', 'w'],
  italian: ['lo', 'gli', 'una', 'che', 'per', 'con', 'non', 'della', 'è', 'sono', 'nel', 'il'],
};
const LEAST_WORDS = 4;
const LEAST_SHARE = 0.12;

/** The languages other than English that a text is in, in part at least. Chinese is told by its letters without kana. */
export function languagesOf(text: string): readonly string[] {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
  const scripts = Object.entries(SCRIPTS).flatMap(([language, pattern]) =>
    count(pattern) >= LEAST_LETTERS ? [language] : [],
  );
  const isChinese = !scripts.includes('japanese') && count(/\p{Script=Han}/gu) >= LEAST_LETTERS;
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const latin = Object.entries(WORDS).flatMap(([language, known]) => {
    const found = words.filter((word) => known.includes(word));
    return new Set(found).size >= LEAST_WORDS && found.length / words.length > LEAST_SHARE ? [language] : [];
  });
  return [...scripts, ...(isChinese ? ['chinese'] : []), ...latin];
}
