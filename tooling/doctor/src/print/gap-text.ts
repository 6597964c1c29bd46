import type { Gap } from "../finding/gap.js";

/** What was not examined, why, and what an administrator can do about it. */
export function gapText({ check, reason, detail, grant }: Gap): string {
  return `${check}, ${why(reason, detail)}${grant ? `. To see it: ${grant};` : ""}`;
}

function why(reason: Gap["reason"], detail: string): string {
  switch (reason) {
    case "right":
      return `for want of a right: ${detail}`;
    case "time":
      return `it took too long: ${detail}`;
    case "lock":
      return `another session holds a lock: ${detail}`;
    case "standby":
    case "other":
      return detail;
  }
}
