/** A figure, what it is measured against, and what it may be at most. */
export interface Figure {
  readonly what: string;
  /** As it is shown, such as `84 ms`. */
  readonly ours: string;
  readonly rival?: string;
  readonly limit?: string;
  /** Whether it keeps to the limit, where there is one. */
  readonly holds?: boolean;
}

/** What one scenario found. */
export interface Measured {
  readonly figures: readonly Figure[];
  /** All that was measured, to be kept. */
  readonly results: object;
}

/** Something that people do each week, measured on a throw-away server of its own. */
export interface Scenario {
  readonly name: string;
  measure(place: BenchPlace): Promise<Measured>;
}

/** Where a scenario may do what it likes. */
export interface BenchPlace {
  /** The root of this repository. */
  readonly root: string;
  /** URL of an empty database on a server that is gone afterwards. */
  readonly url: string;
  /** An empty folder that is gone afterwards. */
  readonly folder: string;
}
