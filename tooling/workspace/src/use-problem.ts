/** A `uses:` line that cannot be understood. */
export interface UseProblem {
  readonly package: string;
  readonly model: string;
  /** Path of the file from the workspace's root. */
  readonly file: string;
  readonly reason: string;
}

/** One line for a person: model, what is wrong, and the file. */
export function describeUseProblem({ package: user, model, file, reason }: UseProblem): string {
  return `${user}, ${model}: ${reason} (${file})`;
}
