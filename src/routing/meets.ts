import {
  MEASURES,
  type RequestFeatures,
  type RouteChoice,
  type RouteCondition,
  type TargetEvidence,
} from '../contract/route.ts';

/** Whether a request is all that a condition asks for. What is not known of it meets nothing. */
export function meets(features: RequestFeatures, condition: RouteCondition): boolean {
  const inRange = MEASURES.every((measure) => {
    const range = condition[measure];
    const value = features[measure];
    if (range === undefined) return true;
    return value !== null && value > (range.above ?? -Infinity) && value < (range.below ?? Infinity);
  });
  const { structured, tools, intent, priority, strictLatency } = condition;
  return (
    inRange &&
    (structured ?? features.structured) === features.structured &&
    (tools ?? features.tools) === features.tools &&
    (strictLatency ?? features.strictLatency) === features.strictLatency &&
    (priority ?? features.priority) === features.priority &&
    (intent === undefined || intent.some((tag) => features.intents.includes(tag)))
  );
}

/** Whether a target is all that is named. */
export function isChosen(evidence: TargetEvidence, choice: RouteChoice): boolean {
  return (
    (choice.target ?? evidence.target) === evidence.target &&
    (choice.provider ?? evidence.provider) === evidence.provider &&
    (choice.model ?? evidence.model) === evidence.model
  );
}
