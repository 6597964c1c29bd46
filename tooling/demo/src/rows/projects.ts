import type { Clients } from "../clients.js";
import { demoId } from "../story/demo-id.js";
import { daysAgo } from "../story/demo-time.js";
import { pick } from "../story/dice.js";
import type { Part } from "../story/part.js";
import { type Written, write } from "../write.js";

/** Projects with two milestones each. */
export async function addProjects({ core }: Clients, parts: readonly Part[]): Promise<Written[]> {
  const projects = parts.flatMap((part) => part.projects);
  const written = await write(
    "public.projects",
    core.project.createMany({
      data: projects.map((project) => ({
        id: project.id,
        ownerId: project.owner.id,
        name: project.name,
        description: `${project.name}, led by ${project.owner.name}.`,
        status: project.status,
        priority: pick(["medium", "high", "low", "urgent"] as const, project.index),
        startDate: daysAgo(70),
        endDate: daysAgo(-30),
        completedAt: project.status === "completed" ? daysAgo(5) : null,
        updatedBy: project.owner.id,
      })),
      skipDuplicates: true,
    }),
  );
  const milestones = projects.flatMap((project) =>
    ["First users", "Open to everyone"].map((title, place) => ({
      id: demoId("milestone", project.id, place),
      projectId: project.id,
      title,
      dueDate: daysAgo(10 - 40 * place),
      completed: place === 0,
      completedAt: place === 0 ? daysAgo(12) : null,
      momentumReward: 50 * (place + 1),
    })),
  );
  return [
    written,
    await write(
      "public.project_milestones",
      core.projectMilestone.createMany({ data: milestones, skipDuplicates: true }),
    ),
  ];
}
