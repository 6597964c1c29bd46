import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";
import { agentId, sessionId } from "./agents.js";

const steps = ["Read", "Compare", "Report"] as const;

/** One workflow a part: two of its three steps done, with what happened on the way. */
export async function addWorkflows({ cyrex }: Clients, parts: readonly Part[]): Promise<Written[]> {
  const workflows = await write(
    "cyrex.workflows",
    cyrex.workflow.createMany({
      data: parts.map(({ index }) => ({
        workflowId: workflowId(index),
        name: "Contract review",
        workflowType: "review",
        status: "running",
        currentStep: "Report",
        totalSteps: steps.length,
        completedSteps: 2,
        assignedAgents: [agentId(index, "reader"), agentId(index, "planner")],
        startedAt: daysAgo(0.1),
        deadline: daysAgo(-1),
      })),
      skipDuplicates: true,
    }),
  );
  return [
    workflows,
    ...(await Promise.all([...addSteps(cyrex, parts), ...addTraffic(cyrex, parts)])),
  ];
}

function addSteps(cyrex: Clients["cyrex"], parts: readonly Part[]): Promise<Written>[] {
  return [
    write(
      "cyrex.task_executions",
      cyrex.taskExecution.createMany({
        data: parts.flatMap(({ index }) =>
          steps.map((taskName, place) => ({
            executionId: demoId("execution", index, place),
            workflowId: workflowId(index),
            agentId: agentId(index, "reader"),
            taskName,
            status: place < 2 ? "completed" : "running",
            executionTimeMs: place < 2 ? 850.5 : null,
            startedAt: daysAgo(0.1 - place / 50),
            completedAt: place < 2 ? daysAgo(0.09 - place / 50) : null,
          })),
        ),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.langgraph_states",
      cyrex.langgraphState.createMany({
        data: parts.map(({ index }) => ({
          stateId: demoId("graph state", index),
          workflowId: workflowId(index),
          currentNode: "Report",
          nextNodes: [],
          data: { noticeDays: 60 },
          history: ["Read", "Compare"],
          status: "running",
        })),
        skipDuplicates: true,
      }),
    ),
  ];
}

function addTraffic(cyrex: Clients["cyrex"], parts: readonly Part[]): Promise<Written>[] {
  return [
    write(
      "cyrex.events",
      cyrex.event.createMany({
        data: parts.flatMap(({ index }) =>
          steps.map((step, place) => ({
            eventId: demoId("event", index, place),
            eventType: "workflow.step_started",
            entityType: "workflow",
            entityId: workflowId(index),
            workflowId: workflowId(index),
            agentId: agentId(index, "reader"),
            sessionId: sessionId(index),
            payload: { step },
            createdAt: daysAgo(0.1 - place / 50),
          })),
        ),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.event_processing",
      cyrex.eventProcessing.createMany({
        data: parts.flatMap(({ index }) =>
          [true, false].map((processed) => ({
            eventId: demoId("routed event", index, String(processed)),
            eventType: "document.read",
            source: agentId(index, "reader"),
            target: agentId(index, "planner"),
            payload: { contract: demoId("contract", index) },
            timestamp: daysAgo(processed ? 0.05 : 0),
            processed,
          })),
        ),
        skipDuplicates: true,
      }),
    ),
    write(
      "cyrex.synapse_messages",
      cyrex.synapseMessage.createMany({
        data: parts.map(({ index }) => ({
          messageId: demoId("synapse message", index),
          channel: "reviews",
          sender: agentId(index, "reader"),
          recipient: agentId(index, "planner"),
          priority: "normal" as const,
          payload: { say: "The contract is read." },
          timestamp: daysAgo(0.03),
        })),
        skipDuplicates: true,
      }),
    ),
  ];
}

function workflowId(part: number): string {
  return demoId("workflow", part);
}
