import { expect, it } from "vitest";
import { readStatus } from "../../../src/lifecycle/status.js";
import type { Plan } from "../../../src/plan/plan.js";
import type { ProjectionsVerification } from "../../../src/verify/projections/projections-verification.js";
import { verify } from "../../../src/verify/verify.js";
import type { Ground } from "../../fixture/apply-plan.js";
import { whenProjected } from "../../fixture/projected.js";

async function verified({ session }: Ground, plan: Plan): Promise<ProjectionsVerification> {
  const { shapes, ok } = await verify(session, plan);
  if (!shapes) throw new Error("no rows change shape");
  expect(ok).toBe(shapes.ok);
  return shapes;
}

const of = ({ projections }: ProjectionsVerification, name: string) =>
  projections.find((one) => one.name === name);
const accountOf = ({ accounts }: Pick<ProjectionsVerification, "accounts">, table: string) =>
  accounts.find((one) => one.table === table);
const none = {
  projected: 0,
  repaired: 0,
  quarantined: 0,
  waiting: 0,
  "left out": 0,
  unaccounted: 0,
};

/** Writes to the old tables which nothing notices. */
const behindItsBack = (write: string): string =>
  `ALTER TABLE legacy.turns DISABLE TRIGGER USER; ${write}; ALTER TABLE legacy.turns ENABLE TRIGGER USER`;

it("finds every row as its query says, in one pass, and accounts for each row of the old tables", () =>
  whenProjected(async (ground, plan) => {
    const found = await verified(ground, plan);
    expect(found.ok).toBe(true);
    expect(found.projections).toEqual(
      ["audits", "messages", "runs"].map((name) =>
        expect.objectContaining({ name, differing: [], failing: 0, compared: "whole", ok: true }),
      ),
    );
    expect(of(found, "messages")).toMatchObject({
      from: ["legacy.turns", "legacy.users"],
      to: "talk.messages",
      rows: 70,
    });
    expect(accountOf(found, "legacy.turns")).toEqual({
      table: "legacy.turns",
      rows: 40,
      classes: { ...none, projected: 40 },
      reasons: [],
      rules: [],
      unaccounted: [],
    });
    expect(accountOf(found, "legacy.users")?.classes).toEqual({ ...none, projected: 5 });
    expect(accountOf(found, "legacy.log")).toMatchObject({
      rows: 30,
      classes: { ...none, projected: 30 },
      rules: [
        { rule: "run", rows: 20 },
        { rule: "login", rows: 10 },
      ],
    });
    expect(accountOf(found, "legacy.junk")).toMatchObject({
      classes: { ...none, "left out": 2 },
      reasons: [{ class: "left out", reason: "nobody needs it", rows: 2 }],
    });
    expect(found.own.map(({ rows }) => rows)).toEqual([0, 0, 0]);
  }));

it("finds what was changed behind its back, on either side, by column and key", () =>
  whenProjected(async (ground, plan) => {
    await ground.client.query(
      behindItsBack(`UPDATE legacy.turns SET asked = 'other' WHERE id = 3;
        DELETE FROM legacy.turns WHERE id = 4; INSERT INTO legacy.turns VALUES (99, 1, 'new')`),
    );
    await ground.client.query(`UPDATE talk.messages SET cost = cost + 1, content = 'b' WHERE id = 20;
      DELETE FROM talk.messages WHERE id = 22; DELETE FROM _reorganize."lineage of messages" WHERE id = 24;
      INSERT INTO talk.messages VALUES (500, 'a program', 'of its own', 1)`);
    // They are on again, but not for whoever writes without triggers.
    expect((await verify(ground.session, plan)).problems).toEqual([
      { about: "projections", code: "not followed", object: "legacy.turns" },
    ]);
    const found = await verified(ground, plan);
    expect(found.ok).toBe(false);
    expect(of(found, "messages")).toMatchObject({
      ok: false,
      differing: [
        {
          how: "changed",
          rows: 2,
          columns: [
            { column: "content", rows: 2 },
            { column: "cost", rows: 1 },
          ],
          keys: [["20"], ["6"]],
        },
        { how: "missing", rows: 2, columns: [], keys: [["198"], ["22"]] },
        { how: "extra", rows: 1, keys: [["8"]] },
        { how: "untracked", rows: 1, keys: [["24"]] },
      ],
    });
    // One more has lost its lineage, and seems to be a program's own.
    expect(found.own).toContainEqual({ table: "talk.messages", rows: 2 });
    expect(accountOf(found, "legacy.turns")).toMatchObject({
      classes: { ...none, projected: 38, unaccounted: 2 },
      unaccounted: [["12"], ["99"]],
    });
    const status = await readStatus(ground.session);
    expect(status?.shapes).toMatchObject({ phase: "in step", behind: { rows: 6 } });
  }));

it("counts what is quarantined, left out and repaired with reasons, none of which is a failure", () =>
  whenProjected(
    async (ground, plan) => {
      const found = await verified(ground, plan);
      expect(found.ok).toBe(true);
      // Its query fails on one of them, so it is evaluated for the others.
      expect(of(found, "messages")).toMatchObject({
        compared: "in batches",
        differing: [],
        failing: 0,
      });
      expect(accountOf(found, "legacy.turns")).toEqual({
        table: "legacy.turns",
        rows: 40,
        classes: { ...none, projected: 36, repaired: 1, quarantined: 2, "left out": 1 },
        reasons: expect.arrayContaining([
          {
            class: "quarantined",
            reason: "a value that talk.messages cannot take",
            rows: 2,
          },
          { class: "left out", reason: "it says nothing", rows: 1 },
          { class: "repaired", reason: "content: as it was", rows: 1 },
        ]),
        rules: [],
        unaccounted: [],
      });
      const shapes = (await readStatus(ground.session))?.shapes;
      expect(shapes?.accounts).toEqual(found.accounts);
      expect(shapes?.behind?.rows).toBe(0);
      await ground.client.query("UPDATE talk.messages SET content = 'wrong' WHERE id = 40");
      expect(of(await verified(ground, plan), "messages")?.differing).toMatchObject([
        { how: "changed", rows: 1, keys: [["40"]] },
      ]);
    },
    `UPDATE legacy.turns SET cost = 'much' WHERE id = 5;
     UPDATE legacy.turns SET asked = repeat('long', 10) WHERE id = 6;
     UPDATE legacy.turns SET asked = 'skip', answer = NULL WHERE id = 8;
     UPDATE legacy.turns SET asked = 'ah!' WHERE id = 9`,
  ));

it("is not disturbed by programs that write all the time", () =>
  whenProjected(async (ground, plan) => {
    let over = false;
    const writing = (async () => {
      for (let n = 1; !over; n += 1)
        await ground.client.query(
          `INSERT INTO legacy.turns VALUES (${1000 + n}, ${n % 5}, 'q', 'a', '1'); UPDATE legacy.turns SET asked = 'w${n}' WHERE id = ${1 + (n % 40)};
           DELETE FROM legacy.turns WHERE id = ${990 + n}; INSERT INTO legacy.log VALUES (${1000 + n}, 'run', '${n}')`,
        );
    })();
    try {
      for (let round = 0; round < 10; round += 1)
        expect((await verified(ground, plan)).projections.filter(({ ok }) => !ok)).toEqual([]);
    } finally {
      over = true;
      await writing;
    }
  }));
