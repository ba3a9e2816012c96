import type { XmlElement } from './check-xml.ts';

interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
  /** Whether it may hold text beside white space. */
  readonly mixed: boolean;
}

const outcome: Rule = { required: [], optional: ['type', 'message'], children: [], mixed: true };

/**
 * What the xUnit plugin of Jenkins lets a report hold, of the elements that we write:
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
const RULES: Readonly<Record<string, Rule>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite'],
    mixed: false,
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
    mixed: false,
  },
  properties: { required: [], optional: [], children: ['property'], mixed: false },
  property: { required: ['name', 'value'], optional: [], children: [], mixed: false },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    mixed: false,
  },
  failure: outcome,
  error: outcome,
  skipped: outcome,
};

const TIME = /^(([0-9]{0,3},)*[0-9]{3}|[0-9]{0,3})*(\.[0-9]*)?$/;

/** What of a report the schema refuses; none where it is valid. */
export function junitFaults(element: XmlElement): readonly string[] {
  const rule = RULES[element.name];
  if (rule === undefined) return [`<${element.name}> is no element of it`];
  const names = Object.keys(element.attributes);
  const { time } = element.attributes;
  return [
    ...rule.required.filter((name) => !names.includes(name)).map((name) => `${element.name} lacks ${name}`),
    ...names
      .filter((name) => ![...rule.required, ...rule.optional].includes(name))
      .map((name) => `${element.name} has ${name}`),
    ...(time === undefined || TIME.test(time) ? [] : [`${time} is no time`]),
    ...(rule.mixed || element.text.trim() === '' ? [] : [`${element.name} has text`]),
    ...element.children.flatMap((child) =>
      rule.children.includes(child.name) ? junitFaults(child) : [`${element.name} has <${child.name}>`],
    ),
  ];
}
