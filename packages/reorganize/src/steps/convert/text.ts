import type { Hazard, Step } from "../../plan/step.js";
import { aboutOf, listed, unknownText } from "../details.js";

type About = {
  readonly column?: string;
  readonly type?: string;
  readonly types?: readonly string[];
};

export function title(step: Step): string {
  const { column, type, types } = aboutOf<About>(step);
  const of = `${step.table}.${column}`;
  switch (step.id.action) {
    case "create types":
      return `Create enum types ${listed(types)}`;
    case "convert add":
      return `Add a column of type ${type} beside ${of}, kept equal by a trigger`;
    case "convert keep on write":
      return `Keep on write what ${type} does not hold of ${of}: a trigger`;
    case "convert keep":
      return `Keep what ${type} does not hold of ${of}`;
    case "convert fill":
      return `Backfill the new column of ${of}`;
    case "convert check":
      return `Add CHECK to ${of}, NOT VALID: the new type can hold the value`;
    case "convert validate":
      return `Validate CHECK on ${of}`;
    case "convert index":
      return `Build ${step.id.part} on the new column of ${of}`;
    case "convert swap":
      return `Cut over: the column of type ${type} replaces ${of}`;
    case "convert rules":
      return `Validate CHECKs on ${of}`;
    default:
      return `Change the type of ${of} to ${type}`;
  }
}

export function hazard({ code, table, columns, words, type }: Hazard): string {
  switch (code) {
    case "enum words":
      return `${listed(columns)} of ${table} takes no other words than ${listed(words)}: a program that writes or looks for another gets an error, and one that compares it with a text or varchar needs a cast`;
    case "values kept":
      return `${listed(columns)} of ${table} becomes ${type}, which may not hold every value as it is, such as its digits: what it does not hold is kept, and comes back with a rollback`;
    case "two unique indexes":
      return "while both unique indexes exist, one of two programs that INSERT … ON CONFLICT the same new key at the same instant may get a unique violation";
    case "column last":
      return `${listed(columns)} comes last in ${table}: SELECT * returns it last, and an INSERT that names no columns no longer fits; a rollback cannot move it back`;
    case "prepared statements":
      return "a statement prepared earlier whose parameter has the old type may be refused until it is prepared again";
    default:
      return unknownText(code);
  }
}
