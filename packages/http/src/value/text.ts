import { z } from "zod";

/**
 * Text that a caller sends, without space around it: one character at least and so many at most. PostgreSQL
 * knows no text with a NUL.
 */
export function text(longest: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes("\0"), "May not hold the character NUL");
}
