import {
  MEASURES,
  type RequestFeatures,
  type RouteChoice,
  type RouteCondition,
  type TargetEvidence,
} from '../contract/routing/route.ts';

/** Whether a request is all that a condition asks for. What is not known of it meets nothing. */
export function meets(features: RequestFeatures, condition: RouteCondition): boolean {
  const { structured, tools, intent, priority, strictLatency } = condition;
  return (
    (structured ?? features.structured) === features.structured &&
    (tools ?? features.tools) === features.tools &&
    (strictLatency ?? features.strictLatency) === features.strictLatency &&
    (priority ?? features.priority) === features.priority &&
    (intent === undefined || intent.some((tag) => features.intents.includes(tag))) &&
    isInRange(features, condition)
  );
}

function isInRange(features: RequestFeatures, condition: RouteCondition): boolean {
  for (const measure of MEASURES) {
    const range = condition[measure];
    if (range === undefined) continue;
    const value = features[measure];
    if (value === null || value <= (range.above ?? -Infinity) || value >= (range.below ?? Infinity)) {
      return false;
    }
  }
  return true;
}

/** Whether a target is all that is named. */
export function isChosen(evidence: TargetEvidence, choice: RouteChoice): boolean {
  return (
    (choice.target ?? evidence.target) === evidence.target &&
    (choice.provider ?? evidence.provider) === evidence.provider &&
    (choice.model ?? evidence.model) === evidence.model
  );
}
