import { runWithContext } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import type { ConnectionType } from "../src/index.js";
import { useAuth } from "./use-auth.js";

const { db, open, users } = useAuth();

describe("an auth client", () => {
  it("registers a user, grants a role of core's and opens a session", async () => {
    const user = await open.client.user.create({
      data: {
        email: "grace@example.org",
        password: "a hash",
        name: "Grace",
        roles: { create: { role: { connect: { name: "user" } } } },
        sessions: { create: { token: "a token", expiresAt: new Date("2100-01-01T00:00:00Z") } },
      },
      include: { roles: { include: { role: true } }, sessions: true },
    });
    expect(user).toMatchObject({
      status: "active",
      roles: [{ role: { name: "user" } }],
      sessions: [{ expiresAt: new Date("2100-01-01T00:00:00Z") }],
    });
  });

  it("has its caller recorded as the actor of a changed user, and no hash", async () => {
    const [{ id }, { id: actor }] = await users.createMany(2);
    await runWithContext({ actor }, () =>
      open.client.user.update({ where: { id }, data: { password: "new-hash" } }),
    );
    const { rows: log } = await db.owner.query(
      "SELECT user_id, new_data::text FROM audit.activity_logs WHERE entity_id = $1 AND action = 'UPDATE'",
      [id],
    );
    expect(log).toEqual([{ user_id: actor, new_data: expect.not.stringContaining("hash") }]);
  });

  it("reads words as their union, and says in a sentence what a refused row broke", async () => {
    const [{ id: userId }, { id: connectedUserId }] = await users.createMany(2);
    const connection = await open.client.socialConnection.create({
      data: { userId, connectedUserId },
    });
    const word: ConnectionType = connection.connectionType;
    expect(word).toBe("friend");
    const oneself = { userId, connectedUserId: userId };
    await expect(open.client.socialConnection.create({ data: oneself })).rejects.toMatchObject({
      constraint: "social_connections_connected_user_id_check",
      message: expect.stringContaining("user is not connected to himself"),
    });
  });
});
