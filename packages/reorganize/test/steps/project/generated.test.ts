import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { it } from "vitest";
import { withGround } from "../../fixture/apply-plan.js";
import { live, lives } from "./life.js";

// One life takes as long as many cases of other properties, and so has more time.
const { PROPERTY_CASES, TEST_SWEEPS } = process.env;
const env = {
  ...process.env,
  PROPERTY_CASES: PROPERTY_CASES || (TEST_SWEEPS === "1" ? "4" : "1"),
};

it(
  "gives what its query gives, whatever is written before, while and after it is filled",
  { timeout: 600_000 },
  () =>
    checkProperty(
      // A database of its own: one that has seen many lives is slow.
      fc.asyncProperty(lives, (life) => withGround("", (database) => live(database, life))),
      15,
      env,
    ),
);
