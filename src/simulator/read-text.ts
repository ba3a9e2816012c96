/** What every reader knows of the world, and no text says. */
const CITIES: Readonly<Record<string, string>> = {
  'Eiffel Tower': 'Paris',
  Colosseum: 'Rome',
  'Brandenburg Gate': 'Berlin',
  'Sagrada Familia': 'Barcelona',
  Acropolis: 'Athens',
};
const LONGEST_CHAIN = 32;

/** Reads a text as a model that misses nothing, and answers what is asked at its end; null where nothing is that it knows. */
export function readText(text: string): string | null {
  const asked = text.slice(text.trimEnd().lastIndexOf('\n') + 1);
  return ownNumber(asked, text) ?? numbersOf(asked, text) ?? sumOf(asked, text) ?? whoWasIn(asked, text);
}

/** "The locker of Amara is number 12345.", or is another's. */
function lookUp(thing: string, owner: string, text: string): string | null {
  const says = new RegExp(`The ${thing} of (\\w+) is (?:number (\\d+)|the ${thing} of (\\w+))\\.`, 'g');
  const known = new Map([...text.matchAll(says)].map((found) => [found[1] ?? '', found]));
  let at = owner;
  for (let link = 0; link < LONGEST_CHAIN; link += 1) {
    const [, , number, other] = known.get(at) ?? [];
    if (number !== undefined) return number;
    if (other === undefined) return null;
    at = other;
  }
  return null;
}

const UNKNOWN = 'The text does not say.';

function ownNumber(asked: string, text: string): string | null {
  const [, thing, owner] = /What is the number of the ([a-z]+) of (\w+)\?/.exec(asked) ?? [];
  return thing === undefined || owner === undefined ? null : (lookUp(thing, owner, text) ?? UNKNOWN);
}

function numbersOf(asked: string, text: string): string | null {
  const [, thing, owners] = /What are the numbers of the ([a-z]+)s of ([^?]+)\?/.exec(asked) ?? [];
  if (thing === undefined || owners === undefined) return null;
  const names = owners.match(/[A-Z]\w+/g) ?? [];
  return names.map((owner) => lookUp(thing, owner, text) ?? UNKNOWN).join(', ');
}

function sumOf(asked: string, text: string): string | null {
  const [, what, who] = /How many ([a-z]+) did (\w+) pay in all\?/.exec(asked) ?? [];
  if (what === undefined || who === undefined) return null;
  const paid = [...text.matchAll(new RegExp(`${who} paid (\\d+) ${what}\\.`, 'g'))];
  return String(paid.reduce((sum, [, coins]) => sum + Number(coins), 0));
}

function whoWasIn(asked: string, text: string): string | null {
  const [, city] = /Which person has been to (\w+)\?/.exec(asked) ?? [];
  if (city === undefined) return null;
  const lives = [...text.matchAll(/(\w+) lives next to the ([A-Z][\w ]+)\./g)];
  return lives.find(([, , landmark]) => CITIES[landmark ?? ''] === city)?.[1] ?? UNKNOWN;
}
