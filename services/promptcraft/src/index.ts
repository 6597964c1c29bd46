export type { Example } from "./generated/client.js";
