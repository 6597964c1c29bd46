const lineWidth = 100;

/** A line if it is short enough for the formatter, else the same text over several lines. */
export function fitting(line: string, wrapped: string): string {
  return line.length <= lineWidth ? line : wrapped;
}
