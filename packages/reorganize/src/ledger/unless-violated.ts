import { ownSchema } from "../catalog/own-schema.js";
import { literal } from "../session/literal.js";

const broken = `${ownSchema}."rules that rows break"`;

/**
 * SQL that restores a constraint of the source. Rows written since, under the target's constraints, may
 * violate it: then they stay where they are, and the constraint is recorded instead.
 */
export function unlessViolated(sql: string, relation: string, rule: string): string {
  return `DO ${literal(`
    BEGIN
      ${sql};
    EXCEPTION WHEN check_violation OR foreign_key_violation THEN
      CREATE TABLE IF NOT EXISTS ${broken} (relation text NOT NULL, rule text NOT NULL, problem text NOT NULL);
      INSERT INTO ${broken} VALUES (${literal(relation)}, ${literal(rule)}, SQLERRM);
    END`)}`;
}
