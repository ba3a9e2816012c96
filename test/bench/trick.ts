export type Work = () => unknown;

/** A trick for speed beside the plain way, which gives the same. */
export interface Trick {
  readonly name: string;
  /** One exchange's worth of it, both ways. */
  readonly per: string;
  readonly trick: Work;
  readonly plain: Work;
}
