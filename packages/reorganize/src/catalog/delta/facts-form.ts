import { buildFactBase } from "@supabase/pg-delta/core";
import type { Form } from "../remembered.js";
import type { Facts } from "./facts.js";

/** How the structure of a target is remembered: pg-delta's facts as data, from which it builds the same again. */
export const structureForm: Form<Facts> = {
  name: "structure",
  packed: (facts) => ({ facts: facts.facts(), edges: facts.edges }),
  unpacked: ({ facts, edges }: FactData) => buildFactBase(facts, edges),
};

interface FactData {
  readonly facts: Parameters<typeof buildFactBase>[0];
  readonly edges: Parameters<typeof buildFactBase>[1];
}
