/** One step of long work, as a person watches it: `Reading orders.csv`, 120,000 of 541,909. `total` is absent while it is not known. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly total?: number;
}

/** Takes progress; called at most a few times a second by whoever does long work. */
export type OnProgress = (progress: Progress) => void;
