import type { Observation } from "@deepiri/observer";
import { buildFactBase } from "@supabase/pg-delta/core";
import { type Facts, readStructure } from "./delta/facts.js";
import { type Objects, objectsAt } from "./objects/read-objects.js";
import { observeAt } from "./observer/observe.js";
import { readOnce } from "./read-once.js";
import { asData, type Form } from "./remembered.js";
import type { Target } from "./with-target.js";

/** What `readStructure` finds in a target. */
export function structureOf(target: Target): Promise<Facts> {
  return readOnce(target, readStructure, structure);
}

/** Everything that the catalogs of a target say. */
export function observationOf(target: Target): Promise<Observation> {
  return readOnce(target, observeAt, observation);
}

/** What a target holds beside tables and enum types. */
export function objectsOf(target: Target): Promise<Objects> {
  return readOnce(target, objectsAt, objects);
}

const structure: Form<Facts> = {
  name: "structure",
  packed: (facts) => ({ facts: facts.facts(), edges: facts.edges }),
  unpacked: ({ facts, edges }: FactData) => buildFactBase(facts, edges),
};

interface FactData {
  readonly facts: Parameters<typeof buildFactBase>[0];
  readonly edges: Parameters<typeof buildFactBase>[1];
}

const observation = asData<Observation>("observation");
const objects = asData<Objects>("objects");
