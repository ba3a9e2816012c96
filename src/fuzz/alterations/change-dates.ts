import type { Alteration, AlterationClass } from './alteration.ts';
import { ISO_DATE } from './read-input.ts';
import type { Subject } from './subject.ts';

/** What a date or a time becomes when it is misread. */
function misread(date: string): readonly string[] {
  const [, year = '', month = '', day = '', rest = ''] = /^(\d{4})-(\d\d)-(\d\d)(.*)$/.exec(date) ?? [];
  const swapped = Number(day) <= 12 && day !== month ? [`${year}-${day}-${month}${rest}`] : [];
  return [
    `${year}-${month}-${day === '01' ? '02' : String(Number(day) - 1).padStart(2, '0')}${rest}`,
    ...swapped,
    `${Number(year) + 1}-${month}-${day}${rest}`,
    `${year}-${month === '12' ? '11' : String(Number(month) + 1).padStart(2, '0')}-${day > '28' ? '28' : day}${rest}`,
    ...misreadTime(rest).map((time) => `${year}-${month}-${day}${time}`),
  ];
}

function misreadTime(time: string): readonly string[] {
  const [, hour = '', between = '', zone = ''] = /^T(\d\d)(.*?)(Z|[+-]\d\d:\d\d)?$/.exec(time) ?? [];
  if (hour === '') return [];
  const later = String((Number(hour) + 1) % 24).padStart(2, '0');
  const noon = String((Number(hour) + 12) % 24).padStart(2, '0');
  return [
    `T${later}${between}${zone}`,
    `T${noon}${between}${zone}`,
    `T${hour}${between}${zone === 'Z' ? '+01:00' : 'Z'}`,
  ];
}

function* moveDates(subject: Subject): Generator<Alteration> {
  for (const { at, text, withText } of subject.passages) {
    for (const { index, 0: date } of text.matchAll(ISO_DATE)) {
      for (const other of misread(date)) {
        const changed = text.slice(0, index) + other + text.slice(index + date.length);
        yield { at, what: `${date} became ${other}`, answer: () => withText(changed) };
      }
    }
  }
}

export const DATE_CLASSES: readonly AlterationClass[] = [
  {
    name: 'date/moved',
    kind: 'value',
    isRare: true,
    means: 'a date or time is another one: a day, month or year off, day and month swapped, another zone',
    alter: moveDates,
  },
];
