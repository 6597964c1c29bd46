import { Prisma } from "./generated/client.js";

/** Whether an update or delete of one row found none (Prisma's code P2025). */
export function isRowMissing(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2025";
}
