import { randomBytes } from "node:crypto";

// Random for each process, since test files that run at once may share a database.
const process = randomBytes(4).toString("hex");
let made = 0;

/** A short text of letters, digits and a hyphen that no other call returns, in this process or another. */
export function uniqueText(): string {
  made += 1;
  return `${process}-${made}`;
}
