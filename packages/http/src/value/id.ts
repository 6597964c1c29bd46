import { z } from "zod";

const largest = 2n ** 63n - 1n;

/**
 * The id of a row, from 1 to the largest `bigint`: text in a request and in an answer, since numbers of JSON
 * are exact only up to 2^53, and a bigint in between.
 */
export const id = z.codec(
  z.string().regex(/^[1-9]\d{0,18}$/, "Not an id"),
  z.bigint().max(largest, "Not an id").meta({ type: "string", pattern: "^[1-9]\\d{0,18}$" }),
  { decode: BigInt, encode: String },
);
