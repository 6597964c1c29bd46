import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { it } from "vitest";
import { withGround } from "../../fixture/apply-plan.js";
import { live, lives } from "./life.js";

it(
  "gives what its query gives, whatever is written before, while and after it is filled",
  {
    timeout: 600_000,
  },
  () =>
    withGround("", (database) =>
      checkProperty(
        fc.asyncProperty(lives, (life) => live(database, life)),
        60,
      ),
    ),
);
