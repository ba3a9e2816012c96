// What a Job of batch/v1 may hold, as far as a page of ours needs it: names and types by
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/ (v1.33, where successPolicy is stable).
const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };

const strict = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const listOf = (items: object): object => ({ type: 'array', minItems: 1, items });

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const name = { type: 'string', pattern: '^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$', maxLength: 63 };
const keyRef = strict({ name, key: text, optional: { type: 'boolean' } }, ['name', 'key']);
const variable = strict({ name: text, value: text, valueFrom: strict({ secretKeyRef: keyRef }) }, ['name']);

const container = strict(
  {
    name,
    image: text,
    command: listOf(text),
    args: listOf(text),
    env: listOf(variable),
    envFrom: listOf(strict({ secretRef: strict({ name }, ['name']) })),
    volumeMounts: listOf(strict({ name, mountPath: text }, ['name', 'mountPath'])),
  },
  ['name', 'image'],
);

const pod = strict(
  {
    restartPolicy: { enum: ['Never', 'OnFailure'] },
    terminationGracePeriodSeconds: count,
    containers: listOf(container),
    volumes: listOf(
      strict({ name, persistentVolumeClaim: strict({ claimName: name }, ['claimName']) }, ['name']),
    ),
  },
  ['containers', 'restartPolicy'],
);

const failureRule = {
  ...strict(
    {
      action: { enum: ['FailJob', 'FailIndex', 'Ignore', 'Count'] },
      onPodConditions: listOf(
        strict({ type: text, status: { enum: ['True', 'False', 'Unknown'] } }, ['type']),
      ),
      onExitCodes: strict(
        {
          containerName: name,
          operator: { enum: ['In', 'NotIn'] },
          values: { ...listOf({ type: 'integer' }), maxItems: 255, uniqueItems: true },
        },
        ['operator', 'values'],
      ),
    },
    ['action'],
  ),
  oneOf: [{ required: ['onPodConditions'] }, { required: ['onExitCodes'] }],
};

export const JOB_SCHEMA = strict(
  {
    apiVersion: { const: 'batch/v1' },
    kind: { const: 'Job' },
    metadata: strict({ name }, ['name']),
    spec: strict(
      {
        completionMode: { enum: ['Indexed', 'NonIndexed'] },
        completions: count,
        parallelism: count,
        backoffLimitPerIndex: count,
        successPolicy: strict(
          {
            rules: listOf(
              strict({
                succeededIndexes: { type: 'string', pattern: '^\\d+(?:[-,]\\d+)*$' },
                succeededCount: count,
              }),
            ),
          },
          ['rules'],
        ),
        podFailurePolicy: strict({ rules: listOf(failureRule) }, ['rules']),
        template: strict({ spec: pod }, ['spec']),
      },
      ['template'],
    ),
  },
  ['apiVersion', 'kind', 'metadata', 'spec'],
);
