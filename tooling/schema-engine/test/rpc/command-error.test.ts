import { RefusedMigrationError } from "@deepiri/authoring/errors";
import { expect, test } from "vitest";
import { describeFailure } from "../../src/engine/statement-failure.js";
import { commandError } from "../../src/rpc/command-error.js";

test("a migration that was refused before it was written is not called a failed one", () => {
  const failure = { ...describeFailure(new Error("no")), migration: "20260101000000_more" };
  const { code, message } = commandError(new RefusedMigrationError("a view"), undefined, failure);
  expect(code).toBeUndefined();
  expect(message).toContain("PostgreSQL refuses the migration, so it was not written: a view.");
  expect(message).not.toContain("resolve");
});
