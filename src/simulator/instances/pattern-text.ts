/**
 * A regular expression as far as short texts can be written for it. Look-arounds are left out, for whoever writes the
 * text tests it with the whole pattern; a back reference has no text.
 */
type Node =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'class'; readonly members: readonly string[] }
  | { readonly type: 'any-of'; readonly branches: readonly (readonly Node[])[] }
  | { readonly type: 'repeat'; readonly node: Node; readonly least: number; readonly most: number };

class Unwritable extends Error {}

/** No part of a pattern is written more often than this. */
const MOST_TIMES = 1024;

const NOTHING: Node = { type: 'text', text: '' };
const CLASSES: Readonly<Record<string, string>> = {
  d: '0',
  w: 'a',
  s: ' ',
  D: 'a',
  W: ' ',
  S: 'a',
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  b: '',
  B: '',
};
/** What a negated class may leave, likeliest first. */
const OTHERS = ['a', '0', ' ', 'A', '-', '_', '.', '!'];

class PatternReader {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  read(): Node {
    const node = this.#alternatives();
    if (this.#at < this.#pattern.length) throw new Unwritable();
    return node;
  }

  #take(token: string): boolean {
    const found = this.#pattern.startsWith(token, this.#at);
    if (found) this.#at += token.length;
    return found;
  }

  #match(expression: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(expression.source, 'uy');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#pattern);
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  #alternatives(): Node {
    const branches: Node[][] = [[]];
    while (this.#at < this.#pattern.length && this.#pattern[this.#at] !== ')') {
      if (this.#take('|')) branches.push([]);
      else branches.at(-1)?.push(this.#quantified());
    }
    return { type: 'any-of', branches };
  }

  #quantified(): Node {
    const node = this.#atom();
    const [whole, least, comma, most] = this.#match(/[*+?]\??|\{(\d+)(,?)(\d*)\}\??/) ?? [];
    if (whole === undefined) return node;
    if (least !== undefined) {
      const low = Number(least);
      const high = comma === '' ? low : most === '' ? Number.POSITIVE_INFINITY : Number(most);
      return { type: 'repeat', node, least: low, most: high };
    }
    const once = whole.startsWith('?');
    return {
      type: 'repeat',
      node,
      least: whole.startsWith('+') ? 1 : 0,
      most: once ? 1 : Number.POSITIVE_INFINITY,
    };
  }

  #atom(): Node {
    if (this.#match(/[$^]/) !== null) return NOTHING;
    if (this.#match(/\(\?(?:[=!]|<[=!])/) !== null) {
      this.#group();
      return NOTHING;
    }
    if (this.#match(/\((?:\?:|\?<\w+>)?(?!\?)/) !== null) return this.#group();
    if (this.#take('[')) return this.#class();
    const text = this.#character();
    return { type: 'text', text: text === '.any' ? 'a' : text };
  }

  #group(): Node {
    const node = this.#alternatives();
    if (!this.#take(')')) throw new Unwritable();
    return node;
  }

  /** One character, an escape as the text that it stands for; `.any` is the dot. */
  #character(): string {
    const property = this.#match(/\\p\{([^}]*)\}/)?.[1];
    if (property !== undefined) return /N|Digit/.test(property) ? '0' : /Lu|Upper/.test(property) ? 'A' : 'a';
    const code = this.#match(/\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/);
    if (code !== null) return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16));
    if (this.#match(/\\(?:[1-9]|k<)/) !== null) throw new Unwritable();
    const escaped = this.#match(/\\(.)/)?.[1];
    if (escaped !== undefined) return CLASSES[escaped] ?? escaped;
    const [character] = this.#match(/[^]/) ?? [];
    if (character === undefined || '()*+?'.includes(character)) throw new Unwritable();
    return character === '.' ? '.any' : character;
  }

  #class(): Node {
    const start = this.#at - 1;
    const negated = this.#take('^');
    const members: string[] = [];
    while (!this.#take(']')) {
      if (this.#at >= this.#pattern.length) throw new Unwritable();
      members.push(this.#classMember());
    }
    if (!negated && members.length === 0) throw new Unwritable();
    if (!negated) return { type: 'class', members };
    const whole = new RegExp(`^${this.#pattern.slice(start, this.#at)}$`, 'u');
    const other = OTHERS.find((character) => whole.test(character));
    if (other === undefined) throw new Unwritable();
    return { type: 'text', text: other };
  }

  #classMember(): string {
    const text = this.#match(/[.()*+?|^$]/)?.[0] ?? this.#character();
    if (this.#match(/-(?!\])/) !== null) this.#character();
    return text;
  }
}

/** How a text is to be written: what may be repeated so often above its least, and the members of classes by turns. */
interface Way {
  readonly more: number;
  readonly byTurns: boolean;
}

function* write(node: Node, way: Way, turn = 0): Generator<string, void> {
  if (node.type === 'text') yield node.text;
  else if (node.type === 'class') yield node.members[way.byTurns ? turn % node.members.length : 0] ?? '';
  else if (node.type === 'any-of') {
    for (const branch of node.branches) yield branch.map((each) => writeOne(each, way, turn)).join('');
  } else {
    const times = Math.min(node.least + way.more, node.most, MOST_TIMES);
    yield Array.from({ length: times }, (_, index) => writeOne(node.node, way, index)).join('');
  }
}

function writeOne(node: Node, way: Way, turn: number): string {
  const [text = ''] = write(node, way, turn);
  return text;
}

/**
 * Texts that a pattern most likely matches, one for each branch of its outermost choice; what may be repeated comes
 * `more` times above its least. None where the pattern is beyond this reading.
 */
export function textsOf(pattern: string, more: number): readonly string[] {
  try {
    const node = new PatternReader(pattern).read();
    return [...write(node, { more, byTurns: false }), ...write(node, { more, byTurns: true })];
  } catch (error) {
    if (error instanceof Unwritable || error instanceof SyntaxError) return [];
    throw error;
  }
}
