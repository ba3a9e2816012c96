import { NO_CHARACTER, overlap, unionOf, type CodePoints } from './code-points.ts';
import type { PatternNode } from './parse-pattern.ts';

/** Characters with which a match of a node can begin. */
function firstOf(node: PatternNode): CodePoints {
  if (node.kind === 'character') return node.of;
  if (node.kind === 'place') return NO_CHARACTER;
  if (node.kind === 'repeat') return node.max === 0 ? NO_CHARACTER : firstOf(node.node);
  if (node.kind === 'choice') return unionOf(node.nodes.map(firstOf));
  return followOf(node.nodes, NO_CHARACTER);
}

function canBeEmpty(node: PatternNode): boolean {
  if (node.kind === 'character') return false;
  if (node.kind === 'place') return true;
  if (node.kind === 'repeat') return node.min === 0 || canBeEmpty(node.node);
  return node.kind === 'choice' ? node.nodes.some(canBeEmpty) : node.nodes.every(canBeEmpty);
}

/** What may come next before `nodes` and what follows them. */
function followOf(nodes: readonly PatternNode[], after: CodePoints): CodePoints {
  const sets: CodePoints[] = [];
  for (const node of nodes) {
    sets.push(firstOf(node));
    if (!canBeEmpty(node)) return unionOf(sets);
  }
  return unionOf([...sets, after]);
}

/**
 * Whether at every place the next character decides how a match goes on, so that an engine that tries one way after the
 * other never goes far down a wrong one. `after` is what may follow. As in Brüggemann-Klein and Wood, One-Unambiguous
 * Regular Languages, https://doi.org/10.1006/inco.1997.2695
 */
function decides(node: PatternNode, after: CodePoints): boolean {
  if (node.kind === 'character' || node.kind === 'place') return true;
  if (node.kind === 'sequence') {
    return node.nodes.every((part, index) => decides(part, followOf(node.nodes.slice(index + 1), after)));
  }
  if (node.kind === 'choice') {
    const firsts = node.nodes.map((part) => followOf([part], after));
    return (
      node.nodes.every((part) => decides(part, after)) &&
      firsts.every((first, index) => !firsts.slice(index + 1).some((other) => overlap(first, other)))
    );
  }
  if (canBeEmpty(node.node)) return false;
  const first = firstOf(node.node);
  if (node.min !== node.max && overlap(first, after)) return false;
  return decides(node.node, node.max > 1 ? unionOf([first, after]) : after);
}

function beginsAtStart(node: PatternNode): boolean {
  if (node.kind === 'place') return node.at === 'start';
  if (node.kind === 'sequence') return node.nodes[0] !== undefined && beginsAtStart(node.nodes[0]);
  return node.kind === 'choice' && node.nodes.every(beginsAtStart);
}

function isBounded(node: PatternNode): boolean {
  if (node.kind === 'character' || node.kind === 'place') return true;
  if (node.kind === 'repeat') return node.max !== Infinity && isBounded(node.node);
  return node.nodes.every(isBounded);
}

/**
 * Whether RegExp takes at most as many steps for a text as its characters times the pattern's size: one way at every
 * place, and one place to begin or few characters from each.
 */
export function isOneWay(node: PatternNode): boolean {
  return (beginsAtStart(node) || isBounded(node)) && decides(node, NO_CHARACTER);
}
