import type { Observation } from "@deepiri/observer";
import { readStructure } from "./delta/facts.js";
import { structureForm } from "./delta/facts-form.js";
import { type Named, namesAt } from "./objects/read-names.js";
import { type Objects, objectsAt } from "./objects/read-objects.js";
import { observeAt } from "./observer/observe.js";
import { readOnce } from "./read-once.js";
import { asData } from "./remembered.js";
import type { Target } from "./with-target.js";

/** What `readStructure` finds in a target. */
export function structureOf(target: Target): ReturnType<typeof readStructure> {
  return readOnce(target, readStructure, structureForm);
}

/** Everything that the catalogs of a target say. */
export function observationOf(target: Target): Promise<Observation> {
  return readOnce(target, observeAt, observation);
}

/** What a target holds beside tables and enum types. */
export function objectsOf(target: Target): Promise<Objects> {
  return readOnce(target, objectsAt, objects);
}

/** All names that a target has among relations and types. */
export function namesOf(target: Target): Promise<Named[]> {
  return readOnce(target, namesAt, names);
}

const observation = asData<Observation>("observation");
const objects = asData<Objects>("objects");
const names = asData<Named[]>("names");
