import { ownSchema } from "../catalog/own-schema.js";
import { body } from "../session/body.js";
import { literal } from "../session/literal.js";

const violated = `${ownSchema}."rules that rows break"`;

/**
 * SQL of a rule of the source that comes back. Rows written since, under the target's rules, may violate
 * it: then it stays NOT VALID, so that they stay where they are, and is recorded for users to see.
 */
export function unlessViolated(sql: string, relation: string, rule: string): string {
  return `DO ${body(`
    BEGIN
      ${sql};
    EXCEPTION WHEN check_violation OR foreign_key_violation THEN
      CREATE TABLE IF NOT EXISTS ${violated}
        (relation text NOT NULL, rule text NOT NULL, problem text NOT NULL);
      INSERT INTO ${violated} VALUES (${literal(relation)}, ${literal(rule)}, SQLERRM);
    END`)}`;
}
