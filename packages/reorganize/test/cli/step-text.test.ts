import { expect, it } from "vitest";
import { hazardText } from "../../src/cli/step-text.js";
import { wrap } from "../../src/cli/wrap.js";

it("tells the way beside a rewrite in statements and a mapping that no line cuts", () => {
  const text = hazardText("reshape", {
    code: "table rewritten",
    table: "cyrex.agent_playground_sessions",
    beside: {
      from: "public.Agent-Playground Sessions",
      to: "cyrex.agent_playground_sessions",
      rename: { agent: "agent_id" },
    },
  });
  expect(wrap(text, 2)).not.toContain("…");
  expect(text).toContain(
    'CREATE TABLE "logged"."agent_playground_sessions" (LIKE "public"."Agent-Playground Sessions" INCLUDING ALL);',
  );
  const [, mapping = ""] = text.match(/ put (\{.*\}) into a mapping/) ?? [];
  expect(JSON.parse(mapping)).toEqual({
    tables: {
      "cyrex.agent_playground_sessions": [
        { table: "logged.agent_playground_sessions", rename: { agent: "agent_id" } },
      ],
    },
  });
});
