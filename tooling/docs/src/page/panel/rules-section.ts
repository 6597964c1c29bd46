import type { Table } from "../../model/model.js";
import { element, nameOf } from "../element.js";
import { listSection } from "./section.js";

interface Thing {
  readonly name: string;
  /** What it demands, in words. */
  readonly comment?: string;
  readonly definition: string;
  readonly badges: readonly string[];
  readonly warnings: readonly string[];
}

/** Rules, indexes, triggers, policies and partitions. */
export function rulesSections(table: Table): (HTMLElement | undefined)[] {
  const list = (title: string, things: readonly Thing[]): HTMLElement | undefined =>
    listSection(things.length > 0 ? `${title} (${things.length})` : title, things.map(item));
  return [
    list("Rules", rules(table)),
    list("Indexes", indexes(table)),
    list("Triggers", triggers(table)),
    list("Policies", policies(table)),
    list(
      "Partitions",
      table.partitions.map((name) => thing({ name, definition: "" })),
    ),
  ];
}

function rules({ rules: all }: Table): Thing[] {
  return all.map(({ kind, isValidated, ...rule }) =>
    thing({
      ...rule,
      badges: kind === "check" ? [] : [kind],
      warnings: isValidated ? [] : ["not validated"],
    }),
  );
}

function indexes({ indexes: all }: Table): Thing[] {
  return all.map(({ isUnique, isValid, ...index }) =>
    thing({
      ...index,
      badges: isUnique ? ["unique"] : [],
      warnings: isValid ? [] : ["invalid"],
    }),
  );
}

function triggers({ triggers: all }: Table): Thing[] {
  return all.map(({ event, routine, isEnabled, ...trigger }) =>
    thing({
      ...trigger,
      definition: `${event}: ${routine}()`,
      warnings: isEnabled ? [] : ["disabled"],
    }),
  );
}

function policies({ policies: all }: Table): Thing[] {
  return all.map(({ name, command, roles, isPermissive, using, check }) => {
    const conditions = [
      ...(using === undefined ? [] : [`using ${using}`]),
      ...(check === undefined ? [] : [`with check ${check}`]),
    ];
    return thing({
      name,
      definition: `for ${command} to ${roles.join(", ")} ${conditions.join(" ")}`,
      badges: isPermissive ? [] : ["restrictive"],
    });
  });
}

function thing(given: Pick<Thing, "name" | "definition"> & Partial<Thing>): Thing {
  return { badges: [], warnings: [], ...given };
}

function item({ name, comment, definition, badges, warnings }: Thing): HTMLElement {
  return element(
    "li",
    { class: "rule" },
    comment !== undefined && element("p", { class: "comment", dir: "auto", text: comment }),
    element(
      "div",
      { class: "rule-name" },
      nameOf(name),
      ...badges.map((text) => element("span", { class: "badge", text })),
      ...warnings.map((text) => element("span", { class: "badge is-warning", text })),
    ),
    definition !== "" && element("code", { class: "definition", dir: "ltr", text: definition }),
  );
}
