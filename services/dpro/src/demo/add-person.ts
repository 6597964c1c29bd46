import { createHash } from "node:crypto";
import type { DproClient } from "../client.js";
import { type DemoPerson, daysAgo, talk } from "./story.js";

/** Adds a user with all that he has, or nothing of it. */
export async function addPerson(dpro: DproClient, person: DemoPerson): Promise<void> {
  await dpro.transaction(async (transaction) => {
    const { id: userId } = await transaction.user.create({
      data: {
        email: person.email,
        username: person.username,
        fullName: person.fullName,
        passwordHash: unusable(person.email),
        lastLogin: daysAgo(1),
        createdAt: daysAgo(60),
        preferences: { create: { chatSettings: { theme: "dark" } } },
        sessions: {
          create: { sessionToken: unusable(`session of ${person.email}`), expiresAt: daysAgo(0) },
        },
        authenticationLogs: {
          create: [
            { action: "register", details: "User registered", createdAt: daysAgo(60) },
            { action: "login", details: "User logged in", createdAt: daysAgo(1) },
          ],
        },
        tasks: {
          create: [
            { title: "Read the contract", status: "completed", priority: "high" },
            { title: "Answer the tenant", priority: "urgent", dueDate: daysAgo(-2) },
          ],
        },
      },
    });
    const scribe = await transaction.agent.create({
      data: { userId, name: "Scribe", capabilities: ["summarize"], systemPrompt: "Be brief." },
    });
    await transaction.agent.create({
      data: { userId, name: "Reader", agentType: "child", parentAgentId: scribe.id },
    });
    await transaction.conversation.create({
      data: {
        userId,
        agentId: scribe.id,
        title: "Notice of the hosting contract",
        messages: {
          create: talk.map(([senderType, content], place) => ({
            senderType,
            content,
            userId,
            agentId: senderType === "agent" ? scribe.id : null,
            createdAt: daysAgo(1 - place / 1000),
          })),
        },
      },
    });
    const board = await transaction.board.create({
      data: {
        userId,
        name: "Contracts",
        isPublic: person.isPublic,
        workflows: {
          create: { userId, name: "Review", workflowData: { steps: ["read", "mark"] } },
        },
      },
    });
    await transaction.auditLog.create({
      data: { userId, action: "board_made", entityType: "workflow.boards", entityId: board.id },
    });
  });
}

/** Looks like a secret and is none: nothing hashes to it, and the session that has it is over. */
function unusable(text: string): string {
  return createHash("sha512").update(text).digest("base64url");
}
