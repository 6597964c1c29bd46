import type { PrismaClient } from "./generated/client.js";

export type CyrexClient = PrismaClient;
