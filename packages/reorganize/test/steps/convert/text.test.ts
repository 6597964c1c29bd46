import { expect, it } from "vitest";
import { hazard } from "../../../src/steps/convert/text.js";

it("says of a converted column that it comes last, also after a rollback", () => {
  expect(hazard({ code: "column last", table: "public.tasks", columns: ["status"] })).toBe(
    "status comes last in public.tasks: SELECT * returns it last, and an INSERT that names no columns no longer fits; a rollback cannot move it back",
  );
});
