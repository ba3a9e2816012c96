/** A part of a run that several processes or machines share: `index` counts from 1 to `of`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** As it is written on the command line: `2/4`. */
export function shardText({ index, of }: Shard): string {
  return `${index}/${of}`;
}
