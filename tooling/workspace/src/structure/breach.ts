/** Something in the source that the workspace's own rules forbid. */
export interface Breach {
  /** Path of the file or folder, from the workspace's root. */
  readonly file: string;
  /** What is wrong with it, as the rest of a sentence about the file. */
  readonly reason: string;
}
