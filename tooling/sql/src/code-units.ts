/**
 * Counts the UTF-16 code units before a byte of a text, which is how JavaScript counts: the parser counts
 * bytes. Asked for ascending offsets, it reads the bytes once.
 */
export function codeUnitCounter(text: string): (byte: number) => number {
  const bytes = Buffer.from(text);
  let at = 0;
  let units = 0;
  return (offset) => {
    if (offset < at) return bytes.toString("utf8", 0, offset).length;
    units += bytes.toString("utf8", at, offset).length;
    at = offset;
    return units;
  };
}
